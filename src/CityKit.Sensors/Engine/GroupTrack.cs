using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// One rule judging one group. Signals wait for the group's time and are then decided in order, so how the streams of several devices come
/// in between each other changes nothing. What falls due at the time of a signal comes before it.
/// </summary>
internal abstract partial class GroupTrack(RuleGroup group)
{
    protected const long Never = Watch.Never;

    /// <summary>The most signals that wait; of more, the oldest are decided at once.</summary>
    internal const int MaxPending = 4_096;

    /// <summary>The most sensors that an alert names for a condition: those that turned last.</summary>
    internal const int MaxEvidence = 16;

    private readonly Dictionary<(int Condition, SensorKey Sensor, long From), GroupLevel> levels = [];
    private readonly List<GroupSignal> pending = [];
    private List<(SensorKey Sensor, long From)> basis = [];
    private long decided = Clock.Earliest;
    private long? raisedAt;
    private bool raisedInTest;
    private SeverityTrack? severity;
    private long? lastRaise;
    private long repeats;
    private long? knownDue; // null when it must be found again

    internal static GroupTrack Of(RuleGroup group) => group.Plan.Rule.Kind switch
    {
        GroupKind.Sequence => new SequenceTrack(group),
        GroupKind.Without => new WithoutTrack(group),
        _ => new CombinationTrack(group),
    };

    /// <summary>How many signals wait.</summary>
    internal int Pending => pending.Count;

    /// <summary>Whether nothing is known that is not of a new one.</summary>
    internal virtual bool IsEmpty => levels.Count == 0 && pending.Count == 0 && raisedAt is null && lastRaise is null && Since is null;

    /// <summary>The group's time at which something can be decided.</summary>
    internal long Needs => Math.Min(pending.Count > 0 ? pending[0].Time + 1 : Never, Due());

    protected RuleGroup Group => group;

    protected GroupPlan Plan => group.Plan;

    /// <summary>Up to when all is decided.</summary>
    protected long Decided => decided;

    /// <summary>Whether anything was decided.</summary>
    protected bool HasBegun => decided > Clock.Earliest;

    protected bool IsRaised => raisedAt is not null;

    protected IReadOnlyCollection<GroupLevel> Levels => levels.Values;

    /// <summary>The sensors that an open alert rests on, the one that decided last at the end.</summary>
    protected IReadOnlyList<(SensorKey Sensor, long From)> Basis => basis;

    /// <summary>When the first consent ends that an open alert rests on.</summary>
    protected long BasisUntil => basis.Aggregate(Never, (until, b) => Math.Min(until, UntilOf(b.Sensor, b.From)));

    /// <summary>Since when it has been as it must last; null when it is not.</summary>
    protected long? Since { get; set; }

    /// <summary>Takes a signal: to wait, or where signals come in order, to be decided.</summary>
    internal void Take(GroupSignal signal, bool isInOrder, ICollection<RuleOutcome> outcomes)
    {
        Insert(signal.Time < decided ? signal with { Time = decided } : signal);
        while (isInOrder ? pending.Count > 0 : pending.Count > MaxPending) Decide(pending[0].Time + 1, pending[0].Time, outcomes);
    }

    /// <summary>Decides what came before a time, and what is due by a time.</summary>
    internal void Decide(long before, long dueBy, ICollection<RuleOutcome> outcomes)
    {
        while (true)
        {
            var (due, next) = (Due(), pending.Count > 0 ? pending[0].Time : Never);
            if (due <= Math.Min(next, dueBy)) Fire(due, outcomes);
            else if (next < before) Apply(outcomes);
            else return;
        }
    }

    /// <summary>The group's time is known; the first time, what holds without any signal begins to hold.</summary>
    internal void Begin(long at)
    {
        if (HasBegun) return;
        (decided, knownDue) = (at, null);
        OnChanged(at);
    }

    /// <summary>
    /// The clock of one of its devices was corrected: what it said counts no later than that, and what must last begins again there.
    /// </summary>
    /// <param name="device">Which.</param>
    /// <param name="to">Where to; no earlier than the group's time.</param>
    internal void CorrectClock(DeviceId device, long to)
    {
        (decided, knownDue) = (Math.Min(decided, to), null);
        foreach (var level in Levels)
        {
            (level.Turned, level.At) = (NotAfter(level.Turned, to), Math.Min(level.At, to));
            if (level.Waits is not null) level.Waits = to;
        }
        if (lastRaise > to) lastRaise = null;
        if (Since is not null) Since = to;
        GroupSignal[] sorted = [.. pending.Select(s => s.Sensor.Device == device ? s with { Time = Math.Min(s.Time, to) } : s).Order()];
        pending.Clear();
        pending.AddRange(sorted);
    }

