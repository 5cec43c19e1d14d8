using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Mapping;

/// <summary>One thing that a vendor's message says of a sensor.</summary>
/// <param name="Sensor">The sensor, one of the feed's in the sensor register.</param>
/// <param name="Kind">What it is: <see cref="EventKind.Reading"/>, <see cref="EventKind.Contact"/>, <see cref="EventKind.Detection"/> or
/// <see cref="EventKind.Fault"/>.</param>
/// <param name="Value">The number with its unit; the unit is empty for none.</param>
/// <param name="At">When it was measured; null when the mapping says that the time of reception counts.</param>
public sealed record MappedReading(SensorName Sensor, EventKind Kind, Amount Value, Instant? At)
{
    /// <summary>Whether it is a register's total so far (表底数), not a value that was measured.</summary>
    public bool IsRegister { get; init; }
}
