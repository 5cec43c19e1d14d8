using System.Globalization;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Sensors.Register;

namespace CityKit.Feeds;

/// <summary>
/// A feed batch as the journal keeps it: [feed, id, rows, seen], a row being [register, reading as text, unit, read at ns, received at ns,
/// estimated], the last missing when false, and what was seen [sensor, kind, value as text, unit, at ns or nil], missing when nothing was.
/// </summary>
internal static class FeedCodec
{
    private const int HeadBytes = 256;
    private const int RowBytes = 256;

    internal static byte[] Write(FeedBatch batch)
    {
        var writer = new WireWriter(new byte[HeadBytes + RowBytes * batch.Count]);
        writer.WriteArrayHeader(batch.Seen.Count > 0 ? 4 : 3);
        writer.WriteString(batch.Feed.Value);
        writer.WriteString(batch.Id);
        writer.WriteArrayHeader(batch.Rows.Count);
        foreach (var row in batch.Rows) Write(ref writer, row);
        if (batch.Seen.Count > 0) Write(ref writer, batch.Seen);
        return writer.Written.ToArray();
    }

    internal static FeedBatch Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var parts = reader.ReadArrayHeader();
        var feed = reader.ReadString();
        var id = reader.ReadString();
        var rows = new RegisterReading[reader.ReadArrayHeader()];
        for (var i = 0; i < rows.Length && reader.Error is null; i++) rows[i] = ReadRow(ref reader);
        var seen = new FeedObservation[parts > 3 ? reader.ReadArrayHeader() : 0];
        for (var i = 0; i < seen.Length && reader.Error is null; i++) seen[i] = ReadSeen(ref reader);
        if (reader.Error is not null) throw new FormatException($"The journal's feed batch is damaged: {reader.Error} 流水中的抄表批次已损坏。");
        return new FeedBatch(DeviceId.Parse(feed), id, rows) { Seen = seen };
    }

    private static void Write(ref WireWriter writer, RegisterReading row)
    {
        writer.WriteArrayHeader(row.IsEstimate ? 6 : 5);
        writer.WriteString(row.Register.Value);
        writer.WriteString(row.Shown.Number.ToString(CultureInfo.InvariantCulture));
        writer.WriteString(row.Shown.Unit);
        writer.WriteInt64(row.ReadAt.ToUnixNanoseconds());
        writer.WriteInt64(row.ReceivedAt.ToUnixNanoseconds());
        if (row.IsEstimate) writer.WriteBoolean(true);
    }

    private static RegisterReading ReadRow(ref WireReader reader)
    {
        var fields = reader.ReadArrayHeader();
        var row = new RegisterReading(
            SensorName.Parse(reader.ReadString()),
            new Amount(decimal.Parse(reader.ReadString(), CultureInfo.InvariantCulture), reader.ReadString()),
            InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()), InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()));
        return fields > 5 ? row with { IsEstimate = reader.ReadBoolean() } : row;
    }

    private static void Write(ref WireWriter writer, IReadOnlyList<FeedObservation> seen)
    {
        writer.WriteArrayHeader(seen.Count);
        foreach (var one in seen)
        {
            writer.WriteArrayHeader(5);
            writer.WriteString(one.Sensor.Value);
            writer.WriteInt64((ushort)one.Kind);
            writer.WriteString(one.Value.Number.ToString(CultureInfo.InvariantCulture));
            writer.WriteString(one.Value.Unit);
            if (one.At is { } at) writer.WriteInt64(at.ToUnixNanoseconds());
            else writer.WriteNil();
        }
    }

    private static FeedObservation ReadSeen(ref WireReader reader)
    {
        reader.ReadArrayHeader();
        return new FeedObservation(SensorName.Parse(reader.ReadString()), (EventKind)reader.ReadInt64(),
            new Amount(decimal.Parse(reader.ReadString(), CultureInfo.InvariantCulture), reader.ReadString()),
            reader.TryReadNil() ? null : InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()));
    }
}
