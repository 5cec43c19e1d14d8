using System.Globalization;
using CityKit.Import.Surveys;

namespace CityKit.Cli.Components;

/// <summary>Says how far an import is: rows, rate, rejects, time left.</summary>
/// <param name="terminal">Where.</param>
/// <param name="fraction">How much of the file is read, 0 to 1; null when that cannot be known.</param>
internal sealed class ImportProgress(Terminal terminal, Func<double?> fraction) : IProgress<SurveyProgress>
{
    private readonly LiveLine line = new(terminal);
    private double? before;

    public void Report(SurveyProgress value)
    {
        var (elapsed, done) = (value.Elapsed.ToTimeSpan(), value.RowsOfFile is > 0 and var all ? (double)value.Rows / all : fraction());
        before ??= value.RowsOfFile is > 0 and var rows ? (double)value.RowsBefore / rows : value.Rows > value.RowsBefore ? 0 : done;
        if (!line.IsDue(elapsed)) return;
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{value.Rows:N0} rows, {value.RowsPerSecond:N0}/s, {value.Rejected:N0} rejected");
        if (done is { } part && value.TimeLeft(part, before ?? 0) is { } left)
            text += string.Create(CultureInfo.InvariantCulture, $", {left.TotalSeconds:N0} s left");
        line.Show(text);
    }

    internal void End() => line.End();
}
