using CityKit.Core.Chain;
using CityKit.Core.Time;
using NodaTime;

namespace CityKit.Core.Wire;

/// <summary>
/// A batch as one MessagePack array: version, device, outbox id, lane, first sequence, running hash before, boots, events, and where a
/// device checks the hub's answers, the print of the key and perhaps a receipt. A boot is [ordinal, boot id, wall nanoseconds at zero or
/// nil, quality]. New fields come only at the end.
/// </summary>
public static class BatchCodec
{
    private const int Version = 1;
    private const int FieldCount = 8;
    private const int PrintField = 8;
    private const int ReceiptField = 9;
    private const int AnswerBytes = KeyPrint.ByteLength + BatchHeader.MaxReceiptBytes + 8; // with what MessagePack puts before them
    private static readonly Instant EarliestZero = InstantNanoseconds.FromUnixNanoseconds(-EventCodec.MaxNanoseconds);
    private static readonly Instant LatestZero = InstantNanoseconds.FromUnixNanoseconds(EventCodec.MaxNanoseconds);
    private const int HeaderBytes = 192; // at worst 140: a device id of 64, an outbox id, a hash, a sequence of 9, two counts
    private const int BootBytes = 48; // at worst 34: an ordinal of 5, a boot id of 18, a time of 9

    /// <summary>Writes a batch around events that are encoded already.</summary>
    /// <exception cref="ArgumentException">What <see cref="Decode"/> would refuse: no device, a first sequence below 1, no events, a boot
    /// twice, a boot's zero outside 1823 to 2116, a receipt that is too long.</exception>
    public static byte[] Encode(BatchHeader header, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(events);
        Check(header, events);
        var buffer = new byte[HeaderBytes + AnswerBytes + BootBytes * header.Boots.Count + events.Sum(e => e.Length)];
        var writer = new WireWriter(buffer);
        WriteHeader(ref writer, header);
        writer.WriteArrayHeader(events.Count);
        foreach (var encoded in events) writer.WriteRaw(encoded.Span);
        WriteAnswer(ref writer, header);
        return writer.Written.ToArray();
    }

    /// <summary>
    /// Reads a batch. One event that is no event of this format is kept with its error; anything else wrong fails the batch.
    /// </summary>
    /// <returns>The batch, or null with what is wrong and where.</returns>
    public static EventBatch? Decode(ReadOnlyMemory<byte> bytes, WireLimits limits, out WireError? error)
    {
        ArgumentNullException.ThrowIfNull(limits);
        error = bytes.Length > limits.BatchBytes ? new WireError(0,
            WireError.Bytes(bytes.Length), WireError.AtMost(limits.BatchBytes)) : null;
        if (error is not null) return null;
        var reader = new WireReader(bytes.Span, limits.Depth);
        var fields = reader.ReadArrayHeader();
        if (fields < FieldCount) reader.Reject(0,
            new($"有 {fields} 个值的批次", $"a batch of {fields} values"), WireError.AtLeast(FieldCount));
        var header = ReadHeader(ref reader, limits);
        var events = ReadEvents(ref reader, bytes, limits);
        if (fields > PrintField) header = header with { AnswerKey = ReadPrint(ref reader) };
        if (fields > ReceiptField) header = header with { Receipt = ReadReceipt(ref reader, bytes) };
        for (var i = ReceiptField + 1; i < fields && reader.Error is null; i++) reader.Skip();
        if (!reader.AtEnd) reader.RejectRest(new("批次", "batch"));
        error = reader.Error;
        return error is null ? new EventBatch(header, events) : null;
    }

