using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>A device as the hub sees it: a key, an outbox, two lanes; makes signed batches.</summary>
internal sealed class TestDevice(string id, ulong outbox = 1)
{
    private readonly Dictionary<Lane, LaneCursor> lanes = [];

    internal DeviceId Id { get; } = DeviceId.Parse(id);

    internal DeviceKey Key { get; init; } = DeviceKey.Create();

    internal OutboxId Outbox { get; } = new(outbox);

    /// <summary>Wall time at monotonic zero; null while the clock is unset.</summary>
    internal Instant? Zero { get; set; } = TestCity.Start - Duration.FromHours(1);

    /// <summary>What the device says of its clock while it is set.</summary>
    internal ClockQuality Quality { get; set; } = ClockQuality.Synchronized;

    internal LaneCursor Cursor(Lane lane) => lanes.GetValueOrDefault(lane);

    /// <summary>An event's wall time by this device's clock; null while that is unset.</summary>
    internal Instant? TimeOf(CityEvent seen) => Zero?.PlusNanoseconds(seen.Time.Nanoseconds);

    /// <summary>The same device with another outbox.</summary>
    internal TestDevice WithNewOutbox(ulong next) => new(id, next) { Key = Key, Zero = Zero };

    /// <summary>The next batch of the lane its events belong to.</summary>
    internal byte[] Next(params CityEvent[] events) => Next(events[0].Lane, events);

    internal byte[] Next(Lane lane, params CityEvent[] events)
    {
        var before = Cursor(lane);
        var encoded = new List<ReadOnlyMemory<byte>>();
        var last = before.Sequence;
        foreach (var seen in events) encoded.Add(Encode(seen, last += Covers(seen)));
        return Next(lane, last, [.. encoded]);
    }

    /// <summary>A batch of events as bytes; the lane moves on to <paramref name="last"/>.</summary>
    internal byte[] Next(Lane lane, long last, params ReadOnlyMemory<byte>[] events)
    {
        var before = Cursor(lane);
        lanes[lane] = new LaneCursor(last, events.Aggregate(before.Hash, (hash, e) => hash.Next(e.Span)));
        return Sign(Header(lane, before.Sequence + 1, before.Hash), events);
    }

    internal BatchHeader Header(Lane lane, long first, RunningHash before) =>
        new(Id, Outbox, lane, first, before, [new BootClock(0, new BootId(7), Zero, Zero is null ? ClockQuality.Unknown : Quality)]);

    internal byte[] Sign(BatchHeader header, params ReadOnlyMemory<byte>[] events) => SignedBatch.Sign(BatchCodec.Encode(header, events), Key).Encode();

    internal static ReadOnlyMemory<byte> Encode(CityEvent seen, long sequence)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer.AsMemory(0, EventCodec.Encode(seen with { Sequence = sequence }, buffer));
    }

    internal CityEvent Event(EventKind kind, string sensor, Instant at, long value, Duration span = default, EventFlags flags = EventFlags.None, params EventField[] fields) =>
        new(kind, SensorName.Parse(sensor), new DeviceTime(0, (at - (Zero ?? TestCity.Start - Duration.FromHours(1))).ToInt64Nanoseconds()), value)
        {
            SpanNanoseconds = span.ToInt64Nanoseconds(),
            Flags = flags,
            Fields = EventFields.Of(fields),
        };

    internal CityEvent Contact(string sensor, Instant at, bool active = true) => Event(EventKind.Contact, sensor, at, active ? 1 : 0);

    internal CityEvent Detection(Instant at, string sensor = "fall", EventFlags flags = EventFlags.None) => Event(EventKind.Detection, sensor, at, 12_000, flags: flags);

    internal CityEvent Heartbeat(Instant at) => Event(EventKind.Heartbeat, "device", at, 4, Duration.FromMinutes(1));

    internal CityEvent Reading(Instant at, long value, Duration span) => Event(EventKind.Reading, "water", at, value, span);

    private static long Covers(CityEvent seen) => seen.Kind == EventKind.Dropped ? seen.Value : 1;
}
