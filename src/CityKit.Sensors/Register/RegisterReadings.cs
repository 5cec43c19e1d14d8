using System.Buffers;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// Turns what registers show (表底数, cumulative) into what went through between two reads. Remembers the newest reading of each register. Not thread-safe; one owner.
/// </summary>
public sealed class RegisterReadings
{
    private const int Version = 1;
    private readonly SortedDictionary<SensorKey, Entry> registers = [];

    /// <summary>How many readings were ignored: duplicates, out of order, impossible.</summary>
    public long Ignored { get; private set; }

    /// <summary>Takes the next reading of a register.</summary>
    /// <param name="key">The register.</param>
    /// <param name="readAt">When it was read.</param>
    /// <param name="shown">What it showed, in the smallest unit.</param>
    /// <param name="rollover">At which value it begins again at 0; null when never. A decrease is a rollover when at most half of that went through since.</param>
    public RegisterStep Read(SensorKey key, Instant readAt, long shown, long? rollover = null)
    {
        if (rollover < 2) throw new ArgumentOutOfRangeException(nameof(rollover), rollover, "A rollover is at least 2. 回零值须不小于 2。");
        var kind = Classify(key, readAt, shown, rollover, out var before);
        if (kind is RegisterStepKind.Duplicate or RegisterStepKind.OutOfOrder or RegisterStepKind.Impossible)
        {
            Ignored++;
            return new RegisterStep(kind, readAt, Duration.Zero, 0);
        }
        registers[key] = new Entry(readAt, shown);
        return kind == RegisterStepKind.Interval
            ? new RegisterStep(kind, readAt, readAt - before.At, Through(before.Shown, shown, rollover))
            : new RegisterStep(kind, readAt, Duration.Zero, 0);
    }

    /// <summary>Writes what it remembers. The same state gives the same bytes.</summary>
    public void Save(IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var head = new WireWriter(buffer.GetSpan(32));
        head.WriteArrayHeader(3);
        head.WriteInt64(Version);
        head.WriteInt64(Ignored);
        head.WriteArrayHeader(registers.Count);
        buffer.Advance(head.Position);
        foreach (var (key, entry) in registers) Save(key, entry, buffer);
    }

    /// <summary>Takes over what was saved, in place of everything remembered.</summary>
    /// <returns>What is wrong with the bytes; null when all is well.</returns>
    public WireError? Load(ReadOnlySpan<byte> state)
    {
        var reader = new WireReader(state);
        if (reader.ReadArrayHeader() != 3 || reader.ReadInt64() != Version) reader.Reject(0, "another state", $"a state of version {Version}");
        Ignored = reader.ReadInt64();
        registers.Clear();
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadEntry(ref reader);
        return reader.Error;
    }

    private static long Through(long before, long shown, long? rollover) => shown >= before ? shown - before : shown + rollover!.Value - before;

    private static void Save(SensorKey key, Entry entry, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(192));
        writer.WriteArrayHeader(4);
        writer.WriteString(key.Device.Value);
        writer.WriteString(key.Sensor.Value);
        writer.WriteInt64(entry.At.ToUnixNanoseconds());
        writer.WriteInt64(entry.Shown);
        buffer.Advance(writer.Position);
    }

    private RegisterStepKind Classify(SensorKey key, Instant readAt, long shown, long? rollover, out Entry before)
    {
        var isKnown = registers.TryGetValue(key, out before);
        if (shown < 0 || shown >= rollover) return RegisterStepKind.Impossible;
        if (!isKnown) return RegisterStepKind.First;
        if (readAt <= before.At) return readAt == before.At ? RegisterStepKind.Duplicate : RegisterStepKind.OutOfOrder;
        if (shown >= before.Shown) return RegisterStepKind.Interval;
        return rollover is { } modulus && Through(before.Shown, shown, modulus) <= modulus / 2 ? RegisterStepKind.Interval : RegisterStepKind.Decreased;
    }

    private void LoadEntry(ref WireReader reader)
    {
        var at = reader.Position;
        if (reader.ReadArrayHeader() != 4) reader.Reject(at, "another shape", "a register's entry");
        var isNamed = DeviceId.TryParse(reader.ReadString(), null, out var device) & SensorName.TryParse(reader.ReadString(), null, out var sensor);
        if (!isNamed) reader.Reject(at, "no names", "a device and a sensor");
        var entry = new Entry(InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()), reader.ReadInt64());
        if (reader.Error is null) registers[new SensorKey(device, sensor)] = entry;
    }

    private readonly record struct Entry(Instant At, long Shown);
}