    /// <summary>Takes over a condition that held already when its sensor came into the group.</summary>
    internal void Hold(int condition, SensorKey sensor, long from, long at) =>
        Insert(new GroupSignal(Math.Max(at, decided), sensor, from, condition, GroupSignalKind.Raised, at, null, IsTest: false));

    /// <summary>Drops what rested on sensors that are no members any more.</summary>
    /// <param name="isLost">A member whose own state was lost, too.</param>
    /// <returns>The open alert, when with them it lost its ground: it is over.</returns>
    internal AlertId? DropStrangers(SensorKey? isLost = null)
    {
        knownDue = null;
        bool IsStranger(SensorKey sensor, long from) => sensor == isLost || group.Find(sensor, from) is null;
        pending.RemoveAll(s => IsStranger(s.Sensor, s.From));
        var dropped = RemoveLevels(l => IsStranger(l.Sensor, l.From)) + basis.RemoveAll(b => IsStranger(b.Sensor, b.From));
        foreach (var level in Levels) level.Until = UntilOf(level.Sensor, level.From);
        if (dropped == 0) return null;
        var ended = IsRaised && !IsFounded() ? AlertId.Of(Plan.Rule.Id, group.Key, Clock.ToInstant(raisedAt!.Value)) : (AlertId?)null;
        if (ended is not null) (raisedAt, raisedInTest, severity) = (null, false, null);
        OnChanged(Math.Max(decided, group.Time()));
        knownDue = null;
        return ended;
    }

    /// <summary>The open alert of a group that is gone.</summary>
    internal AlertId? Orphan => raisedAt is { } at ? AlertId.Of(Plan.Rule.Id, group.Key, Clock.ToInstant(at)) : null;

    protected abstract void OnApply(GroupSignal signal, ICollection<RuleOutcome> outcomes);

    /// <summary>When something of its own falls due.</summary>
    protected abstract long OnDue();

    protected abstract void OnFire(long due, ICollection<RuleOutcome> outcomes);

    /// <summary>Conditions ended, or a time began.</summary>
    protected virtual void OnChanged(long at) { }

    /// <summary>Whether an open alert still has what it rests on.</summary>
    protected abstract bool IsFounded();

    protected GroupLevel? Find(GroupSignal signal) => levels.GetValueOrDefault((signal.Condition, signal.Sensor, signal.From));

    /// <summary>What is known of a signal's condition at its sensor, made when that is nothing.</summary>
    protected GroupLevel Level(GroupSignal signal)
    {
        if (Find(signal) is { } known) return known;
        var made = new GroupLevel(signal.Condition, signal.Sensor, signal.From) { Until = UntilOf(signal.Sensor, signal.From) };
        levels[(made.Condition, made.Sensor, made.From)] = made;
        return made;
    }

    protected void Remove(GroupLevel level) => levels.Remove((level.Condition, level.Sensor, level.From));

    /// <summary>When a sensor's entry or consent ends; from then on what it said does not count.</summary>
    protected long UntilOf(SensorKey sensor, long from) => group.Find(sensor, from) is { } entry ? group.PeriodOf(entry).To : Never;

    /// <summary>What the next alert rests on, when no condition that holds says so.</summary>
    protected void RestOn(Sensor entry) => basis = [(entry.Key, Clock.Of(entry.ValidFrom))];

    protected void Raise(long due, bool isFinal, bool isTest, IEnumerable<GroupLevel> because, ICollection<RuleOutcome> outcomes)
    {
        var at = NextRaise(due);
        GroupLevel[] evidence = [.. because.GroupBy(l => l.Condition).SelectMany(Latest).OrderBy(l => l.Turned).ThenBy(l => l.Sensor)
            .ThenBy(l => l.Condition).ThenBy(l => l.From)];
        severity = isFinal ? null : SeverityTrack.Of(Plan.Rule, sensor: null);
        if (evidence.Length > 0) basis = [.. evidence.Select(l => (l.Sensor, l.From))];
        outcomes.Add(Outcome(OutcomeKind.Raised, at, at, isTest) with
        {
            Final = isFinal, Value = evidence.LastOrDefault()?.Value, Evidence = [.. evidence.Select(EvidenceOf)],
        });
        if (!isFinal) (raisedAt, raisedInTest) = (at, isTest);
    }

