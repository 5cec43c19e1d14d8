using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Meters;

/// <summary>A measured value (测量值): temperature, level, gas, voltage. All numbers are in the channel's smallest unit.</summary>
/// <param name="Sensor">The sensor its readings belong to.</param>
/// <param name="Channel">The channel.</param>
public sealed record ChannelReadingOptions(SensorName Sensor, string Channel) : IDetectorOptions
{
    /// <summary>None: it listens to a channel.</summary>
    public IReadOnlyList<string> Lines => [];

    /// <summary>A value this near to the last one reported is not reported; 0 reports every one.</summary>
    public long Deadband { get; init; }

    /// <summary>Reported at least this often, also when nothing changed; 1 s to 1 day.</summary>
    public Duration AtLeastEvery { get; init; } = Duration.FromMinutes(15);

    /// <summary>At or above it the level is <c>high</c>; null for none.</summary>
    public long? High { get; init; }

    /// <summary>At or below it the level is <c>low</c>; null for none.</summary>
    public long? Low { get; init; }

    /// <summary>How far back from a threshold the value must be for the level to be normal again; 0 or more.</summary>
    public long Hysteresis { get; init; }

    /// <inheritdoc/>
    public IDetector CreateDetector() => new ChannelReadingDetector(this);
}
