using CityKit.Core;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>A meter that gives pulses (脉冲表): water, gas, power.</summary>
/// <param name="Sensor">The sensor its readings belong to.</param>
/// <param name="Line">The pulse line.</param>
public sealed record PulseMeterOptions(SensorName Sensor, string Line) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => SupervisionLine is { } supervision ? [Line, supervision] : [Line];

    /// <summary>The edge that counts. Only one does: two edges close together may reach us as the same edge twice.</summary>
    public LineEdge CountOn { get; init; } = LineEdge.Rising;

    /// <summary>A pulse this soon after the last counted one is contact bounce; 0 to 10 s, 0 for none.</summary>
    public Duration DeadTime { get; init; } = Duration.Zero;

    /// <summary>A line that watches the wiring; null for none.</summary>
    public string? SupervisionLine { get; init; }

    /// <summary>The level of the supervision line that means the wiring is open.</summary>
    public bool OpenWhenActive { get; init; }

    /// <inheritdoc/>
    public IDetector CreateDetector() => new PulseMeterDetector(this);
}
