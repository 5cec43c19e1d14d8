using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>Which readings of a sensor show why its rule decided (读数图范围).</summary>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when, not included.</param>
public sealed record LinkChart(Instant From, Instant Until)
{
    /// <summary>How long the window is that was judged, in seconds; null for a rule without one.</summary>
    public double? WindowSeconds { get; init; }

    /// <summary>What of the window is compared: sum, count, average, minimum, maximum; null for each reading.</summary>
    public string? Function { get; init; }

    /// <summary>The limit in the sensor's unit; null where nothing is compared that can be drawn.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The upper limit of a range.</summary>
    public decimal? OrAbove { get; init; }

    /// <summary>On which side of the limit is wrong: above, below.</summary>
    public string? Side { get; init; }
}
