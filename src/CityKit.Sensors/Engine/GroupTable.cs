using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The groups of an engine's sensors: takes what the conditions of rules over several found, and decides when a group's time has come. Made
/// from the register once, which costs as much as there are entries.
/// </summary>
internal sealed class GroupTable
{
    private readonly Dictionary<string, (GroupPlan Plan, int Condition)> conditions = [];
    private readonly Dictionary<(string Rule, string Value), RuleGroup> groups = [];
    private readonly Dictionary<RuleKey, RuleGroup> known = [];
    private readonly Dictionary<DeviceId, GroupQueue> queues = [];
    private readonly TrackTable tracks;
    private readonly Func<RuleKey, ReadOnlyMemory<byte>>? cells;
    private readonly RuleIndex index;

    internal GroupTable(IEnumerable<GroupRule> rules, TrackTable tracks, Func<RuleKey, ReadOnlyMemory<byte>>? cells)
    {
        (this.tracks, this.cells) = (tracks, cells);
        GroupPlan[] plans = [.. rules.Select(rule => new GroupPlan(rule))];
        foreach (var plan in plans)
            foreach (var (i, leaf) in plan.Leaves.Index()) conditions[leaf.Id] = (plan, i);
        index = new RuleIndex(plans.SelectMany(plan => plan.Leaves));
        foreach (var entry in tracks.Register.Sensors) Add(entry);
    }

    /// <summary>Takes what watches find until <see cref="Take"/> sorts it.</summary>
    internal List<RuleOutcome> Found { get; } = [];

    /// <summary>Sorts what was found: the turns of conditions go to their groups, the rest goes out.</summary>
    /// <param name="before">The device's time before what was found.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    internal void Take(long before, ICollection<RuleOutcome> outcomes)
    {
        foreach (var outcome in Found)
            if (!conditions.TryGetValue(outcome.Rule.Id, out var of)) outcomes.Add(outcome);
            else if (KindOf(outcome) is not { } kind)
                outcomes.Add(outcome with { Rule = of.Plan.Rule, Group = GroupOf(of.Plan, outcome.Entry) });
            else Put(of.Plan, of.Condition, outcome.Entry, kind, Clock.Of(outcome.At), before, outcomes, outcome.Value, outcome.Test);
        Found.Clear();
    }

    /// <summary>A device's time was moved.</summary>
    internal void Advance(DeviceTrack device, ICollection<RuleOutcome> outcomes)
    {
        if (!queues.TryGetValue(device.Device, out var queue)) return;
        foreach (var group in queue.Fresh) Begin(group);
        queue.Fresh.Clear();
        foreach (var group in queue.Take(device.Time))
            if (!Decide(group, outcomes)) queue.Update(group, group.Track?.Needs ?? Watch.Never);
    }

    /// <summary>The same of what a sensor says itself: a fault, or a blind span.</summary>
    internal void Break(SensorTrack sensor, in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        if (observation.Kind is not (EventKind.Fault or EventKind.Blind)) return;
        var at = sensor.AlarmTime;
        if (observation.Kind == EventKind.Blind) Break(sensor, (at - Clock.Span(observation.Span), at), isAway: true, outcomes);
        else Break(sensor, (at, observation.Value == 0 ? at : null), Absence.IsAway(observation.Fields), outcomes);
    }

