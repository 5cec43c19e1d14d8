using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Journal;
using CityKit.Relaying;

namespace CityKit.Explaining;

/// <summary>Says of a journal entry whether it is what an alert, lead or item came from. A pruned entry is not read: it may be.</summary>
internal static class EntryCause
{
    /// <summary>The link of an entry that brought what an alert's sensor or register showed; null for another entry.</summary>
    internal static ChainLink? Of(JournalEntry entry, Alert alert) => entry.Kind switch
    {
        JournalKind.Batch when entry.IsPruned => Link(entry, "batch", DeviceOf(SourcesOf(alert)[0])),
        JournalKind.Feed when entry.IsPruned => Link(entry, "feed", DeviceOf(SourcesOf(alert)[0])),
        JournalKind.Batch => OfBatch(entry, SourcesOf(alert)),
        JournalKind.Feed => OfFeed(entry, SourcesOf(alert)),
        JournalKind.Relay when !entry.IsPruned => OfRelay(entry, SourcesOf(alert)),
        _ => null,
    };

    /// <summary>The link of a tick: something fell due by the hub's clock.</summary>
    internal static ChainLink? OfTick(JournalEntry entry) => entry.Kind == JournalKind.Tick ? Link(entry, "tick", "clock") : null;

    /// <summary>The link of a command that names one of some ids; null for another entry.</summary>
    internal static ChainLink? OfCommand(JournalEntry entry, IReadOnlySet<string> ids)
    {
        if (entry.Kind != JournalKind.Command || entry.IsPruned) return null;
        var json = JsonElement.Parse(entry.Payload.Span);
        return Named(json).Any(ids.Contains) || ids.Contains(entry.Key)
            ? Link(entry, "command", json.GetProperty("type").GetString()!)
            : null;
    }

    /// <summary>Whether an entry kept a piece of evidence.</summary>
    internal static bool Keeps(JournalEntry entry, string evidence) => !entry.IsPruned && CommandOf(entry, "keep-evidence") is { } keep
        && keep.TryGetProperty("evidence", out var id) && id.ValueEquals(evidence);

    /// <summary>The command of an entry, where it is one of a name.</summary>
    internal static JsonElement? CommandOf(JournalEntry entry, string name) =>
        entry.Kind == JournalKind.Command && JsonElement.Parse(entry.Payload.Span) is var json
            && json.GetProperty("type").GetString() == name
            ? json : null;

    private static IEnumerable<string> Named(JsonElement command) => from member in (string[])["item", "lead", "alert", "into", "of"]
                                                                     where command.TryGetProperty(member, out var value)
                                                                         && value.ValueKind == JsonValueKind.String
                                                                     select command.GetProperty(member).GetString()!;

    private static ChainLink? OfBatch(JournalEntry entry, string[] sources)
    {
        if (SignedBatch.Decode(entry.Payload, out _) is not { } signed
            || BatchCodec.Decode(signed.Batch, WireLimits.Default, out _) is not { } batch) return null;
        string[] own = [.. sources.Where(source => DeviceOf(source) == batch.Header.Device.Value)];
        return own.Length == 0 ? null : Link(entry, "batch", batch.Header.Device.Value) with { Events = [.. EventsOf(batch, own)] };
    }

    private static ChainLink? OfFeed(JournalEntry entry, string[] sources)
    {
        var feed = FeedCodec.Read(entry.Payload).Feed.Value;
        return sources.Any(source => DeviceOf(source) == feed) ? Link(entry, "feed", feed) : null;
    }

    /// <summary>The entries of partitions that brought what the sensors saw, such as <c>007/1204</c>.</summary>
    private static ChainLink? OfRelay(JournalEntry entry, string[] sources)
    {
        var devices = sources.Select(DeviceOf).ToHashSet();
        var brought = RelayCodec.Read(entry.Payload, WireLimits.Default).Entries
            .Where(one => devices.Contains((one.Readings?.Feed ?? one.Events!.Header.Device).Value))
            .Select(one => $"{one.Partition}/{one.Number}").ToArray();
        return brought.Length == 0 ? null : Link(entry, "relay", string.Join(' ', brought));
    }

    private static IEnumerable<long> EventsOf(EventBatch batch, string[] sources) =>
        batch.Events.Select((read, place) => (read.Event, Sequence: batch.Header.First + place))
            .Where(read => read.Event is { } known && sources.Any(source => SensorOf(source) == known.Sensor.Value))
            .Select(read => read.Sequence);

    /// <summary>The sensors that decided; of an alert without evidence, what it is about.</summary>
    internal static string[] SourcesOf(Alert alert) =>
        alert.Evidence.IsEmpty ? [alert.Source] : [.. alert.Evidence.Select(evidence => evidence.Source).Distinct()];

    private static string DeviceOf(string source) => source.Split('/')[0];

    private static string SensorOf(string source) => source[(source.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static ChainLink Link(JournalEntry entry, string what, string id) => new(what, id, entry.ReceivedAt) { Entry = entry };
}
