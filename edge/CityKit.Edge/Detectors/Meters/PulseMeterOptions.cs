using CityKit.Core;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Detectors.Meters;

/// <summary>A meter that gives pulses (脉冲表): water, gas, power.</summary>
/// <param name="Sensor">The sensor its readings belong to.</param>
/// <param name="Line">The pulse line.</param>
public sealed record PulseMeterOptions(SensorName Sensor, string Line) : IDetectorOptions
{
    /// <summary>The longest of each of its times: 10 s.</summary>
    public static readonly Duration Longest = Duration.FromSeconds(10);

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => SupervisionLine is { } supervision ? [Line, supervision] : [Line];

    /// <summary>The edge that counts. Only one does: two edges close together may reach us as the same edge twice.</summary>
    public LineEdge CountOn { get; init; } = LineEdge.Rising;

    /// <summary>
    /// How long a pulse lasts at least; what is shorter is noise. 10 ms: an S0 pulse lasts 30 ms or more (EN 62053-31), a reed contact
    /// bounces for 1 to 5 ms. 0 to 10 s.
    /// </summary>
    public Duration LeastPulse { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>
    /// How long the line rests at least between two pulses; a contact that opens for less only bounced. 10 ms: an S0 pause is 30 ms or
    /// more. 0 to 10 s.
    /// </summary>
    public Duration LeastRest { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>The least time from the beginning of a counted pulse to that of the next; 0 to 10 s, 0 for none.</summary>
    public Duration DeadTime { get; init; } = Duration.Zero;

    /// <summary>A line that watches the wiring; null for none.</summary>
    public string? SupervisionLine { get; init; }

    /// <summary>The level of the supervision line that means the wiring is open.</summary>
    public bool OpenWhenActive { get; init; }

    /// <inheritdoc/>
    public IDetector CreateDetector() => new PulseMeterDetector(this);
}