    /// <summary>A sensor was not seen: what must last is not proven by that time.</summary>
    internal void Break(SensorTrack sensor, (long From, long? To) time, bool isAway, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in sensor.Watches)
        {
            if (!conditions.TryGetValue(watch.Rule.Id, out var of) || of.Plan.Hold == 0 || !watch.Period.Contains(time.From)) continue;
            if (!isAway && watch.Kind != EventKind.Reading) continue;
            Put(of.Plan, of.Condition, watch.Sensor, GroupSignalKind.Away, time.From, sensor.Device.Time, outcomes);
            if (time.To is { } to) Put(of.Plan, of.Condition, watch.Sensor, GroupSignalKind.Seen, to, sensor.Device.Time, outcomes);
        }
    }

    internal void CorrectClock(DeviceId device, long to)
    {
        if (!queues.TryGetValue(device, out var queue)) return;
        foreach (var group in queue.All)
        {
            if (Existing(group) is not { } track) continue;
            Changing(group);
            track.CorrectClock(device, Math.Max(to, group.Time()));
            Touch(group);
        }
    }

    /// <summary>Called before the register has other entries of sensors: they leave their groups.</summary>
    /// <returns>Which entry left which group.</returns>
    internal IReadOnlySet<(RuleGroup Group, SensorKey Sensor, long From)> Leave(IEnumerable<SensorKey> sensors)
    {
        var left = new HashSet<(RuleGroup, SensorKey, long)>();
        foreach (var key in sensors)
            foreach (var group in GroupsOf(key))
            {
                if (Existing(group) is not null) Changing(group);
                left.UnionWith(group.Members.Where(m => m.Key == key).Select(m => (group, key, Clock.Of(m.ValidFrom))));
                group.Remove(key);
            }
        return left;
    }

    /// <summary>The register has these entries of the sensors now: they come into their groups, and what is gone is dropped.</summary>
    internal void Join(IReadOnlyCollection<SensorKey> sensors, IReadOnlySet<(RuleGroup Group, SensorKey Sensor, long From)> left,
        List<AlertId> orphans)
    {
        foreach (var key in sensors)
            foreach (var entry in tracks.Register.PeriodsOf(key)) Add(entry);
        RuleGroup[] touched = [.. left.Select(l => l.Group).Concat(sensors.SelectMany(GroupsOf)).Distinct().Order()];
        foreach (var group in touched)
        {
            group.Settle();
            foreach (var device in sensors.Select(key => key.Device).Where(device => !group.Has(device))) QueueOf(device).All.Remove(group);
            Settle(group, orphans);
            foreach (var key in sensors) Reconcile(group, key, left);
            foreach (var device in group.Devices) QueueOf(device.Device).Fresh.Add(group);
            Touch(group);
        }
    }

    /// <summary>The groups that a sensor is in by the register of now.</summary>
    internal IReadOnlyList<RuleGroup> GroupsOf(SensorKey key) =>
        [.. tracks.Register.PeriodsOf(key).SelectMany(KeysOf).Distinct().Select(id => groups.GetValueOrDefault(id)).OfType<RuleGroup>()];

    /// <summary>A sensor's own state was lost: what groups knew of it goes, too.</summary>
    internal void Forget(SensorKey key, List<AlertId> orphans)
    {
        foreach (var group in GroupsOf(key))
        {
            if (Existing(group) is not { } track) continue;
            Changing(group);
            if (track.DropStrangers(key) is { } ended) orphans.Add(ended);
            Touch(group);
        }
    }

    /// <summary>A rule's group; null when the engine has no such rule of this shape, or the group no sensor.</summary>
    internal RuleGroup? Find(string rule, string shape, GroupKey key) =>
        groups.GetValueOrDefault((rule, key.Value)) is { } group && group.Key == key && group.Plan.Shape == shape ? group : null;

    /// <summary>The keys of all groups of the rules and sensors of now, with a state or without.</summary>
    internal HashSet<RuleKey> StateKeys => [.. groups.Values.Select(group => group.StateKey)];

    /// <summary>The groups with a state, in order; reads those not used so far.</summary>
    internal List<RuleGroup> Known() => [.. groups.Values.Where(group => Existing(group) is { IsEmpty: false }).Order()];

    internal IEnumerable<RuleKey> Keys() => Known().Select(group => group.StateKey);

    /// <returns>False when the key has no state.</returns>
    internal bool Save(RuleKey key, IBufferWriter<byte> buffer)
    {
        if (!known.ContainsKey(key)) _ = Known();
        if (!known.TryGetValue(key, out var group) || group.Track is not { IsEmpty: false } track) return false;
        track.Save(buffer);
        return true;
    }

    /// <summary>Called when a state was loaded that is not in cells.</summary>
    internal void Loaded(RuleGroup group, List<AlertId> orphans)
    {
        (group.IsLoaded, known[group.StateKey]) = (true, group);
        Changing(group);
        Settle(group, orphans);
        Touch(group);
    }

    private static GroupSignalKind? KindOf(RuleOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Raised when outcome.Final => GroupSignalKind.Moment,
        OutcomeKind.Raised => GroupSignalKind.Raised,
        OutcomeKind.Cleared => GroupSignalKind.Cleared,
        _ => null,
    };

    private static GroupKey? GroupOf(GroupPlan plan, Sensor entry) =>
        plan.Rule.Per == RulePer.Sensor ? null : GroupKey.Of(plan.Rule.Per, entry);

    private IEnumerable<(string Rule, string Value)> KeysOf(Sensor entry) => index.Judging(entry)
        .Select(leaf => (GroupRule.IdInFile(leaf.Id), GroupKey.Of(leaf.Per, entry)!.Value.Value)).Distinct();

    private void Add(Sensor entry)
    {
        foreach (var plan in index.Judging(entry).Select(leaf => conditions[leaf.Id].Plan).Distinct())
        {
            var key = GroupKey.Of(plan.Rule.Per, entry)!.Value;
            if (!groups.TryGetValue((plan.Rule.Id, key.Value), out var group))
                groups[(plan.Rule.Id, key.Value)] = group = new RuleGroup(plan, key, tracks);
            group.Add(entry);
            if (QueueOf(entry.Key.Device) is var queue && queue.All.Add(group)) queue.Fresh.Add(group);
        }
    }

    private GroupQueue QueueOf(DeviceId device) => queues.TryGetValue(device, out var queue) ? queue : queues[device] = new GroupQueue();

    private void Put(GroupPlan plan, int condition, Sensor entry, GroupSignalKind kind, long at, long before,
        ICollection<RuleOutcome> outcomes, long? value = null, bool isTest = false)
    {
        if (GroupKey.Of(plan.Rule.Per, entry) is not { } key || Find(plan.Rule.Id, plan.Shape, key) is not { } group) return;
        Changing(group);
        group.Track = Existing(group) ?? GroupTrack.Of(group);
        var signal = new GroupSignal(Math.Max(at, before), entry.Key, Clock.Of(entry.ValidFrom), condition, kind, at, value, isTest);
        group.Track.Take(signal, group.KeepsOrder, outcomes);
        Touch(group);
    }

    /// <summary>That nothing holds begins with the group's time.</summary>
    private void Begin(RuleGroup group)
    {
        var track = Existing(group);
        if (group.Members.Count > 0 && group.Plan.Rule.Kind == GroupKind.None && group.Time() is var at && at > Clock.Earliest)
        {
            Changing(group);
            (group.Track = track ?? GroupTrack.Of(group)).Begin(at);
        }
        Touch(group);
    }

    /// <returns>False when the group's time has not come.</returns>
    private bool Decide(RuleGroup group, ICollection<RuleOutcome> outcomes)
    {
        if (Existing(group) is not { } track || group.Time() is var time && track.Needs > time) return false;
        Changing(group);
        track.Decide(time, time, outcomes);
        Touch(group);
        return true;
    }

    /// <summary>What is known of a group; null for nothing.</summary>
    private GroupTrack? Existing(RuleGroup group)
    {
        if (group.IsLoaded) return group.Track;
        (group.IsLoaded, known[group.StateKey]) = (true, group);
        if (cells?.Invoke(group.StateKey) is not { IsEmpty: false } cell) return null;
        var orphans = new List<AlertId>();
        if (GroupState.Load(group, cell.Span, orphans) is not { } wrong) Settle(group, orphans);
        else BeginAnew(group, wrong);
        if (orphans.Count > 0) Note(group, null, orphans);
        return group.Track;
    }

    /// <summary>A state that cannot be read is restarted with the conditions that its sensors know to hold.</summary>
    private void BeginAnew(RuleGroup group, WireError wrong)
    {
        group.Track = null;
        Note(group, wrong, []);
        foreach (var key in group.Members.Select(m => m.Key).Distinct()) Reconcile(group, key, new HashSet<(RuleGroup, SensorKey, long)>());
    }

    private void Note(RuleGroup group, WireError? wrong, List<AlertId> orphans)
    {
        tracks.Note(group.StateKey, wrong, orphans);
        Changing(group);
    }

    /// <summary>Drops what is of no member; a group without members is gone.</summary>
    private void Settle(RuleGroup group, List<AlertId> orphans)
    {
        var isGone = group.Members.Count == 0;
        if ((isGone ? group.Track?.Orphan : group.Track?.DropStrangers()) is { } ended) orphans.Add(ended);
        if (!isGone) return;
        groups.Remove((group.Plan.Rule.Id, group.Key.Value));
        group.Track = null;
    }

    /// <summary>A sensor that came into a group brings what holds already, but for the entries that it knows.</summary>
    private void Reconcile(RuleGroup group, SensorKey key, IReadOnlySet<(RuleGroup Group, SensorKey Sensor, long From)> known)
    {
        foreach (var watch in tracks.Existing(key)?.Watches ?? [])
        {
            if (watch.RaisedAt is not { } at || !conditions.TryGetValue(watch.Rule.Id, out var of)) continue;
            var from = Clock.Of(watch.Sensor.ValidFrom);
            if (of.Plan != group.Plan || group.Find(key, from) is null || known.Contains((group, key, from))) continue;
            Changing(group);
            (group.Track ??= GroupTrack.Of(group)).Hold(of.Condition, key, from, at);
        }
    }

    private void Changing(RuleGroup group) => tracks.Changes.Changing(group.StateKey);

    /// <summary>A group's state may have changed, and with it what it needs; one that knows nothing is let go.</summary>
    private void Touch(RuleGroup group)
    {
        if (group.Track is { IsEmpty: true }) group.Track = null;
        var needs = group.Track?.Needs ?? Watch.Never;
        foreach (var device in group.Devices) QueueOf(device.Device).Update(group, needs);
    }
}
