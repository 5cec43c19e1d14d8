using System.Globalization;
using NodaTime;

namespace CityKit.Desk.Why;

/// <summary>Where times and values are on a chart of 720 by 220.</summary>
internal sealed class ChartFrame
{
    internal const double Width = 720;
    internal const double Height = 220;
    internal const double Left = 58;
    internal const double Right = 708;
    internal const double Top = 18;
    internal const double Bottom = 190;

    private readonly ReadingSeries series;
    private readonly decimal least;
    private readonly decimal most;

    internal ChartFrame(ReadingSeries series)
    {
        this.series = series;
        decimal[] values = [0, .. series.Points.Select(point => point.Least), .. series.Points.Select(point => point.Most),
            .. new[] { series.Chart.Limit, series.Chart.OrAbove }.OfType<decimal>()];
        (least, Step) = (values.Min(), StepOf(values.Max() - values.Min()));
        least = decimal.Floor(least / Step) * Step;
        most = decimal.Ceiling((values.Max() == least ? least + Step : values.Max() * 1.05m) / Step) * Step;
    }

    /// <summary>How far apart the lines of values are.</summary>
    internal decimal Step { get; }

    /// <summary>The values at which lines are drawn.</summary>
    internal IEnumerable<decimal> Lines
    {
        get
        {
            for (var value = least; value <= most; value += Step) yield return value;
        }
    }

    /// <summary>The times that are named.</summary>
    internal IEnumerable<Instant> Times =>
        Enumerable.Range(0, 5).Select(i => series.Chart.From + (series.Chart.Until - series.Chart.From) * (i / 4.0));

    internal double X(Instant at) =>
        Left + (Right - Left) * Math.Clamp((at - series.Chart.From) / (series.Chart.Until - series.Chart.From), 0, 1);

    internal double Y(decimal value) => Bottom - (double)((value - least) / (most - least)) * (Bottom - Top);

    internal static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The line of the points, broken where data is missing.</summary>
    internal string Path(Func<ReadingPoint, decimal> valueOf)
    {
        var path = new System.Text.StringBuilder();
        foreach (var (i, point) in series.Points.Index())
            path.Append(i == 0 || IsBroken(series.Points[i - 1], point) ? 'M' : 'L')
                .Append(Text(X(point.At))).Append(' ').Append(Text(Y(valueOf(point)))).Append(' ');
        return path.ToString();
    }

    private bool IsBroken(ReadingPoint before, ReadingPoint point) =>
        series.Gaps.Any(gap => gap.Start >= before.At && gap.End <= point.At);

    /// <summary>1, 2 or 5 times a power of ten, so that there are three to six lines.</summary>
    private static decimal StepOf(decimal range)
    {
        if (range <= 0) return 1;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)range / 4)));
        return new[] { 1m, 2m, 5m, 10m }.Select(times => times * power).First(step => range / step <= 5);
    }
}
