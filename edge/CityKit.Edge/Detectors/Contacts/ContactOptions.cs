using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>A contact on one line (触点): smoke, tamper, tilt, lamp, door.</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Line">The line it is wired to.</param>
public sealed record ContactOptions(SensorName Sensor, string Line) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => [Line];

    /// <summary>How long the level must stay before a change counts; 0 to 10 s.</summary>
    public Duration Debounce { get; init; } = Duration.FromMilliseconds(20);

    /// <summary>How long it may bounce before it is at fault; 0.1 s to 1 h, and at least the debounce time.</summary>
    public Duration FlappingAfter { get; init; } = Duration.FromSeconds(10);

    /// <summary>True when the sensor's 1 is the inactive line, as with a contact that opens on alarm.</summary>
    public bool Inverted { get; init; }

    /// <inheritdoc/>
    public IDetector CreateDetector() => new ContactDetector(this);
}
