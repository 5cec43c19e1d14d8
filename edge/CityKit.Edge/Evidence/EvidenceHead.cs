using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;
using NodaTime;

namespace CityKit.Edge.Evidence;

/// <summary>The first entry of an evidence file: everything but the edges.</summary>
internal static class EvidenceHead
{
    private const int Values = 10;
    private const int MaxLines = 64;
    private const int MaxName = 256;

    internal static byte[] Encode(EvidenceRecord record)
    {
        if (record.Lines.Count > MaxLines) throw new ArgumentException($"Evidence has at most {MaxLines} lines.", nameof(record));
        var writer = new WireWriter(new byte[1024 + EventCodec.MaxBytes + MaxLines * (MaxName + 8)]);
        writer.WriteArrayHeader(Values);
        writer.WriteString(record.Device.Value);
        WriteBoot(ref writer, record.Boot);
        if (record.Zero is { } zero) writer.WriteInt64((zero - NodaConstants.UnixEpoch).ToInt64Nanoseconds());
        else writer.WriteNil();
        writer.WriteInt64((long)record.Quality);
        WriteEvent(ref writer, record.Detection);
        writer.WriteInt64(record.From);
        writer.WriteInt64(record.To);
        writer.WriteArrayHeader(record.Lines.Count);
        foreach (var line in record.Lines) writer.WriteString(line);
        WriteClip(ref writer, record.Clip);
        writer.WriteBoolean(record.IsWhole);
        return writer.Written.ToArray();
    }

    internal static EvidenceRecord? Decode(byte[] bytes, out WireError? error)
    {
        var reader = new WireReader(bytes);
        if (reader.ReadArrayHeader() != Values) reader.Reject(0, DetectorState.OtherCount, LocalizedText.Values($"{Values}"));
        var device = ReadDevice(ref reader);
        var boot = reader.ReadBinary() is { Length: BootId.ByteLength } id ? BootId.FromBytes(id) : default;
        Instant? zero = reader.TryReadNil() ? null : NodaConstants.UnixEpoch.PlusNanoseconds(reader.ReadInt64());
        var quality = (ClockQuality)reader.ReadInt64();
        var at = reader.Position;
        var detection = EventCodec.Decode(reader.ReadBinary(), out var eventError);
        if (eventError is not null) reader.Reject(at, eventError.Found, eventError.Expected);
        var record = new EvidenceRecord(device, boot, zero, quality, detection!, reader.ReadInt64(), reader.ReadInt64(),
            ReadLines(ref reader), [], ReadClip(ref reader), reader.ReadBoolean());
        error = reader.Error;
        return error is null ? record : null;
    }

    private static void WriteBoot(ref WireWriter writer, BootId boot)
    {
        Span<byte> id = stackalloc byte[BootId.ByteLength];
        boot.WriteTo(id);
        writer.WriteBinary(id);
    }

    private static void WriteEvent(ref WireWriter writer, CityEvent detection)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        writer.WriteBinary(buffer.AsSpan(0,
            EventCodec.Encode(detection.Sequence == 0 ? detection with { Sequence = 1 } : detection, buffer)));
    }

    private static void WriteClip(ref WireWriter writer, EvidenceClip? clip)
    {
        if (clip is null)
        {
            writer.WriteNil();
            return;
        }
        writer.WriteArrayHeader(3);
        writer.WriteString(clip.Recorder);
        writer.WriteString(clip.Channel);
        writer.WriteInt64(clip.OffsetMilliseconds);
    }

    private static DeviceId ReadDevice(ref WireReader reader)
    {
        var at = reader.Position;
        var text = reader.ReadString();
        if (!DeviceId.TryParse(text, null, out var device)) reader.Reject(at,
            LocalizedText.Values($"'{text}'"), new("设备标识", "a device id"));
        return device;
    }

    private static string[] ReadLines(ref WireReader reader)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count > MaxLines) reader.Reject(at, new($"{count} 条线路", $"{count} lines"), WireError.AtMost(MaxLines));
        var lines = new List<string>();
        for (var i = 0; i < count && reader.Error is null; i++) lines.Add(reader.ReadString(MaxName));
        return [.. lines];
    }

    private static EvidenceClip? ReadClip(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        reader.ReadArrayHeader();
        return new EvidenceClip(reader.ReadString(MaxName), reader.ReadString(MaxName), reader.ReadInt64());
    }
}
