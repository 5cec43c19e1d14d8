using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>A contact whose wiring is watched by resistors at its end (受监督触点).</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Channel">The channel that measures the loop.</param>
/// <param name="Loop">The loop.</param>
public sealed record SupervisedContactOptions(SensorName Sensor, string Channel, EndOfLineLoop Loop) : IDetectorOptions
{
    /// <summary>None: it listens to a channel.</summary>
    public IReadOnlyList<string> Lines => [];

    /// <summary>How long a state must be measured before it counts; 0 to 60 s.</summary>
    public Duration Debounce { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>The state that is the sensor's 1: Open, as with an alarm contact that opens, or Closed.</summary>
    public EndOfLineState ActiveWhen { get; init; } = EndOfLineState.Open;

    /// <inheritdoc/>
    public IDetector CreateDetector() => new SupervisedContactDetector(this);
}
