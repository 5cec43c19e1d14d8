using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Sensors.Register;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Relaying;

/// <summary>
/// A relay as the journal keeps it: [lanes, entries, sensors], a lane being [partition, after, through, lost] with a cursor as
/// [history, number] or nil, an entry [partition, number, received at ns, whether of a feed, batch], and sensors a register file.
/// </summary>
internal static class RelayCodec
{
    private const int Fields = 3;
    private const int LaneFields = 4;
    private const int EntryFields = 5;
    private const int HeadBytes = 96; // of a lane or an entry, with room for the names

    internal static byte[] Write(Relay relay)
    {
        byte[][] batches = [.. relay.Entries.Select(BatchOf)];
        var sensors = relay.Sensors.Count == 0 ? default : SensorJson.ToUtf8(relay.Sensors);
        var writer = new WireWriter(new byte[
            HeadBytes * (relay.Lanes.Count + batches.Length + 1) + batches.Sum(batch => batch.Length) + sensors.Length]);
        writer.WriteArrayHeader(Fields);
        writer.WriteArrayHeader(relay.Lanes.Count);
        foreach (var lane in relay.Lanes) Write(ref writer, lane);
        writer.WriteArrayHeader(batches.Length);
        for (var i = 0; i < batches.Length; i++) Write(ref writer, relay.Entries[i], batches[i]);
        writer.WriteBinary(sensors.Span);
        return writer.Written.ToArray();
    }

    /// <exception cref="FormatException">The bytes are something else.</exception>
    internal static Relay Read(ReadOnlyMemory<byte> bytes, WireLimits limits)
    {
        var reader = new WireReader(bytes.Span);
        if (reader.ReadArrayHeader() < Fields) throw Damaged("fields");
        var lanes = new RelayLane[reader.ReadArrayHeader()];
        for (var i = 0; i < lanes.Length && reader.Error is null; i++) lanes[i] = ReadLane(ref reader);
        var entries = new RelayEntry[reader.ReadArrayHeader()];
        for (var i = 0; i < entries.Length && reader.Error is null; i++) entries[i] = ReadEntry(ref reader, limits);
        var sensors = reader.ReadBinary();
        if (reader.Error is { } wrong) throw Damaged(wrong);
        return new Relay(lanes, entries) { Sensors = sensors.IsEmpty ? [] : SensorsOf(sensors) };
    }

    /// <summary>A lane's cursor as a piece of state.</summary>
    internal static byte[] Write(RelayCursor cursor)
    {
        var writer = new WireWriter(new byte[HeadBytes]);
        Write(ref writer, cursor);
        return writer.Written.ToArray();
    }

    /// <exception cref="FormatException">The bytes are something else.</exception>
    internal static RelayCursor ReadCursor(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        return ReadCursor(ref reader) is { } cursor && reader.Error is null ? cursor : throw Damaged("cursor");
    }

    private static byte[] BatchOf(RelayEntry entry) => entry.Readings is { } readings ? FeedCodec.Write(readings)
        : BatchCodec.Encode(entry.Events!.Header, [.. entry.Events.Events.Select(read => read.Bytes)]);

    private static IReadOnlyList<Sensor> SensorsOf(ReadOnlySpan<byte> file) =>
        SensorRegister.Parse(file, out var errors)?.Sensors ?? throw Damaged(errors[0]);

    private static void Write(ref WireWriter writer, RelayLane lane)
    {
        writer.WriteArrayHeader(LaneFields);
        writer.WriteString(lane.Partition);
        Write(ref writer, lane.After);
        Write(ref writer, lane.Through);
        writer.WriteInt64(lane.Lost);
    }

    private static RelayLane ReadLane(ref WireReader reader)
    {
        reader.ReadArrayHeader();
        return new RelayLane(reader.ReadString(), ReadCursor(ref reader), ReadCursor(ref reader), reader.ReadInt64());
    }

    private static void Write(ref WireWriter writer, RelayCursor? cursor)
    {
        if (cursor is not { } known)
        {
            writer.WriteNil();
            return;
        }
        writer.WriteArrayHeader(2);
        writer.WriteBinary(known.History.ToArray());
        writer.WriteInt64(known.Number);
    }

    private static RelayCursor? ReadCursor(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        reader.ReadArrayHeader();
        var history = reader.ReadBinary();
        return history.Length == HistoryId.ByteLength ? new RelayCursor(HistoryId.FromBytes(history), reader.ReadInt64())
            : throw Damaged("history");
    }

    private static void Write(ref WireWriter writer, RelayEntry entry, byte[] batch)
    {
        writer.WriteArrayHeader(EntryFields);
        writer.WriteString(entry.Partition);
        writer.WriteInt64(entry.Number);
        writer.WriteInt64(entry.ReceivedAt.ToUnixNanoseconds());
        writer.WriteBoolean(entry.Readings is not null);
        writer.WriteBinary(batch);
    }

    private static RelayEntry ReadEntry(ref WireReader reader, WireLimits limits)
    {
        reader.ReadArrayHeader();
        var entry = new RelayEntry(
            reader.ReadString(), reader.ReadInt64(), InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()));
        var isFeed = reader.ReadBoolean();
        var batch = reader.ReadBinary().ToArray();
        if (reader.Error is { } wrong) throw Damaged(wrong);
        return isFeed ? entry with { Readings = FeedCodec.Read(batch) }
            : entry with { Events = BatchCodec.Decode(batch, limits, out var error) ?? throw Damaged(error!) };
    }

    private static FormatException Damaged(object what) => new($"A relay in the journal is damaged: {what} 流水中的转送记录已损坏。");
}
