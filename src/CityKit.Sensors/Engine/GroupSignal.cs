using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>One turn of a condition at a sensor, as it waits for its group's time.</summary>
/// <param name="Time">
/// When it counts: when the condition turned, or, where the device's time alone could not show that, the device's time just before the event
/// that did. So no signal comes behind what the device's time has promised, however the streams of several devices come in between.
/// </param>
/// <param name="Sensor">The sensor.</param>
/// <param name="From">From when its entry counts.</param>
/// <param name="Condition">Which condition of the rule.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When the condition turned.</param>
/// <param name="Value">The number that decided.</param>
/// <param name="IsTest">Whether it was seen in maintenance.</param>
internal sealed record GroupSignal(
    long Time, SensorKey Sensor, long From, int Condition, GroupSignalKind Kind, long At, long? Value, bool IsTest) : IComparable<GroupSignal>
{
    private bool IsBreak => Kind is GroupSignalKind.Away or GroupSignalKind.Seen;

    /// <summary>By time, device and sensor; several of one condition stay in the order in which they came.</summary>
    public int CompareTo(GroupSignal? other)
    {
        if (other is null) return 1;
        var order = Time.CompareTo(other.Time);
        if (order == 0) order = Sensor.CompareTo(other.Sensor);
        if (order == 0) order = Condition.CompareTo(other.Condition);
        if (order == 0) order = From.CompareTo(other.From);
        return order == 0 ? IsBreak.CompareTo(other.IsBreak) : order;
    }
}
