using CityKit.Core.Chain;
using CityKit.Core.Time;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Wire;

/// <summary>Events and batches for tests: one of each written out, and any number from a seed.</summary>
internal static class WireSamples
{
    private const long MaxNanoseconds = (1L << 62) - 1;
    private static readonly string[] Texts = ["", "too-slow", "高空抛物", "🍺 ab", new string('x', 256), new string('楼', 85)];

    public static CityEvent Fall { get; } =
        new(EventKind.Detection, SensorName.Parse("fall-east"), new DeviceTime(1, 1_500_000_000), 21_400)
    {
        Sequence = 300,
        Flags = EventFlags.Test,
        Fields = EventFields.Of(new EventField("upper", "undetermined"), new EventField("minDropMm", 6000)),
    };

    public static CityEvent Heartbeat { get; } = new(EventKind.Heartbeat, SensorName.Device, new DeviceTime(1, 1_600_000_000), 4)
        { Sequence = 301, SpanNanoseconds = 60_000_000_000 };

    public static BatchHeader Header { get; } = new(
        DeviceId.Parse("pi-001"), OutboxId.Parse("000102030405060708090a0b0c0d0e0f"), Lane.Reading, 300, new RunningHash().Next("abc"u8),
        [
            new BootClock(0, BootId.Parse("101112131415161718191a1b1c1d1e1f"), null, ClockQuality.Unknown),
            new BootClock(1, BootId.Parse("202122232425262728292a2b2c2d2e2f"),
                InstantNanoseconds.FromUnixNanoseconds(1_795_219_200_000_000_000), ClockQuality.Synchronized),
        ]);

    /// <summary>The event that takes the most bytes.</summary>
    public static CityEvent Largest { get; } =
        new((EventKind)ushort.MaxValue, SensorName.Parse(new string('s', 64)), new DeviceTime(int.MaxValue, MaxNanoseconds), long.MinValue)
    {
        Sequence = long.MaxValue,
        SpanNanoseconds = MaxNanoseconds,
        Flags = (EventFlags)ushort.MaxValue,
        Fields = EventFields.Of(
            [.. Enumerable.Range(0, EventFields.MaxCount).Select(i => new EventField($"{i:d32}", new string('x', 256)))]),
    };

    public static byte[] Encode(CityEvent cityEvent)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer[..EventCodec.Encode(cityEvent, buffer)];
    }

    public static byte[] EncodeBatch(BatchHeader header, params IEnumerable<CityEvent> events) =>
        BatchCodec.Encode(header, [.. events.Select(e => (ReadOnlyMemory<byte>)Encode(e))]);

    public static CityEvent AnyEvent(Random random) => new(
        (EventKind)random.Next(1, random.Next(2) == 0 ? 12 : 65_536), AnySensor(random),
        new DeviceTime(random.Next(), random.NextInt64(MaxNanoseconds)), AnyLong(random))
    {
        Sequence = random.NextInt64(1, long.MaxValue),
        SpanNanoseconds = random.Next(2) == 0 ? 0 : random.NextInt64(MaxNanoseconds),
        Flags = (EventFlags)random.Next(65_536),
        Fields = EventFields.Of([.. Enumerable.Range(0, random.Next(17)).Select(i => AnyField(random, i))]),
    };

    public static BatchHeader AnyHeader(Random random) => new(
        DeviceId.Parse(AnySensor(random).Value), new OutboxId(AnyWide(random)), (Lane)random.Next(2), random.NextInt64(1, long.MaxValue),
        new RunningHash().Next(BitConverter.GetBytes(random.Next())),
        [.. Enumerable.Range(0, random.Next(65)).Select(i => AnyBoot(random, i))]);

    /// <summary>A number of any size, edges included.</summary>
    public static long AnyLong(Random random) => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    private static BootClock AnyBoot(Random random, int ordinal) => random.Next(4) == 0
        ? new BootClock(ordinal, new BootId(AnyWide(random)), null, ClockQuality.Unknown)
        : new BootClock(ordinal, new BootId(AnyWide(random)),
            InstantNanoseconds.FromUnixNanoseconds(random.NextInt64(-MaxNanoseconds, MaxNanoseconds)), (ClockQuality)random.Next(3));

    private static EventField AnyField(Random random, int index) => random.Next(2) == 0
        ? new EventField($"field{index}", AnyLong(random))
        : new EventField($"{index:d32}", Texts[random.Next(Texts.Length)]);

    private static SensorName AnySensor(Random random) =>
        SensorName.Parse("a" + string.Concat(random.GetItems("abcxyz019._-".AsSpan(), random.Next(64))));

    private static UInt128 AnyWide(Random random) => new((ulong)AnyLong(random), (ulong)AnyLong(random));
}
