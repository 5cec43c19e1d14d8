using CityKit.Core;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks for missing events of a kind (静默): none for longer than <see cref="For"/> in the device's own time. Missing telemetry is another
/// alert than low use. Readings are expected from the device's first heartbeat on; other kinds from the first one seen.
/// </summary>
public sealed record SilenceRule : Rule
{
    /// <summary>The kind that is missed.</summary>
    public EventKind Of { get; init; } = EventKind.Reading;

    /// <summary>How long it may be missing.</summary>
    public required Duration For { get; init; }

    internal override bool IsTimed => true;
}
