using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Journal;
using CityKit.Partitions;
using CityKit.Samples.District.Load;

namespace CityKit.Samples.District.Judging;

/// <summary>
/// Counts what the journals of all partitions hold: each event by device, outbox, lane and sequence; each command by its id.
/// </summary>
internal sealed class RecordTally
{
    private readonly Dictionary<PartitionId, long> numbers = [];
    private readonly Dictionary<LaneKey, SequenceSet> lanes = [];
    private readonly Dictionary<DeviceId, PartitionId> homes = [];
    private readonly Dictionary<string, int> commands = [];
    private readonly Dictionary<string, HashSet<PartitionId>> feeds = [];
    private readonly List<string> findings = [];
    private long entries;
    private long events;
    private long doubled;
    private long gaps;

    /// <summary>The last entry of a partition that was counted.</summary>
    internal long NumberOf(PartitionId partition) => numbers.GetValueOrDefault(partition);

    /// <summary>The partition that a device's events are in; null when there are none.</summary>
    internal PartitionId? HomeOf(DeviceId device) => homes.TryGetValue(device, out var home) ? home : null;

    /// <summary>Counts the next entry of a partition.</summary>
    internal void Take(PartitionId partition, JournalEntry entry)
    {
        if (entry.Number != NumberOf(partition) + 1) Gap(partition, entry.Number);
        numbers[partition] = entry.Number;
        entries++;
        if (entry.Kind == JournalKind.Batch) TakeBatch(partition, entry);
        else if (entry.Kind == JournalKind.Command) TakeCommand(entry.Key);
        else if (entry.Kind == JournalKind.Feed) TakeFeed(partition, entry.Key);
    }

    /// <summary>Compares with what those who sent it know.</summary>
    /// <param name="ledger">What they knew before the last entry was read.</param>
    internal Verdict Judge(LedgerState ledger)
    {
        var wrong = new List<string>(findings);
        var lost = ledger.Lanes.Sum(lane => LostOf(lane.Key, lane.Value, wrong)) + CommandsLost(ledger, wrong) + FeedsLost(ledger, wrong);
        wrong.AddRange(ledger.Faults);
        return new Verdict(entries, events, commands.Count, lost, doubled + CommandsDoubled(ledger, wrong), gaps, wrong);
    }

    private void TakeBatch(PartitionId partition, JournalEntry entry)
    {
        var signed = SignedBatch.Decode(entry.Payload, out var error);
        if (signed is null || BatchCodec.Decode(signed.Batch, WireLimits.Default, out error) is not { } batch)
        {
            findings.Add($"{partition}/{entry.Number} is no batch: {error}");
            return;
        }
        var lane = new LaneKey(batch.Header.Device, batch.Header.Outbox, batch.Header.Lane);
        var (first, last) = (batch.Header.First, batch.Header.First + batch.Events.Count - 1);
        if (!homes.TryAdd(lane.Device, partition) && homes[lane.Device] != partition)
            findings.Add($"{lane.Device} is in the partitions {homes[lane.Device]} and {partition}");
        if (!lanes.TryGetValue(lane, out var set)) lanes[lane] = set = new SequenceSet();
        events += batch.Events.Count;
        if (set.Add(first, last) is var again and > 0) Doubled(again, $"{lane} {first} to {last}, in {partition}/{entry.Number}");
    }

    private void TakeCommand(string key)
    {
        var id = key[(key.LastIndexOf('/') + 1)..];
        commands[id] = commands.GetValueOrDefault(id) + 1;
    }

    private void TakeFeed(PartitionId partition, string key)
    {
        var id = key[(key.IndexOf(':') + 1)..];
        if (!feeds.TryGetValue(id, out var found)) feeds[id] = found = [];
        if (!found.Add(partition)) Doubled(1, $"feed batch {id} in {partition}");
    }

    private void Gap(PartitionId partition, long number)
    {
        gaps++;
        findings.Add($"the journal of {partition} goes on from {NumberOf(partition)} with {number}");
    }

    private void Doubled(long count, string what)
    {
        doubled += count;
        findings.Add($"there twice: {what}");
    }

    private long LostOf(LaneKey lane, LaneCount count, List<string> wrong)
    {
        var set = lanes.GetValueOrDefault(lane) ?? new SequenceSet();
        var missing = set.MissingTo(count.Acknowledged);
        if (missing > 0) wrong.Add($"{missing} events of {lane} were answered for and are not there");
        if (set.Last > count.Made) wrong.Add($"{lane} has {set.Last} events, and only {count.Made} were made");
        return missing;
    }

    private long CommandsLost(LedgerState ledger, List<string> wrong)
    {
        var missing = ledger.Done.Where(id => !commands.ContainsKey(id)).ToArray();
        wrong.AddRange(missing.Select(id => $"the command {id} was done, and is not there"));
        return missing.Length;
    }

    private long CommandsDoubled(LedgerState ledger, List<string> wrong)
    {
        var twice = ledger.Done.Concat(ledger.Refused).Where(id => commands.GetValueOrDefault(id) > 1).ToArray();
        wrong.AddRange(twice.Select(id => $"there twice: the command {id}"));
        return twice.Length;
    }

    /// <summary>Every batch of the feed concerns the same partitions.</summary>
    private long FeedsLost(LedgerState ledger, List<string> wrong)
    {
        var most = feeds.Values.Select(found => found.Count).DefaultIfEmpty(1).Max();
        var missing = ledger.Feeds.Where(id => !feeds.TryGetValue(id, out var found) || found.Count < most).ToArray();
        wrong.AddRange(missing.Select(id => $"the feed batch {id} was taken, and is not in all {most} partitions"));
        return missing.Length;
    }
}
