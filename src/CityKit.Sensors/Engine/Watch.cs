using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// One rule watching one sensor. It listens to one kind of event, and a kind travels in one lane; so its events come in order,
/// and what the other lane has already reported can not change what it finds.
/// </summary>
internal abstract class Watch(Rule rule, Sensor sensor, EventKind kind)
{
    /// <summary>A due time that does not come.</summary>
    internal const long Never = long.MaxValue;

    private const int FirstValues = 3;
    private const int LastValues = 2;
    private WatchAlert? alert;
    private readonly byte kindCode = (byte)kind; // small fields, in the gap before those of a window: there may be a million of it
    private Phase phase;

    private enum Phase : byte
    {
        Open,

        /// <summary>It may judge whatever comes, forever.</summary>
        Settled,

        /// <summary>The same, and its group takes readings in its place.</summary>
        Asleep,

        /// <summary>Its period is over.</summary>
        Ended,

        /// <summary>It failed, and judges nothing more until the rules are changed.</summary>
        Failed,
    }

    /// <summary>Will be needed soon; those with much state say where it is.</summary>
    internal virtual void Prefetch() { }

    /// <summary>What it refers to will be needed soon; itself is there.</summary>
    internal virtual void PrefetchMore() { }

    /// <summary>The next one of the same sensor that is awake.</summary>
    internal Watch? Next { get; set; }

    /// <summary>Whether its group takes readings in its place (<see cref="QuietWatches"/>).</summary>
    internal bool IsAsleep => phase == Phase.Asleep;

    /// <summary>Whether it may judge forever once it began, and an alert matters as much as when it was raised.</summary>
    protected bool IsConstant => rule.Then.Steps.Count == 0 && Period is { IsConsent: false, To: Never };

    /// <summary>Whether it may judge whatever comes, forever, and is awake.</summary>
    protected bool IsSettled => phase == Phase.Settled;

    internal Rule Rule => rule;

    internal Sensor Sensor => sensor;

    internal EventKind Kind => (EventKind)kindCode;

    /// <summary>When it may judge: no time outside of it is judged, and at its end an open alert ends.</summary>
    internal WatchPeriod Period => WatchPeriod.Of(rule, sensor);

    /// <summary>Whether alerts are its own; not of one that passes on what another finds.</summary>
    protected virtual bool HasAlerts => true;

    /// <summary>Whether it waits for readings out of order.</summary>
    internal virtual bool Waits => false;

    /// <summary>Whether heartbeats matter to it.</summary>
    internal virtual bool IsTimed => true;

    /// <summary>A number for the shape of its state; a state of another shape is not loaded.</summary>
    internal abstract byte StateShape { get; }

    /// <summary>How many values its own state has.</summary>
    protected abstract int StateCount { get; }

    /// <summary>How many values its own state has behind those; a state of before this is read without them.</summary>
    protected virtual int TailCount => 0;

    /// <summary>
    /// How many values are saved; of an open alert that has steps of severity <see cref="SeverityTrack.Values"/> more, and of a watch under
    /// a consent one more, the consent's end.
    /// </summary>
    private int ValueCount => FirstValues + StateCount + LastValues + TailCount;

    internal bool IsRaised => RaisedAt is not null;

    /// <summary>Since when an alert is open; null while none is.</summary>
    internal virtual long? RaisedAt => alert?.RaisedAt;

    /// <summary>The open alert is an earlier one, of the rule as it was.</summary>
    internal virtual void GoOn(long raisedAt) => alert!.RaisedAt = raisedAt;

    /// <summary>At most this many bytes are needed to save it.</summary>
    internal virtual int MaxStateBytes(bool inCells) => 96;

    /// <summary>What of its state is kept in cells of its own; null for nothing.</summary>
    internal virtual WindowRing? Ring => null;

    /// <summary>The cells of <see cref="Ring"/> were read after the rest.</summary>
    internal virtual void OnRingLoaded() { }

    /// <summary>
    /// The earliest time to which the device's time must move before <see cref="Advance"/> may say or change anything but where it is.
    /// </summary>
    internal long BeatDue() => InPeriod(Math.Min(OnBeatDue(), SeverityDue));

    /// <summary>The same for a feed's time and <see cref="AdvanceFeed"/>.</summary>
    internal long FeedDue(long now) => InPeriod(Math.Min(OnFeedDue(now), SeverityDue));

    internal void Sleep() => phase = Phase.Asleep;

    internal void Observe(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        try
        {
            if (phase != Phase.Settled && !IsJudged(in observation, at, outcomes)) return;
            OnObserve(in observation, at, outcomes);
            if (alert is not null) Last(at, outcomes);
        }
        catch (Exception fault)
        {
            Stop(at, fault, outcomes);
        }
    }

