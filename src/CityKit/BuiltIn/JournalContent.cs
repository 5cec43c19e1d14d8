using System.Security.Cryptography;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Journal;
using CityKit.Relaying;
using CityKit.Setup;

namespace CityKit.BuiltIn;

/// <summary>
/// What an entry holds, for those who watch over the whole city: who gave which command, which events came. What sensors read is not in
/// it: of a household's sensor that is personal. A command holds nothing of persons; long texts, such as files, are cut.
/// </summary>
internal static class JournalContent
{
    private const int MostText = 400;
    private const int MostRows = 200;
    private static readonly string[] Parts = ["rules", "sensors", "calendar", "policy", "profiles", "grids"];

    internal static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        switch (entry.Kind)
        {
            case JournalKind.Batch: WriteBatch(writer, entry); break;
            case JournalKind.Feed: WriteFeed(writer, FeedCodec.Read(entry.Payload)); break;
            case JournalKind.Configuration: WriteConfiguration(writer, ConfigurationCodec.Read(entry.Payload)); break;
            case JournalKind.Relay: WriteRelay(writer, RelayCodec.Read(entry.Payload, WireLimits.Default)); break;
            case JournalKind.Command: WriteJson(writer, "command", entry); break;
            case JournalKind.Observation: WriteJson(writer, "observation", entry); break;
            default: break; // a moment has nothing but itself
        }
    }

    /// <summary>
    /// The device, the feed or the kind of command or observation that an entry is about; null for a moment or a pruned one.
    /// </summary>
    internal static string? AboutOf(JournalEntry entry) => entry.IsPruned ? null : entry.Kind switch
    {
        JournalKind.Batch => SignedBatch.Decode(entry.Payload, out _) is { } signed
            ? BatchCodec.DecodeDevice(signed.Batch, out _)?.Value : null,
        JournalKind.Feed => FeedCodec.Read(entry.Payload).Feed.Value,
        JournalKind.Command or JournalKind.Observation => TypeOf(entry),
        _ => null,
    };

    private static string? TypeOf(JournalEntry entry)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        return document.RootElement.GetProperty("type").GetString();
    }

    private static void WriteBatch(Utf8JsonWriter writer, JournalEntry entry)
    {
        if (SignedBatch.Decode(entry.Payload, out _) is not { } signed
            || BatchCodec.Decode(signed.Batch, WireLimits.Default, out _) is not { } batch) return;
        writer.WriteStartObject("batch");
        writer.WriteString("device", batch.Header.Device.Value);
        writer.WriteString("lane", JsonNamingPolicy.CamelCase.ConvertName(batch.Header.Lane.ToString()));
        writer.WriteNumber("first", batch.Header.First);
        writer.WriteNumber("count", batch.Events.Count);
        writer.WriteStartArray("events");
        foreach (var one in batch.Events.Take(MostRows)) Write(writer, one.Event);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CityEvent? seen)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", seen is null ? "unreadable" : JsonNamingPolicy.CamelCase.ConvertName(seen.Kind.ToString()));
        if (seen is not null)
        {
            writer.WriteNumber("sequence", seen.Sequence);
            writer.WriteString("sensor", seen.Sensor.Value);
        }
        writer.WriteEndObject();
    }

    private static void WriteFeed(Utf8JsonWriter writer, FeedBatch feed)
    {
        writer.WriteStartObject("feed");
        writer.WriteString("feed", feed.Feed.Value);
        writer.WriteString("batch", feed.Id);
        writer.WriteNumber("count", feed.Count);
        writer.WriteEndObject();
    }

    private static void WriteConfiguration(Utf8JsonWriter writer, HubConfiguration configuration)
    {
        writer.WriteStartArray("parts");
        foreach (var (name, part) in Parts.Zip(configuration.Parts))
        {
            writer.WriteStartObject();
            writer.WriteString("part", name);
            writer.WriteNumber("bytes", part.Length);
            writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(part.Span)));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteRelay(Utf8JsonWriter writer, Relay relay)
    {
        writer.WriteStartArray("relayed");
        foreach (var one in relay.Entries.Take(MostRows)) writer.WriteStringValue($"{one.Partition}/{one.Number}");
        writer.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter writer, string name, JournalEntry entry)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        writer.WritePropertyName(name);
        WriteCut(writer, document.RootElement);
    }

    private static void WriteCut(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    WriteCut(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var one in json.EnumerateArray().Take(MostRows)) WriteCut(writer, one);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when json.GetString() is { Length: > MostText } text:
                writer.WriteStringValue(text[..(char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText)] + "…");
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
