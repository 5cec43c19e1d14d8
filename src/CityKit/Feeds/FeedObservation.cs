using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Feeds;

/// <summary>
/// What a sensor of a feed saw (平台推送的传感器数据), such as a smoke alarm's contact or a water level. A register's total is a
/// <see cref="RegisterReading"/>.
/// </summary>
/// <param name="Sensor">The sensor's name in the sensor register.</param>
/// <param name="Kind"><see cref="EventKind.Reading"/>, <see cref="EventKind.Contact"/>, <see cref="EventKind.Detection"/> or
/// <see cref="EventKind.Fault"/>.</param>
/// <param name="Value">A reading's amount in a unit that the register's entry can be counted in; of the others the number alone counts: a
/// contact or fault is 1 or 0.</param>
/// <param name="At">When it was measured; null where the platform says no time and that of the reception counts.</param>
public sealed record FeedObservation(SensorName Sensor, EventKind Kind, Amount Value, Instant? At)
{
    internal bool IsKnownKind => Kind is EventKind.Reading or EventKind.Contact or EventKind.Detection or EventKind.Fault;

    /// <summary>Whether it is news of danger, which is judged however late it comes: only that something is over may be too late.</summary>
    internal bool IsAlarm => Kind == EventKind.Detection || (Kind != EventKind.Reading && Value.Number != 0);

    internal Lane Lane => Kind == EventKind.Reading ? Lane.Reading : Lane.Alarm;
}
