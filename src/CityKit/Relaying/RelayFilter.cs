using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Journal;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Relaying;

/// <summary>Takes out of entries what rules over the whole city are about, and whatever moves the time of those sensors' devices.</summary>
/// <param name="rules">Those rules.</param>
/// <param name="register">The sensors that they are about.</param>
/// <param name="limits">Limits of a batch.</param>
internal sealed class RelayFilter(RuleSet rules, SensorRegister register, WireLimits limits)
{
    private readonly HashSet<SensorKey> sensors =
        [.. register.Sensors.Where(entry => rules.Rules.Any(rule => rule.IsAbout(entry))).Select(entry => entry.Key)];

    private HashSet<DeviceId>? devices;

    /// <summary>What of an entry is to be relayed; null for nothing.</summary>
    /// <param name="partition">The partition by name.</param>
    /// <param name="entry">An entry of its journal that is not pruned.</param>
    internal RelayEntry? Of(string partition, JournalEntry entry)
    {
        var relayed = new RelayEntry(partition, entry.Number, entry.ReceivedAt);
        return entry.Kind switch
        {
            JournalKind.Batch when EventsOf(entry) is { } events => relayed with { Events = events },
            JournalKind.Feed when ReadingsOf(entry) is { } readings => relayed with { Readings = readings },
            _ => null,
        };
    }

    private EventBatch? EventsOf(JournalEntry entry)
    {
        devices ??= [.. sensors.Select(key => key.Device)];
        if (SignedBatch.Decode(entry.Payload, out _) is not { } signed) return null;
        if (BatchCodec.DecodeDevice(signed.Batch, out _) is not { } device || !devices.Contains(device)) return null;
        if (BatchCodec.Decode(signed.Batch, limits, out _) is not { } batch) return null;
        BatchEvent[] kept = [.. batch.Events.Where(read => read.Event is { } known && Keeps(device, known))];
        return kept.Length == 0 ? null
            : new EventBatch(batch.Header with { Receipt = default, AnswerKey = null }, kept);
    }

    /// <summary>An alert that an edge raised is its partition's; what concerns a whole device concerns each of its sensors.</summary>
    private bool Keeps(DeviceId device, CityEvent read) => read.Kind is not (EventKind.AlertRaised or EventKind.AlertCleared)
        && (read.Kind == EventKind.Heartbeat || read.Sensor == SensorName.Device || sensors.Contains(new SensorKey(device, read.Sensor)));

    private FeedBatch? ReadingsOf(JournalEntry entry)
    {
        var batch = FeedCodec.Read(entry.Payload);
        var kept = batch with
        {
            Rows = [.. batch.Rows.Where(row => sensors.Contains(new SensorKey(batch.Feed, row.Register)))],
            Seen = [.. batch.Seen.Where(seen => sensors.Contains(new SensorKey(batch.Feed, seen.Sensor)))],
        };
        return kept.Count == 0 ? null : kept;
    }
}
