using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Relaying;
using CityKit.Sensors.Alerts;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>
/// Takes in what partitions saw, where rules over the whole city are judged. What was undecided or lost of it was said in the partition
/// already: here only what the rules find counts.
/// </summary>
internal sealed class RelayDesk(Judge judge, Desk desk, string maintenance)
{
    internal const string Module = "relay";

    /// <summary>Where each lane is, by partition.</summary>
    internal ImmutableDictionary<string, RelayCursor> Lanes { get; set; } = ImmutableDictionary<string, RelayCursor>.Empty;

    internal Step TakeIn(Relay relay, HubChanges changes)
    {
        if (relay.Lanes.Any(lane => lane.After != At(lane.Partition))) return Step.Answered(new RelayAnswer(false, Lanes));
        foreach (var lane in relay.Lanes) Move(lane, changes);
        var (orphans, found) = Judge(relay);
        var answer = new RelayAnswer(true, Lanes);
        return new Step(attempt =>
        {
            Desk.Clear(orphans, attempt);
            foreach (var judgement in found) desk.Apply(judgement, attempt);
            foreach (var lane in relay.Lanes.Where(lane => lane.Lost > 0)) Tell(lane, attempt);
            return new Decided(answer, true);
        })
        {
            Entry = new Draft(JournalKind.Relay, "", RelayCodec.Write(relay)),
            ReadsFacts = orphans.Count > 0 || found.Exists(judgement => !judgement.IsEmpty),
        };
    }

    /// <summary>Brings the state of rules forward by what was taken in before.</summary>
    internal (IReadOnlyList<AlertId> Orphans, List<Judgement> Found) Judge(Relay relay) =>
        (relay.Sensors.Count == 0 ? [] : judge.Put(relay.Sensors), [.. relay.Entries.Select(JudgementOf)]);

    /// <summary>The pieces of state that a relay needs and that are not in memory.</summary>
    internal IEnumerable<CellKey> KeysOf(Relay relay) => relay.Entries.SelectMany(
        entry => entry.Readings is { } readings ? judge.KeysOf(readings) : judge.KeysOf(entry.Events!));

    private Judgement JudgementOf(RelayEntry entry) => (entry.Readings is { } readings
        ? judge.Take(readings, entry.ReceivedAt) : judge.Take(entry.Events!, entry.ReceivedAt)).OutcomesAlone();

    private RelayCursor? At(string partition) => Lanes.TryGetValue(partition, out var cursor) ? cursor : null;

    private void Move(RelayLane lane, HubChanges changes)
    {
        Lanes = lane.Through is { } through ? Lanes.SetItem(lane.Partition, through) : Lanes.Remove(lane.Partition);
        changes.Put(CellOf(lane.Partition), lane.Through is { } at ? RelayCodec.Write(at) : default);
    }

    private void Tell(RelayLane lane, Attempt attempt) => attempt.Add("not-relayed", lane.Partition, null, null, new LocalizedText(
        $"分区 {lane.Partition} 的 {lane.Lost} 条流水在转送前已被清除，全市规则未能判断其内容；请延长清除期限。",
        $"{lane.Lost} entries of partition {lane.Partition} were pruned before they were relayed: rules over the whole city have not "
        + "judged them. Keep the journal for longer."), maintenance);

    internal static CellKey CellOf(string partition) => new(Module, partition);
}
