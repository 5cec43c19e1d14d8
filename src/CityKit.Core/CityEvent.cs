namespace CityKit.Core;

/// <summary>One thing that a device saw (事件), as it travels to the hub.</summary>
/// <remarks>
/// For a device or a hub of your own that speaks the wire format; a detector gives events to its output instead, and a platform sends a
/// <c>FeedBatch</c>. It is immutable. Who sent it, in which outbox and lane, is in the batch, and so is the wall time of its clock: the
/// event has only the device's monotonic time.
/// </remarks>
/// <param name="Kind">What it reports.</param>
/// <param name="Sensor">Which sensor saw it; <see cref="SensorName.Device"/> for the device itself.</param>
/// <param name="Time">When, or when its span ended.</param>
/// <param name="Value">The number that the kind calls for, in the smallest unit; 0 when it calls for none.</param>
/// <example><code>
/// var at = new DeviceTime(Boot: 0, Nanoseconds: 1_500_000_000); // on the device's monotonic clock
/// var seen = new CityEvent(EventKind.Contact, SensorName.Parse("lamp-1"), at, Value: 1) { Sequence = 1 };
/// Console.WriteLine(seen.Lane); // Alarm
/// var buffer = new byte[EventCodec.MaxBytes];
/// ReadOnlyMemory&lt;byte> encoded = buffer.AsMemory(0, EventCodec.Encode(seen, buffer));
/// </code></example>
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
