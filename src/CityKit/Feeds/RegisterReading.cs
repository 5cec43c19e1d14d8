using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Feeds;

/// <summary>One reading of a utility's register (表读数), as the feed gave it.</summary>
/// <param name="Register">The register's name in the sensor register.</param>
/// <param name="Shown">What it showed: its total so far.</param>
/// <param name="ReadAt">When the meter was read.</param>
/// <param name="ReceivedAt">When the utility had it.</param>
public sealed record RegisterReading(SensorName Register, Amount Shown, Instant ReadAt, Instant ReceivedAt)
{
    /// <summary>
    /// Whether the utility estimated it (估抄). An estimate never replaces a reading that was made; one that was made replaces an estimate of
    /// the same time.
    /// </summary>
    public bool IsEstimate { get; init; }
}
