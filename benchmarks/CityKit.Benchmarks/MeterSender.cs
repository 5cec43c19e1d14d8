using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>A device that sends a reading a minute.</summary>
internal sealed class MeterSender(string id)
{
    private const long Minute = 60_000_000_000;
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);
    private LaneCursor cursor;

    internal DeviceId Id { get; } = DeviceId.Parse(id);

    internal DeviceKey Key { get; } = DeviceKey.Create();

    internal byte[] Next(int events)
    {
        var encoded = Enumerable.Range(1, events).Select(n => Encode(cursor.Sequence + n)).ToArray();
        var clock = new BootClock(0, new BootId(7), Start, ClockQuality.Synchronized);
        var header = new BatchHeader(Id, new OutboxId(1), Lane.Reading, cursor.Sequence + 1, cursor.Hash, [clock]);
        cursor = new LaneCursor(cursor.Sequence + events, encoded.Aggregate(cursor.Hash, (hash, e) => hash.Next(e.Span)));
        return SignedBatch.Sign(BatchCodec.Encode(header, encoded), Key).Encode();
    }

    private static ReadOnlyMemory<byte> Encode(long sequence)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        var reading = new CityEvent(EventKind.Reading, SensorName.Parse("water"), new DeviceTime(0, sequence * Minute), 14)
        {
            SpanNanoseconds = Minute,
            Sequence = sequence,
        };
        return buffer.AsMemory(0, EventCodec.Encode(reading, buffer));
    }
}
