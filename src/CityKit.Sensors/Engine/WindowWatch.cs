using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>The sum of readings over a sliding window.</summary>
internal sealed class WindowWatch(WindowRule rule, Sensor sensor, RuleLimit limit) : Watch(rule, sensor, EventKind.Reading)
{
    private readonly long over = Clock.Span(rule.Over);
    private readonly WindowRing ring = new();
    private long savedOver;
    private WindowTotals? judged; // as of now; null when it must be judged again
    private long? begin;
    private long? now;
    private long? incompleteSince;

    internal const byte Shape = 5;

    /// <summary>Which of its saved values the readings are.</summary>
    internal const int RingAt = 7;

    internal override byte StateShape => Shape;

    internal override WindowRing Ring => ring;

    internal override int MaxStateBytes(bool inCells) => 160 + (inCells ? 0 : ring.Count * 36);

    protected override int StateCount => 5;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        // A reading never reaches back over the one before it: its time and its start are moved up, its amount is kept.
        var end = Math.Max(at, ring.LastEnd ?? at);
        var start = Math.Min(end, Math.Max(at - Clock.Span(observation.Span), ring.LastEnd ?? Clock.Earliest));
        if (ring.Count == 0 && incompleteSince is null) begin = start; // a start is no loss: what was never seen before is not missed
        ring.Add(new WindowEntry(start, end, observation.Value, observation.Flags));
        OnAdvance(end, outcomes);
    }

    protected override void OnAdvance(long to, ICollection<RuleOutcome> outcomes)
    {
        begin ??= to;
        now = Math.Max(now ?? to, to);
        Judge(now.Value, ring.From(now.Value - over), outcomes);
    }

    /// <summary>
    /// Readings decide at their own time, however late they come. What the feed's time alone can show is that they ceased.
    /// </summary>
    protected override void OnAdvanceFeed(long to, ICollection<RuleOutcome> outcomes)
    {
        begin ??= to;
        var ceased = Math.Min(over, to - (ring.LastEnd ?? begin.Value));
        var coverage = (int)((Int128)(over - ceased) * 1000 / over);
        if (coverage >= rule.CoveragePermille || !IsFilled(to) || !IsHours(to)) return;
        judged = null;
        Tell(to, isComplete: false, coverage, default, outcomes);
    }

    protected override void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        if (ring.Correct(end, value) && now is { } at) Judge(at, ring.From(at - over), outcomes);
    }

    /// <summary>Before any of these times, only the window's end moves.</summary>
    protected override long OnBeatDue()
    {
        if (begin is not { } from || now is not { } at || judged is not { } totals) return Clock.Earliest;
        var due = Math.Min(at < from + over ? from + over : Never, WindowTime.NextChange(rule, at));
        var slack = totals.Covered - Needed;
        return Math.Min(due, Math.Min(slack >= 0 ? at + slack + 1 : Never, RingDue(at)));
    }

    protected override long OnFeedDue(long now)
    {
        if (begin is not { } from) return Clock.Earliest;
        if (incompleteSince is not null) return Never;
        var due = Math.Max((ring.LastEnd ?? from) + over - Needed + 1, from + over);
        return due > now || IsHours(now) ? due : WindowTime.NextChange(rule, now);
    }

    /// <summary>Readings of later times go. After a leap over a whole window, the window starts again and is not missed.</summary>
    protected override void OnClockCorrected(long to)
    {
        ring.SetBack(to);
        judged = null;
        if (begin > to || to - now > over) begin = to;
        (now, incompleteSince) = (NotAfter(now, to), NotAfter(incompleteSince, to));
    }

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        writer.WriteInt64(over);
        WriteTime(ref writer, begin);
        WriteTime(ref writer, now);
        WriteTime(ref writer, incompleteSince);
        if (inCells) ring.SaveRange(ref writer);
        else ring.Save(ref writer);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        var known = begin;
        savedOver = reader.ReadInt64();
        begin = ReadTime(ref reader);
        now = ReadTime(ref reader);
        incompleteSince = ReadTime(ref reader);
        judged = null;
        if (inCells) ring.LoadRange(ref reader);
        else ring.Load(ref reader);
        if (!inCells) OnRingLoaded();
        if (known < begin) begin = known;
    }

    /// <summary>A window that was made longer cannot know what the shorter one forgot: it begins with the oldest reading kept.</summary>
    internal override void OnRingLoaded()
    {
        if (over > savedOver) begin = ring.FirstStart ?? now;
    }

    /// <summary>How much must be covered for the window to be complete.</summary>
    private long Needed => (long)(((Int128)over * rule.CoveragePermille + 999) / 1000);

    /// <summary>When the oldest reading leaves the window, or begins to, if that can change what is decided.</summary>
    private long RingDue(long at)
    {
        if (ring.FirstStart is not { } start || (!ring.HasNegative && limit.Side == LimitSide.Above != IsRaised)) return Never;
        return start >= at - over ? start + over + 1 : ring.FirstEnd!.Value + over;
    }

    private void Judge(long at, WindowTotals totals, ICollection<RuleOutcome> outcomes)
    {
        judged = totals;
        var coverage = (int)((Int128)totals.Covered * 1000 / over);
        var isComplete = coverage >= rule.CoveragePermille;
        var (isFilled, isHours) = (IsFilled(at), IsHours(at));
        if (isFilled && isHours) Tell(at, isComplete, coverage, totals, outcomes);
        if (IsRaised && IsBack(totals, isComplete)) Clear(at, outcomes, Saturated(totals.AtMost), coverage);
        else if (!IsRaised && isHours && IsOver(totals, isComplete && isFilled))
            Raise(at, totals.IsTest, outcomes, Saturated(Evidence(totals)), coverage);
    }

    private bool IsFilled(long at) => at - begin >= over;

    private bool IsHours(long at) => WindowTime.IsIn(rule, at);

    /// <summary>Low needs a complete window; high may be known before.</summary>
    private bool IsOver(WindowTotals totals, bool isComplete) =>
        limit.Side == LimitSide.Above ? limit.IsOver(totals.AtLeast, 1) : isComplete && limit.IsOver(totals.AtMost, 1);

    private bool IsBack(WindowTotals totals, bool isComplete) =>
        (isComplete || limit.Side == LimitSide.Below) && limit.IsBack(totals.AtMost, 1);

    private Int128 Evidence(WindowTotals totals) => limit.Side == LimitSide.Above ? totals.AtLeast : totals.AtMost;

    /// <summary>Says once that a window cannot be judged, and once that it can again.</summary>
    private void Tell(long at, bool isComplete, int coverage, WindowTotals totals, ICollection<RuleOutcome> outcomes)
    {
        if (isComplete != incompleteSince is not null) return;
        var kind = isComplete ? OutcomeKind.Complete : OutcomeKind.Incomplete;
        outcomes.Add(Outcome(kind, at, incompleteSince ?? at, totals.IsTest) with { CoveragePermille = coverage });
        incompleteSince = isComplete ? null : at;
    }

    private static long Saturated(Int128 value) =>
        value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
}
