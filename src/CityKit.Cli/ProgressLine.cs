using System.Globalization;

namespace CityKit.Cli;

/// <summary>Says how far counted work is: how many, rate, time left.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="unit">What is counted, such as <c>rows</c>.</param>
/// <param name="total">How many there will be; null when that is not known.</param>
internal sealed class ProgressLine(Terminal terminal, string unit, long? total) : IProgress<long>, IProgress<int>
{
    private readonly LiveLine line = new(terminal);
    private readonly long began = terminal.Time.GetTimestamp();

    /// <summary>Says how many are done, if it is time to.</summary>
    public void Report(long done)
    {
        var elapsed = terminal.Time.GetElapsedTime(began);
        if (line.IsDue(elapsed)) line.Show(Text(done, elapsed));
    }

    /// <inheritdoc cref="Report(long)"/>
    public void Report(int done) => Report((long)done);

    internal void End() => line.End();

    private string Text(long done, TimeSpan elapsed)
    {
        var rate = done / elapsed.TotalSeconds;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done:N0}{(total is { } all ? $" of {all:N0}" : "")} {unit}, {rate:N0}/s");
        return total is { } end && done > 0
            ? text + string.Create(CultureInfo.InvariantCulture, $", {Math.Max(0, end - done) / rate:N0} s left") : text;
    }
}