    /// <summary>
    /// Judges what was seen at an unknown time, as of when it was received. Without more it does not count: windows and silence know no
    /// such time.
    /// </summary>
    internal void ObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes)
    {
        var period = Period;
        if (BeginOf(in observation, receivedAt, period) < period.From || receivedAt >= period.To || IsOver) return;
        try
        {
            OnObserveUndated(in observation, receivedAt, outcomes);
        }
        catch (Exception fault)
        {
            Stop(receivedAt, fault, outcomes);
        }
    }

    internal void Advance(long to, ICollection<RuleOutcome> outcomes) => Move(to, isFeed: false, outcomes);

    /// <summary>
    /// As <see cref="Advance"/>, for a feed: its registers are read and delivered apart, so its time decides silence and what a window
    /// lacks, never what it holds.
    /// </summary>
    internal void AdvanceFeed(long to, ICollection<RuleOutcome> outcomes) => Move(to, isFeed: true, outcomes);

    /// <summary>The sensor was not seen in this time: what must last is not proven by it.</summary>
    /// <param name="from">When it was last seen.</param>
    /// <param name="to">When it was seen again; null while it is away.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    internal void Break(long from, long? to, ICollection<RuleOutcome> outcomes)
    {
        if (!Period.Contains(from) || IsOver) return;
        try
        {
            OnBreak(from, to, outcomes);
        }
        catch (Exception fault)
        {
            Stop(to ?? from, fault, outcomes);
        }
    }

    /// <summary>
    /// The device's clock was corrected, to an earlier time or a later one: what must last begins again there, what is open stays.
    /// </summary>
    internal void CorrectClock(long to)
    {
        if (phase == Phase.Settled) phase = Phase.Open;
        if (alert?.LastRaise > to) alert.LastRaise = null;
        OnClockCorrected(to);
    }

    /// <summary>A reading that was judged is another one now.</summary>
    /// <param name="end">When it ended.</param>
    /// <param name="value">What it is now.</param>
    /// <param name="before">What it was.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    internal void Correct(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        if (end < Period.From || IsOver) return;
        try
        {
            OnCorrect(end, value, before, outcomes);
        }
        catch (Exception fault)
        {
            Stop(end, fault, outcomes);
        }
    }

    /// <summary>Says something of this rule that is no alert.</summary>
    internal void Say(OutcomeKind kind, long at, ICollection<RuleOutcome> outcomes)
    {
        if (Period.Contains(at)) outcomes.Add(Outcome(kind, at, at, isTest: false));
    }

    /// <param name="writer">Where to.</param>
    /// <param name="inCells">Whether what has cells of its own is only named.</param>
    internal void Save(ref WireWriter writer, bool inCells)
    {
        var period = Period;
        writer.WriteArrayHeader(ValueCount + (alert?.Severity is null ? 0 : SeverityTrack.Values) + (period.IsConsent ? 1 : 0));
        WriteTime(ref writer, RaisedAt);
        writer.WriteBoolean(alert?.IsTest ?? false);
        if (phase == Phase.Failed) writer.WriteNil();
        else writer.WriteBoolean(phase == Phase.Ended);
        SaveState(ref writer, inCells);
        WriteTime(ref writer, alert?.LastRaise);
        writer.WriteInt64(alert?.Repeats ?? 0);
        SaveTail(ref writer);
        alert?.Severity?.Save(ref writer);
        if (period.IsConsent) writer.WriteInt64(period.To);
    }

    internal void Load(ref WireReader reader, bool inCells)
    {
        var start = reader.Position;
        var count = reader.ReadArrayHeader();
        var isShort = count == FirstValues + StateCount;
        var more = count - ValueCount;
        if (!isShort && more is not (0 or 1 or SeverityTrack.Values or SeverityTrack.Values + 1))
            reader.Reject(start, new($"有 {count} 个值的状态", $"a state of {count} values"), LocalizedText.Values($"{ValueCount}"));
        var loaded = new WatchAlert { RaisedAt = ReadTime(ref reader), IsTest = reader.ReadBoolean() };
        if (reader.TryReadNil()) phase = inCells ? Phase.Failed : Phase.Open; // with changed rules it begins again
        else phase = reader.ReadBoolean() ? Phase.Ended : Phase.Open;
        LoadState(ref reader, inCells);
        if (!isShort) (loaded.LastRaise, loaded.Repeats) = (ReadTime(ref reader), reader.ReadInt64());
        alert = loaded.IsEmpty || !HasAlerts ? null : loaded;
        if (isShort) return;
        LoadTail(ref reader);
        if (more >= SeverityTrack.Values) loaded.Severity = SeverityTrack.Load(ref reader, rule, sensor);
        else if (IsRaised) loaded.Severity = SeverityTrack.Of(rule, sensor); // its rule got steps since
        if (more is 1 or SeverityTrack.Values + 1) reader.Skip();
    }

    /// <summary>
    /// Whether a saved state is of an earlier consent, which was over before this one was given: nothing of it goes on.
    /// </summary>
    internal bool IsRenewed(WireReader state)
    {
        var count = state.ReadArrayHeader();
        ReadTime(ref state);
        state.ReadBoolean();
        var period = Period;
        if (state.TryReadNil()) return false;
        if (!period.IsConsent || !state.ReadBoolean()
            || (count != ValueCount + 1 && count != ValueCount + SeverityTrack.Values + 1)) return false;
        for (var i = FirstValues; i < count - 1; i++) state.Skip();
        return state.ReadInt64() < period.To;
    }

    /// <summary>It goes on awake, as one that may judge whatever comes.</summary>
    protected void Settle() => phase = Phase.Settled;

    protected abstract void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes);

    protected virtual void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes) { }

    protected virtual void OnAdvance(long to, ICollection<RuleOutcome> outcomes) { }

    protected virtual void OnAdvanceFeed(long to, ICollection<RuleOutcome> outcomes) => OnAdvance(to, outcomes);

    protected virtual void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes) { }

    protected virtual void OnClockCorrected(long to) { }

    protected virtual void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes) { }

    /// <summary>When its own part of <see cref="Advance"/> may come to something.</summary>
    protected virtual long OnBeatDue() => Never;

    /// <summary>When its own part of <see cref="AdvanceFeed"/> may come to something.</summary>
    protected virtual long OnFeedDue(long now) => OnBeatDue();

    protected abstract void SaveState(ref WireWriter writer, bool inCells);

    protected abstract void LoadState(ref WireReader reader, bool inCells);

    protected virtual void SaveTail(ref WireWriter writer) { }

    protected virtual void LoadTail(ref WireReader reader) { }

    protected void Raise(long due, bool isTest, ICollection<RuleOutcome> outcomes, long? value = null, int? coverage = null,
        EventFields? fields = null, Weight? weight = null)
    {
        var at = NextRaise(due);
        (alert!.RaisedAt, alert.Id, alert.IsTest, alert.Severity) = (at, default, isTest, SeverityTrack.Of(rule, sensor));
        if (weight is { } judged) alert.Severity?.Weigh(judged, at);
        outcomes.Add(Outcome(OutcomeKind.Raised, at, at, isTest, value, coverage, fields));
    }

    /// <summary>The value of an open alert was judged again: by it, it may matter more or less.</summary>
    protected void Weigh(long at, Weight weight, ICollection<RuleOutcome> outcomes, long? value, int? coverage = null)
    {
        if (alert is not { RaisedAt: { } raised, Severity: { } severity }) return;
        Last(at, outcomes);
        if (severity.Weigh(weight, raised))
            outcomes.Add(OfOpen(OutcomeKind.SeverityChanged, at, value, coverage));
    }

    /// <summary>
    /// Never before it was raised: what was raised at the time it was received may end, by the device's own time, a little earlier.
    /// </summary>
    protected void Clear(long at, ICollection<RuleOutcome> outcomes, long? value = null, int? coverage = null)
    {
        Last(at, outcomes);
        outcomes.Add(OfOpen(OutcomeKind.Cleared, at, value, coverage));
        (alert!.RaisedAt, alert.IsTest, alert.Severity) = (null, false, null);
    }

    /// <summary>What becomes of the open alert, never before it was raised.</summary>
    private RuleOutcome OfOpen(OutcomeKind kind, long at, long? value, int? coverage)
    {
        var raised = alert!.RaisedAt!.Value;
        return Outcome(kind, Math.Max(at, raised), raised, alert.IsTest, value, coverage);
    }

    /// <summary>
    /// When an alert due at this time is raised: a second one at the very same time a nanosecond later, so that no two are the same.
    /// </summary>
    protected long NextRaise(long due)
    {
        alert ??= new WatchAlert();
        alert.Repeats = due == alert.LastRaise ? alert.Repeats + 1 : 0;
        alert.LastRaise = due;
        return due + alert.Repeats;
    }

    /// <summary>An alert of a moment: nothing will clear it.</summary>
    protected RuleOutcome Moment(in Observation observation, long seen)
    {
        var at = NextRaise(seen);
        return Outcome(OutcomeKind.Raised, at, at, observation.IsTest) with
        {
            Final = true, Value = observation.Value, Fields = observation.Fields,
        };
    }

    /// <summary>A time that is not after the device's corrected one.</summary>
    protected static long? NotAfter(long? time, long to) => time > to ? to : time;

    protected RuleOutcome Outcome(OutcomeKind outcome, long at, long begin, bool isTest, long? value = null, int? coverage = null,
        EventFields? fields = null) =>
        new(outcome, rule, sensor.Key, Clock.ToInstant(at), IdOf(begin))
        {
            Entry = sensor, RaisedAt = Clock.ToInstant(begin), Test = isTest, Severity = alert?.Severity?.Now ?? rule.Then.Severity,
            Value = value, CoveragePermille = coverage, Fields = fields ?? EventFields.Empty,
        };

    /// <summary>The identity of an alert raised at a time; that of the open one is calculated once.</summary>
    private AlertId IdOf(long raisedAt)
    {
        if (alert?.RaisedAt != raisedAt) return AlertId.Of(rule.Id, sensor.Key, Clock.ToInstant(raisedAt));
        if (alert.Id == default) alert.Id = AlertId.Of(rule.Id, sensor.Key, Clock.ToInstant(raisedAt));
        return alert.Id;
    }

    protected static long? ReadTime(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        var at = reader.Position;
        var time = reader.ReadInt64();
        if (time < Clock.Earliest || time > Clock.Latest) reader.Reject(at,
            LocalizedText.Values($"{time}"), RuleState.TimeExpected);
        return time;
    }

    protected static void WriteTime(ref WireWriter writer, long? time)
    {
        if (time is { } at) writer.WriteInt64(at);
        else writer.WriteNil();
    }

    /// <summary>Whether heartbeats matter to one that only events decide: its consent ends, or its alert matters more with time.</summary>
    protected bool EndsOrRises => Period.IsConsent || rule.Then.HasTimedSteps;

    /// <summary>When the next step of severity ends that an open alert reaches by lasting.</summary>
    private long SeverityDue =>
        alert is { RaisedAt: { } raised, Severity: { } severity } && severity.Due(raised) is var due and < Never ? due + 1 : Never;

    /// <summary>An open alert has lasted up to a time; what happens at the very end of a step comes before it.</summary>
    private void Last(long to, ICollection<RuleOutcome> outcomes)
    {
        if (alert is not { RaisedAt: { } raised, Severity: { } severity }) return;
        while (severity.Due(raised) is var due && due < to)
            if (severity.Pass(due, raised)) outcomes.Add(Outcome(OutcomeKind.SeverityChanged, due, raised, alert.IsTest));
    }

    private void Move(long to, bool isFeed, ICollection<RuleOutcome> outcomes)
    {
        try
        {
            var period = Period;
            if (to < period.From || HasEnded(to, period, outcomes)) return;
            if (isFeed) OnAdvanceFeed(to, outcomes);
            else OnAdvance(to, outcomes);
            Last(to, outcomes);
        }
        catch (Exception fault)
        {
            Stop(to, fault, outcomes);
        }
    }

    /// <summary>What was measured in part before the consent is not judged.</summary>
    private long BeginOf(in Observation observation, long at, WatchPeriod period) =>
        period.IsConsent && Kind == EventKind.Reading ? at - Clock.Span(observation.Span) : at;

    private long InPeriod(long own)
    {
        var period = Period;
        return IsOver ? Never : Math.Min(period.To, Math.Max(period.From, own));
    }

    private bool IsOver => phase >= Phase.Ended;

    /// <summary>
    /// A fault in a rule stops that rule for that sensor, and nothing else; an open alert stays open, for people to decide.
    /// </summary>
    private void Stop(long at, Exception fault, ICollection<RuleOutcome> outcomes)
    {
        phase = Phase.Failed;
        outcomes.Add(Outcome(OutcomeKind.RuleFailed, at, at, isTest: false) with { Fault = fault.GetType().Name });
    }

    /// <summary>Whether it may judge what was seen; once it may, and forever, that is not asked again.</summary>
    private bool IsJudged(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        var period = Period;
        if (BeginOf(in observation, at, period) < period.From || HasEnded(at, period, outcomes)) return false;
        if (!period.IsConsent && period.To == Never) phase = Phase.Settled;
        return true;
    }

    /// <summary>At the end of the period what was due is done, an open alert is closed, and nothing follows.</summary>
    private bool HasEnded(long at, WatchPeriod period, ICollection<RuleOutcome> outcomes)
    {
        if (at < period.To || IsOver) return IsOver;
        OnAdvance(period.To, outcomes);
        if (HasAlerts && IsRaised) Clear(period.To, outcomes);
        phase = Phase.Ended;
        return true;
    }
}
