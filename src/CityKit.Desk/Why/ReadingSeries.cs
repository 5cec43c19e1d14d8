using CityKit.Client.Chains;
using NodaTime;

namespace CityKit.Desk.Why;

/// <summary>
/// What is drawn of a sensor's readings (读数曲线): what the rule compared, moment by moment, at most <see cref="MostDrawn"/> of them; and
/// where there was no data.
/// </summary>
public sealed record ReadingSeries
{
    /// <summary>The most points that are drawn: more than a screen shows side by side.</summary>
    public const int MostDrawn = 400;

    private static readonly Duration Slack = Duration.FromSeconds(2);

    /// <summary>What is drawn, by time.</summary>
    public required IReadOnlyList<ReadingPoint> Points { get; init; }

    /// <summary>Where no data is.</summary>
    public required IReadOnlyList<Interval> Gaps { get; init; }

    /// <summary>The chart's stretch, limit and window.</summary>
    public required LinkChart Chart { get; init; }

    /// <summary>When the alert was raised.</summary>
    public required Instant AlertAt { get; init; }

    /// <summary>In which unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The window that was judged; null for none.</summary>
    public Interval? Window => Chart.WindowSeconds is { } seconds
        ? new Interval(Instant.Max(Chart.From, AlertAt - Duration.FromSeconds(seconds)), AlertAt) : null;

    /// <summary>How much of the window has data, 0 to 1; null without a window.</summary>
    public decimal? Covered => Window is not { } window || window.Duration == Duration.Zero ? null
        : 1 - (decimal)(Gaps.Sum(gap => Duration.Max(Duration.Zero,
            Instant.Min(gap.End, window.End) - Instant.Max(gap.Start, window.Start)).TotalSeconds)
            / window.Duration.TotalSeconds);

    /// <summary>Makes it of readings by time.</summary>
    /// <param name="readings">The readings, or what several of them were together.</param>
    /// <param name="chart">What to look at.</param>
    /// <param name="alertAt">When the alert was raised.</param>
    /// <param name="unit">In which unit.</param>
    public static ReadingSeries Of(IReadOnlyList<ReadingPoint> readings, LinkChart chart, Instant alertAt, string unit)
    {
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(chart);
        return new ReadingSeries
        {
            Points = Thinned(chart is { Function: { } function, WindowSeconds: { } seconds }
                ? Rolled(readings, function, Duration.FromSeconds(seconds)) : readings),
            Gaps = GapsOf(readings, chart), Chart = chart, AlertAt = alertAt, Unit = unit,
        };
    }

    /// <summary>What the window before each reading comes to.</summary>
    private static List<ReadingPoint> Rolled(IReadOnlyList<ReadingPoint> readings, string function, Duration window)
    {
        var (rolled, first) = (new List<ReadingPoint>(readings.Count), 0);
        for (var i = 0; i < readings.Count; i++)
        {
            while (readings[first].At <= readings[i].At - window) first++;
            var value = ValueOf(readings, first, i, function);
            rolled.Add(new ReadingPoint(readings[i].At, readings[i].At, value, value, value, 1));
        }
        return rolled;
    }

    private static decimal ValueOf(IReadOnlyList<ReadingPoint> readings, int first, int last, string function)
    {
        var (sum, count, least, most) = (0m, 0, decimal.MaxValue, decimal.MinValue);
        for (var i = first; i <= last; i++)
        {
            var point = readings[i];
            (sum, count, least, most) = (sum + point.Sum, count + point.Count, Math.Min(least, point.Least), Math.Max(most, point.Most));
        }
        return function switch { "count" => count, "average" => sum / count, "minimum" => least, "maximum" => most, _ => sum };
    }

    /// <summary>Neighbours together, with the least and the most of them: no peak is lost.</summary>
    private static IReadOnlyList<ReadingPoint> Thinned(IReadOnlyList<ReadingPoint> points)
    {
        if (points.Count <= MostDrawn) return points;
        var together = (points.Count + MostDrawn - 1) / MostDrawn;
        return [.. points.Chunk(together).Select(part => new ReadingPoint(part[0].From, part[^1].At, part.Min(point => point.Least),
            part.Max(point => point.Most), part.Sum(point => point.Sum), part.Sum(point => point.Count)))];
    }

    /// <summary>Readings of a span cover it; readings of moments are apart where they are three times as far apart as most.</summary>
    private static List<Interval> GapsOf(IReadOnlyList<ReadingPoint> readings, LinkChart chart)
    {
        var usual = readings.All(point => point.From == point.At) ? UsualStep(readings) * 3 : Slack;
        var (gaps, covered) = (new List<Interval>(), chart.From);
        foreach (var point in readings)
        {
            if (point.From - covered > usual) gaps.Add(new Interval(covered, point.From));
            covered = Instant.Max(covered, point.At);
        }
        if (chart.Until - covered > usual) gaps.Add(new Interval(covered, chart.Until));
        return gaps;
    }

    private static Duration UsualStep(IReadOnlyList<ReadingPoint> readings)
    {
        var steps = readings.Skip(1).Select((point, i) => point.At - readings[i].At).Order().ToArray();
        return steps.Length == 0 ? Slack : steps[steps.Length / 2];
    }
}
