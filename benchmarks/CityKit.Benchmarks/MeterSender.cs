using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>A device that reads its meter every so many minutes, one if nothing is said.</summary>
/// <param name="id">Which.</param>
/// <param name="random">Readings that differ, at times that are not exact; null for the same one each time.</param>
/// <param name="minutes">From one reading to the next.</param>
internal sealed class MeterSender(string id, Random? random = null, int minutes = 1)
{
    private const long Minute = 60_000_000_000;
    private const int Spread = 200; // of values
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

    private ReadOnlyMemory<byte> Encode(long sequence)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        var reading = new CityEvent(
            EventKind.Reading, SensorName.Parse("water"), new DeviceTime(0, sequence * minutes * Minute + (random?.Next() ?? 0)), 14
            + (random?.Next(Spread) ?? 0))
        {
            SpanNanoseconds = minutes * Minute,
            Sequence = sequence,
        };
        return buffer.AsMemory(0, EventCodec.Encode(reading, buffer));
    }
}