    /// <summary>Reads only who sent a batch, so that the signature can be checked before anything is allocated for the rest.</summary>
    /// <returns>The device, or null with what is wrong and where.</returns>
    public static DeviceId? DecodeDevice(ReadOnlyMemory<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes.Span);
        var fields = reader.ReadArrayHeader();
        if (fields < FieldCount) reader.Reject(0,
            new($"有 {fields} 个值的批次", $"a batch of {fields} values"), WireError.AtLeast(FieldCount));
        reader.ReadInRange(Version, Version, WireTerms.Version);
        var device = reader.ReadDevice();
        error = reader.Error;
        return error is null ? device : null;
    }

    private static void Check(BatchHeader header, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        if (header.Device == default) throw new ArgumentException("A batch names its device.", nameof(header));
        if (header.First < 1) throw new ArgumentException($"Sequences start at 1, not {header.First}.", nameof(header));
        if (events.Count == 0) throw new ArgumentException("A batch holds at least one event.", nameof(events));
        if (header.Receipt.Length > BatchHeader.MaxReceiptBytes)
            throw new ArgumentException(
                $"A receipt has at most {BatchHeader.MaxReceiptBytes} bytes, not {header.Receipt.Length}.", nameof(header));
        if (RepeatedBoot(header.Boots) is { } ordinal) throw new ArgumentException($"Boot {ordinal} is mapped twice.", nameof(header));
    }

    private static int? RepeatedBoot(IReadOnlyList<BootClock> boots)
    {
        for (var i = 1; i < boots.Count; i++)
            for (var earlier = 0; earlier < i; earlier++)
                if (boots[i].Ordinal == boots[earlier].Ordinal) return boots[i].Ordinal;
        return null;
    }

    private static void WriteHeader(ref WireWriter writer, BatchHeader header)
    {
        Span<byte> hash = stackalloc byte[RunningHash.ByteLength];
        header.Before.WriteTo(hash);
        Span<byte> outbox = stackalloc byte[OutboxId.ByteLength];
        header.Outbox.WriteTo(outbox);
        writer.WriteArrayHeader(!header.Receipt.IsEmpty ? ReceiptField + 1 : header.AnswerKey is not null ? PrintField + 1 : FieldCount);
        writer.WriteInt64(Version);
        writer.WriteString(header.Device.Value);
        writer.WriteBinary(outbox);
        writer.WriteInt64((byte)header.Lane);
        writer.WriteInt64(header.First);
        writer.WriteBinary(hash);
        writer.WriteArrayHeader(header.Boots.Count);
        foreach (var boot in header.Boots) WriteBoot(ref writer, boot);
    }

    /// <summary>A device that checks no answers writes what it always wrote.</summary>
    private static void WriteAnswer(ref WireWriter writer, BatchHeader header)
    {
        Span<byte> print = stackalloc byte[KeyPrint.ByteLength];
        if (header.AnswerKey is { } key)
        {
            key.WriteTo(print);
            writer.WriteBinary(print);
        }
        else if (!header.Receipt.IsEmpty) writer.WriteNil();
        if (!header.Receipt.IsEmpty) writer.WriteBinary(header.Receipt.Span);
    }

    private static KeyPrint? ReadPrint(ref WireReader reader) =>
        reader.TryReadNil() ? null : KeyPrint.FromBytes(reader.ReadExactly(KeyPrint.ByteLength));

    private static ReadOnlyMemory<byte> ReadReceipt(ref WireReader reader, ReadOnlyMemory<byte> bytes)
    {
        if (reader.TryReadNil()) return default;
        var at = reader.Position;
        var length = reader.ReadBinary().Length;
        if (length > BatchHeader.MaxReceiptBytes)
            reader.Reject(at, new($"{length} 字节的回执", $"a receipt of {length} bytes"), WireError.AtMost(BatchHeader.MaxReceiptBytes));
        return reader.Error is null ? bytes.Slice(reader.Position - length, length) : default;
    }

    private static void WriteBoot(ref WireWriter writer, BootClock boot)
    {
        Span<byte> id = stackalloc byte[BootId.ByteLength];
        boot.Boot.WriteTo(id);
        writer.WriteArrayHeader(4);
        writer.WriteInt64(boot.Ordinal);
        writer.WriteBinary(id);
        WriteZero(ref writer, boot.Zero);
        writer.WriteInt64((byte)boot.Quality);
    }

    private static void WriteZero(ref WireWriter writer, Instant? zero)
    {
        if (zero is not { } known) writer.WriteNil();
        else if (known < EarliestZero || known > LatestZero)
            throw new ArgumentException(
                $"A boot's zero is from {EarliestZero} to {LatestZero}, not {known}; send an unset clock as unknown.");
        else writer.WriteInt64(known.ToUnixNanoseconds());
    }

    private static BatchHeader ReadHeader(ref WireReader reader, WireLimits limits)
    {
        reader.ReadInRange(Version, Version, WireTerms.Version);
        var device = reader.ReadDevice();
        var outbox = OutboxId.FromBytes(reader.ReadExactly(OutboxId.ByteLength));
        var lane = (Lane)reader.ReadInRange(0, 1, WireTerms.Lane);
        var first = reader.ReadInRange(1, long.MaxValue, WireTerms.FirstSequence);
        var before = RunningHash.FromBytes(reader.ReadExactly(RunningHash.ByteLength));
        return new BatchHeader(device, outbox, lane, first, before, ReadBoots(ref reader, limits));
    }

    private static List<BootClock> ReadBoots(ref WireReader reader, WireLimits limits)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count > limits.Boots) reader.Reject(at, new($"{count} 次启动", $"{count} boots"), WireError.AtMost(limits.Boots));
        var boots = new List<BootClock>();
        while (boots.Count < count && reader.Error is null) boots.Add(ReadBoot(ref reader));
        if (reader.Error is null && RepeatedBoot(boots) is { } ordinal) reader.Reject(at,
            new($"第 {ordinal} 次启动出现两次", $"boot {ordinal} twice"), new("每次启动只出现一次", "each boot once"));
        return boots;
    }

    private static BootClock ReadBoot(ref WireReader reader)
    {
        var at = reader.Position;
        var fields = reader.ReadArrayHeader();
        if (fields < 4) reader.Reject(at, new($"有 {fields} 个值的启动记录", $"a boot of {fields} values"), WireError.AtLeast(4));
        var ordinal = (int)reader.ReadInRange(0, int.MaxValue, WireTerms.BootOrdinal);
        var id = BootId.FromBytes(reader.ReadExactly(BootId.ByteLength));
        var zero = ReadZero(ref reader);
        var quality = (ClockQuality)reader.ReadInRange(0, 2, WireTerms.ClockQuality);
        for (var i = 4; i < fields && reader.Error is null; i++) reader.Skip();
        return new BootClock(ordinal, id, zero, quality);
    }

    private static Instant? ReadZero(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        return InstantNanoseconds.FromUnixNanoseconds(
            reader.ReadInRange(-EventCodec.MaxNanoseconds, EventCodec.MaxNanoseconds, WireTerms.TimeAtZero));
    }

    private static List<BatchEvent> ReadEvents(ref WireReader reader, ReadOnlyMemory<byte> bytes, WireLimits limits)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count < 1 || count > limits.BatchEvents) reader.Reject(at,
            new($"{count} 个事件", $"{count} events"), WireError.Between(1, limits.BatchEvents));
        var events = new List<BatchEvent>(reader.Error is null ? count : 0);
        while (events.Count < count && reader.Error is null) events.Add(ReadEvent(ref reader, bytes, limits));
        return events;
    }

    private static BatchEvent ReadEvent(ref WireReader reader, ReadOnlyMemory<byte> bytes, WireLimits limits)
    {
        var from = reader.Position;
        reader.Skip();
        var encoded = bytes[from..reader.Position];
        if (encoded.Length > limits.EventBytes) reader.Reject(from,
            new($"{encoded.Length} 字节的事件", $"an event of {encoded.Length} bytes"), WireError.AtMost(limits.EventBytes));
        if (reader.Error is not null) return new BatchEvent(encoded, null, reader.Error);
        var decoded = EventCodec.Decode(encoded.Span, limits.Depth, out var error);
        return new BatchEvent(encoded, decoded, error);
    }
}
