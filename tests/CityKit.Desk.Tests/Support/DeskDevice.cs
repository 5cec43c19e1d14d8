using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Desk.Tests.Support;

/// <summary>The compound's device: it sends contacts, detections and heartbeats as signed batches.</summary>
internal sealed class DeskDevice(DeviceId id, Instant zero)
{
    private readonly Dictionary<Lane, (long Last, RunningHash Hash)> lanes = [];

    internal DeviceId Id => id;

    internal DeviceKey Key { get; } = DeviceKey.Create();

    internal byte[] Contact(string sensor, Instant at, bool isActive) => Next(Event(EventKind.Contact, sensor, at, isActive ? 1 : 0));

    internal byte[] Detection(string sensor, Instant at) => Next(Event(EventKind.Detection, sensor, at, 12_000));

    internal byte[] Reading(string sensor, Instant at, long value, Duration span) =>
        Next(Event(EventKind.Reading, sensor, at, value) with { SpanNanoseconds = span.ToInt64Nanoseconds() });

    internal byte[] Heartbeat(Instant at) =>
        Next(Event(EventKind.Heartbeat, "device", at, 4) with { SpanNanoseconds = Duration.FromMinutes(1).ToInt64Nanoseconds() });

    internal byte[] Blind(string sensor, Instant at, Duration span) =>
        Next(Event(EventKind.Blind, sensor, at, 0) with { SpanNanoseconds = span.ToInt64Nanoseconds() });

    private CityEvent Event(EventKind kind, string sensor, Instant at, long value) =>
        new(kind, SensorName.Parse(sensor), new DeviceTime(0, (at - zero).ToInt64Nanoseconds()), value);

    private byte[] Next(CityEvent seen)
    {
        var (last, hash) = lanes.GetValueOrDefault(seen.Lane);
        var buffer = new byte[EventCodec.MaxBytes];
        ReadOnlyMemory<byte> encoded = buffer.AsMemory(0, EventCodec.Encode(seen with { Sequence = last + 1 }, buffer));
        var header = new BatchHeader(id, new OutboxId(1), seen.Lane, last + 1, hash, [new BootClock(0, new BootId(7), zero, ClockQuality.Synchronized)]);
        lanes[seen.Lane] = (last + 1, hash.Next(encoded.Span));
        return SignedBatch.Sign(BatchCodec.Encode(header, [encoded]), Key).Encode();
    }
}
