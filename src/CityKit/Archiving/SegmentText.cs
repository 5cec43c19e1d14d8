using System.Buffers;
using System.Text.Json;
using CityKit.Core.Chain;
using CityKit.Core.Time;
using CityKit.Journal;
using CityKit.Shared.Suites;
using CityKit.Storage;

namespace CityKit.Archiving;

/// <summary>The lines of a segment's file, each a JSON object and a line feed: the first line, one for each entry, the last line.</summary>
internal static class SegmentText
{
    private const string Format = "citykit-journal-1";

    /// <summary>Every last line begins so, and no other.</summary>
    internal static ReadOnlySpan<byte> LastBegins => "{\"last\":"u8;

    internal static byte[] First(HistoryId history, long number, RunningHash before) => Line(json =>
    {
        json.WriteString("format", Format);
        json.WriteString("history", history.ToString());
        json.WriteNumber("first", number);
        json.WriteString("before", before.ToString());
    });

    internal static byte[] Entry(JournalEntry entry) => Line(json =>
    {
        json.WriteNumber("number", entry.Number);
        json.WriteNumber("at", entry.ReceivedAt.ToUnixNanoseconds());
        json.WriteNumber("kind", (byte)entry.Kind);
        json.WriteString("key", entry.Key);
        json.WriteBase64String("payload", entry.Payload.Span);
    });

    internal static byte[] Last(JournalSegment segment) => Line(json =>
    {
        json.WriteNumber("last", segment.Last);
        json.WriteNumber("count", segment.Count);
        json.WriteString("after", segment.After.ToString());
        json.WriteString("sha256", segment.Sha256);
    });

    /// <exception cref="FormatException">It is no such line, or of another format or suite.</exception>
    internal static (long First, RunningHash Before) ReadFirst(ReadOnlyMemory<byte> line) => Read(line, json =>
    {
        if (json.GetProperty("format").GetString() is var format && format != Format)
            throw new FormatException($"its format is '{format}', not '{Format}'");
        Suite.Check(json.TryGetProperty("suite", out var suite) ? suite.GetInt64() : Suite.Implied, "the segment", "该流水段");
        return (json.GetProperty("first").GetInt64(), HashOf(json.GetProperty("before")));
    });

    /// <exception cref="FormatException">It is no entry.</exception>
    internal static JournalEntry ReadEntry(ReadOnlyMemory<byte> line) => Read(line, json => new JournalEntry(
        json.GetProperty("number").GetInt64(), InstantNanoseconds.FromUnixNanoseconds(json.GetProperty("at").GetInt64()),
        (JournalKind)json.GetProperty("kind").GetByte(), json.GetProperty("key").GetString()!,
        json.GetProperty("payload").GetBytesFromBase64()));

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    private static T Read<T>(ReadOnlyMemory<byte> line, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return read(json.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    private static RunningHash HashOf(JsonElement hex) => RunningHash.FromBytes(Convert.FromHexString(hex.GetString()!));
}
