using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>A one-key alarm (一键报警): a button that calls for help.</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Line">The button's line; active = pressed.</param>
public sealed record AlarmKeyOptions(SensorName Sensor, string Line) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => ResetLine is { } reset ? [Line, reset] : [Line];

    /// <summary>True when the inactive line means pressed, as with a key that opens.</summary>
    public bool Inverted { get; init; }

    /// <summary>How long it must be held to count; 20 ms to 10 s. The call is stamped at the moment it was pressed.</summary>
    public Duration Hold { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>The line of the key switch that takes the call back; null for none.</summary>
    public string? ResetLine { get; init; }

    /// <summary>How long after the last release the call ends by itself; 1 s to 1 day; null for never, which needs a reset line.</summary>
    public Duration? ResetAfter { get; init; }

    /// <summary>A key held for this long is stuck; 1 s to 1 h.</summary>
    public Duration StuckAfter { get; init; } = Duration.FromMinutes(2);

    /// <inheritdoc/>
    public IDetector CreateDetector() => new AlarmKeyDetector(this);
}
