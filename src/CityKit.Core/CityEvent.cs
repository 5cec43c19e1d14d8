namespace CityKit.Core;

/// <summary>One thing a device saw (事件), as it travels. Who sent it, in which outbox and lane, is in the batch.</summary>
/// <param name="Kind">What it reports.</param>
/// <param name="Sensor">Which sensor saw it; <see cref="SensorName.Device"/> for the device itself.</param>
/// <param name="Time">When, or when its span ended.</param>
/// <param name="Value">The number that the kind calls for, in the smallest unit; 0 when it calls for none.</param>
public sealed record CityEvent(EventKind Kind, SensorName Sensor, DeviceTime Time, long Value)
{
    /// <summary>Its number in its lane, from 1; 0 until the outbox gives one.</summary>
    public long Sequence { get; init; }

    /// <summary>How many nanoseconds before <see cref="Time"/> it covers; 0 for a moment.</summary>
    public long SpanNanoseconds { get; init; }

    /// <summary>Marks.</summary>
    public EventFlags Flags { get; init; }

    /// <summary>Named details.</summary>
    public EventFields Fields { get; init; } = EventFields.Empty;

    /// <summary>The lane this kind travels in.</summary>
    public Lane Lane =>
        Kind is EventKind.Reading or EventKind.Rejection or EventKind.Heartbeat or EventKind.LineGap or EventKind.Dropped
            or EventKind.Running
            ? Lane.Reading
            : Lane.Alarm;
}
