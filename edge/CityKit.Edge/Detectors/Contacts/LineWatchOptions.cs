using CityKit.Core;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>What is no longer normal on a line (线路故障监测), beside the sensor that reads it.</summary>
/// <param name="Sensor">The sensor its faults belong to.</param>
/// <param name="Line">The line.</param>
public sealed record LineWatchOptions(SensorName Sensor, string Line) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => [Line];

    /// <summary>The line stuck at <see cref="StuckLevel"/> for this long is at fault; 1 s to 30 days, null for not watched.</summary>
    public Duration? StuckAfter { get; init; }

    /// <summary>The edge after which it may stick: Rising = active, Falling = inactive.</summary>
    public LineEdge StuckLevel { get; init; } = LineEdge.Rising;

    /// <summary>More edges than this in a minute are flapping; 2 to 1,000,000, null for not watched.</summary>
    public int? MostEdgesPerMinute { get; init; }

    /// <summary>No edge for this long is silence; 1 s to 30 days, null for not watched.</summary>
    public Duration? SilentAfter { get; init; }

    /// <inheritdoc/>
    public IDetector CreateDetector() => new LineWatchDetector(this);
}
