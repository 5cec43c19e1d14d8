using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>A contact that counts when it has been held (持续触点): occupancy, water leak, tilt, tamper.</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Line">The line it is wired to.</param>
/// <param name="Kind">What it watches.</param>
public sealed record HeldContactOptions(SensorName Sensor, string Line, HeldContactKind Kind) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => SupervisionLine is { } supervision ? [Line, supervision] : [Line];

    /// <summary>How long it must stay active to count as on; 0 to 60 s.</summary>
    public Duration OnDelay { get; init; } = Kind switch
    {
        HeldContactKind.WaterLeak or HeldContactKind.Tilt => Duration.FromSeconds(2),
        HeldContactKind.Tamper => Duration.FromMilliseconds(50),
        _ => Duration.Zero,
    };

    /// <summary>How long it must stay inactive to count as off; 0 to 1 day.</summary>
    public Duration OffDelay { get; init; } = Kind switch
    {
        HeldContactKind.WaterLeak => Duration.FromMinutes(1),
        HeldContactKind.Tilt => Duration.FromSeconds(5),
        HeldContactKind.Tamper => Duration.FromSeconds(10),
        _ => Duration.FromMinutes(5),
    };

    /// <summary>True when the inactive line means on.</summary>
    public bool Inverted { get; init; }

    /// <summary>A line that watches the wiring; null for none.</summary>
    public string? SupervisionLine { get; init; }

    /// <summary>The level of the supervision line that means the wiring is open.</summary>
    public bool OpenWhenActive { get; init; }

    /// <inheritdoc/>
    public IDetector CreateDetector() => new HeldContactDetector(this);
}
