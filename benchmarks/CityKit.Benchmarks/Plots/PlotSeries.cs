using NodaTime;

namespace CityKit.Benchmarks.Plots;

/// <summary>A series to plot: its values part by part, and rows of times under it, over one axis of time.</summary>
internal sealed record PlotSeries(string Title, string Unit, Instant From, Instant To, DateTimeZone Zone, Duration Bin)
{
    internal required IReadOnlyList<PlotBin> Bins { get; init; }

    internal required IReadOnlyList<PlotRow> Rows { get; init; }

    internal bool IsLong => (To - From).TotalDays > 100;
}
