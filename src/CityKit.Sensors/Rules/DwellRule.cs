using CityKit.Core;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Looks for an object that stays in an area (停留), such as a car on a fire lane. Its place is in the fields <c>lat</c> and <c>lon</c> of its
/// events, in 1e-7 degrees; an event without them is no evidence.
/// </summary>
public sealed record DwellRule : Rule
{
    /// <summary>The kind of event that carries the place.</summary>
    public EventKind Of { get; init; } = EventKind.Reading;

    /// <summary>The area.</summary>
    public required GeoPolygon Inside { get; init; }

    /// <summary>How long it may stay; raised at its first event inside + this exactly.</summary>
    public required Duration For { get; init; }

    /// <summary>How far apart two events may be; after a longer hole the stay begins again.</summary>
    public required Duration Within { get; init; }
}
