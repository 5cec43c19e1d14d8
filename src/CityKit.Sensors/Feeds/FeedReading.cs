using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Feeds;

/// <summary>What a register showed (抄表读数).</summary>
/// <param name="Row">Its line in the file, from 1.</param>
/// <param name="Register">The register, a sensor of the feed.</param>
/// <param name="Reading">What it showed, 0 or more, with its unit.</param>
/// <param name="ReadAt">When it was read.</param>
/// <param name="ReceivedAt">When the utility received it.</param>
/// <param name="Source">How the utility came by it, in its own words.</param>
public sealed record FeedReading(long Row, SensorName Register, Amount Reading, Instant ReadAt, Instant ReceivedAt, string Source)
    : FeedRow(Row)
{
    private static readonly string[] EstimateWords = ["estimated", "estimate", "估算", "估抄", "估读", "估计"];

    /// <summary>
    /// Whether the utility says that it estimated the value: the source is "estimated" or "estimate" in any case, 估算, 估抄, 估读 or 估计.
    /// </summary>
    public bool IsEstimate => EstimateWords.Contains(Source, StringComparer.OrdinalIgnoreCase);
}