    protected void Clear(long at, ICollection<RuleOutcome> outcomes)
    {
        Last(at, outcomes);
        outcomes.Add(Outcome(OutcomeKind.Cleared, Math.Max(at, raisedAt!.Value), raisedAt.Value, raisedInTest));
        (raisedAt, raisedInTest, severity) = (null, false, null);
    }

    private static IEnumerable<GroupLevel> Latest(IEnumerable<GroupLevel> levels) =>
        levels.OrderByDescending(l => l.Turned).ThenBy(l => l.Sensor).ThenBy(l => l.From).Take(MaxEvidence);

    private static long? NotAfter(long? time, long to) => time > to ? to : time;

    private RuleEvidence EvidenceOf(GroupLevel level) =>
        new(Plan.Rule.Conditions[level.Condition].Words, level.Sensor, Clock.ToInstant(level.At), level.Value);

    private RuleOutcome Outcome(OutcomeKind kind, long at, long begin, bool isTest)
    {
        var entry = (basis.Count > 0 ? group.Find(basis[^1].Sensor, basis[^1].From) : null) ?? group.Members[0];
        var raised = Clock.ToInstant(begin);
        return new RuleOutcome(kind, Plan.Rule, entry.Key, Clock.ToInstant(at), AlertId.Of(Plan.Rule.Id, group.Key, raised))
        {
            Entry = entry, RaisedAt = raised, Test = isTest, Group = group.Key.Per == RulePer.Sensor ? null : group.Key,
            Severity = severity?.Now ?? Plan.Rule.Then.Severity,
        };
    }

    /// <summary>A second alert due at the very same time is raised a nanosecond later, so that no two are the same.</summary>
    private long NextRaise(long due)
    {
        repeats = due == lastRaise ? repeats + 1 : 0;
        lastRaise = due;
        return due + repeats;
    }

    private void Insert(GroupSignal signal)
    {
        var at = pending.Count;
        while (at > 0 && pending[at - 1].CompareTo(signal) > 0) at--;
        pending.Insert(at, signal);
    }

    private int RemoveLevels(Predicate<GroupLevel> which)
    {
        var before = levels.Count;
        foreach (var (key, level) in levels)
            if (which(level)) levels.Remove(key);
        return before - levels.Count;
    }

    private long SeverityDue => raisedAt is { } raised && severity?.Due(raised) is { } due and < Never ? due + 1 : Never;

    /// <summary>An open alert has lasted up to a time; what happens at the very end of a step comes before it.</summary>
    private void Last(long to, ICollection<RuleOutcome> outcomes)
    {
        while (raisedAt is { } raised && severity?.Due(raised) is { } due && due < to)
            if (severity.Pass(due, raised)) outcomes.Add(Outcome(OutcomeKind.SeverityChanged, due, raised, raisedInTest));
    }

    private long Due() => knownDue ??= NextDue();

    private long NextDue()
    {
        var due = Math.Min(OnDue(), SeverityDue);
        foreach (var level in Levels)
        {
            due = Math.Min(due, level.Until);
            if (level.IsPast && level.Turned is { } turned) due = Math.Min(due, turned + Plan.Keeps(level.Condition) + 1);
        }
        return due;
    }

    private void Fire(long due, ICollection<RuleOutcome> outcomes)
    {
        (decided, knownDue) = (Math.Max(decided, due), null);
        if (RemoveLevels(l => l.Until <= due) > 0) OnChanged(due);
        if (RemovePast(due)) OnChanged(due - 1); // it counted up to then
        OnFire(due, outcomes);
        Last(due, outcomes);
    }

    private void Apply(ICollection<RuleOutcome> outcomes)
    {
        var signal = pending[0];
        pending.RemoveAt(0);
        (decided, knownDue) = (Math.Max(decided, signal.Time), null);
        if (!IsRaised) basis = [(signal.Sensor, signal.From)];
        if (signal.Time < UntilOf(signal.Sensor, signal.From) || signal.Kind is not (GroupSignalKind.Raised or GroupSignalKind.Moment))
            OnApply(signal, outcomes);
        RemovePast(signal.Time);
    }

    private bool RemovePast(long now) =>
        RemoveLevels(l => l.IsPast && (l.Turned is not { } turned || turned + Plan.Keeps(l.Condition) < now)) > 0;
}
