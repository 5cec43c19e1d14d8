using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A window that slides in steps. Only the step that is not over yet changes with a reading; a step's end decides, and where readings can
/// only make it more, each reading may. What it keeps does not grow with the number of readings.
/// </summary>
internal class StepWindowWatch(WindowPlan plan, Sensor sensor) : Watch(plan.Rule, sensor, EventKind.Reading)
{
    private const long None = StepRarities.None;
    private readonly StepRing? ring = plan.Count == 1 ? null : new StepRing(plan);
    private long value; // of the step that is not over
    private long covered;
    private int count;
    private long stepEnd = None;
    private long lastEnd = None;
    private StepRarities? rarities;
    private short age; // whole steps seen, up to those of a window; -1 in a first one that began before

    internal WindowPlan Plan => plan;

    /// <summary>Whether it may sleep at some time (<see cref="QuietWindow"/>).</summary>
    internal bool CanSleep => !plan.HasMemory && IsConstant;

    internal override byte StateShape => 6;

    internal override void Prefetch() => Engine.Prefetch.Around(in stepEnd);

    internal override void PrefetchMore() => ring?.Prefetch();

    internal override int MaxStateBytes(bool inCells) => 192 + (ring is null ? 0 : plan.Count * 15);

    protected override int StateCount => 12;

    private StepTotals Step
    {
        get => new(value, covered, count);
        set => (this.value, covered, count) = (value.Value, value.Covered, value.Count);
    }

    private WindowFunction Function => plan.Function;

    private long IncompleteSince => rarities?.IncompleteSince ?? None;

    private StepRarities Rarities => rarities ??= new StepRarities();

    /// <summary>Whether it holds what another of the same shape does, and will of whatever comes.</summary>
    internal bool IsLike(StepWindowWatch other) => IsSettled && other.IsSettled
        && (value, covered, count) == (other.value, other.covered, other.count)
        && (stepEnd, lastEnd, age) == (other.stepEnd, other.lastEnd, other.age)
        && StepRarities.AreSame(rarities, other.rarities) && (ring is null || ring.IsLike(other.ring!));

    /// <summary>Holds what another of the same shape does.</summary>
    internal void TakeOver(StepWindowWatch other)
    {
        Settle();
        (value, covered, count) = (other.value, other.covered, other.count);
        (stepEnd, lastEnd, age) = (other.stepEnd, other.lastEnd, other.age);
        if (other.rarities is not null) Rarities.TakeOver(other.rarities);
        else rarities = null;
        ring?.TakeOver(other.ring!);
    }

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        var end = Math.Max(at, lastEnd);
        var begin = end - Clock.Span(observation.Span);
        if (stepEnd == None) Begin(begin);
        var start = Math.Min(end, Math.Max(begin, lastEnd));
        var isMoment = start == end; // it speaks for the time since the one before
        if (isMoment && lastEnd != None) start = Math.Max(lastEnd, end - plan.Step);
        if (observation.IsTest) Rarities.TestUntil = plan.EndOfStep(end) + plan.Over - plan.Step;
        Add(start, end, Contribution(in observation), isHealthy: !observation.IsLowerBound, outcomes);
        lastEnd = end;
        if (plan.JudgesEarly && plan.Limit.Side == LimitSide.Above != IsRaised) JudgeEarly(end, outcomes);
    }

    protected override void OnAdvance(long to, ICollection<RuleOutcome> outcomes)
    {
        if (stepEnd == None) Begin(to);
        while (stepEnd < to) CloseStep(to, outcomes);
    }

    /// <summary>
    /// Readings decide at their own time, however late they come. What the feed's time alone can show is that they ceased.
    /// </summary>
    protected override void OnAdvanceFeed(long to, ICollection<RuleOutcome> outcomes)
    {
        if (stepEnd == None) Begin(to);
        var ceased = Math.Min(plan.Over, to - Math.Max(lastEnd, stepEnd - plan.Step));
        if (plan.Over - ceased >= plan.Needed || age < plan.Count || !IsHours(to)) return;
        Tell(to, isComplete: false, CoverageOf(plan.Over - ceased), outcomes);
    }

    /// <summary>Amounts alone can be put right: of what a step had of other kinds, one reading's part is not known.</summary>
    protected override void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        if (!plan.IsAmount || stepEnd == None || end <= stepEnd - plan.Over) return;
        if (end > stepEnd - plan.Step) Step = Step.Plus(value - before, 0);
        else AddTo(plan.EndOfStep(end), value - before, 0);
    }

    protected override long OnBeatDue() => stepEnd == None ? Clock.Earliest : stepEnd + 1;

    protected override long OnFeedDue(long now)
    {
        if (stepEnd == None) return Clock.Earliest;
        if (IncompleteSince != None) return Never;
        var due = Math.Max(lastEnd, stepEnd - plan.Step) + plan.Over - plan.Needed + 1;
        return due > now || IsHours(now) ? due : WindowTime.NextChange(plan.Rule, now);
    }

    /// <summary>Readings of later times go. After a leap over a whole window, the window begins again and is not missed.</summary>
    protected override void OnClockCorrected(long to)
    {
        if (stepEnd == None) return;
        if (to > stepEnd + plan.Over) Restart();
        else SetBack(to);
        if (IncompleteSince > to) Rarities.IncompleteSince = to;
        if (lastEnd > to) lastEnd = to;
        OnTimeSet(to);
    }

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        writer.WriteInt64(plan.Step);
        writer.WriteInt64((long)Function);
        writer.WriteInt64(stepEnd);
        writer.WriteInt64(Step.Value);
        writer.WriteInt64(Step.Covered);
        writer.WriteInt64(Step.Count);
        writer.WriteInt64(lastEnd);
        writer.WriteInt64(rarities?.Previous ?? None);
        writer.WriteInt64(IncompleteSince);
        writer.WriteInt64(rarities?.TestUntil ?? None);
        writer.WriteInt64(age);
        if (ring is null) writer.WriteArrayHeader(0);
        else ring.Save(ref writer);
    }

    /// <summary>
    /// A window whose length, steps or function were changed begins again: what another one counted cannot be divided again.
    /// </summary>
    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        var isSame = reader.ReadInt64() == plan.Step & reader.ReadInt64() == (long)Function;
        stepEnd = ReadEnd(ref reader);
        Step = new StepTotals(reader.ReadInt64(), reader.ReadInt64(), (int)Math.Clamp(reader.ReadInt64(), 0, int.MaxValue));
        lastEnd = ReadEnd(ref reader);
        rarities = new StepRarities
        {
            Previous = reader.ReadInt64(), IncompleteSince = ReadEnd(ref reader), TestUntil = ReadEnd(ref reader),
        };
        if (rarities.IsEmpty) rarities = null;
        age = (short)Math.Clamp(reader.ReadInt64(), -1, plan.Count);
        var fields = reader.ReadArrayHeader();
        if (ring is not null) isSame &= ring.Load(ref reader, fields);
        else for (var i = 0; i < fields && reader.Error is null; i++) reader.Skip();
        if (!isSame || (ring is null && fields > 0)) Restart();
    }

    /// <summary>What is taken from each step when a window is judged.</summary>
    protected virtual long Less => 0;

    /// <summary>What is compared with the limit; null when it cannot be judged.</summary>
    protected virtual (Int128 Amount, Int128 Per)? Compared(long at, in StepTotals window) => plan.Compared(in window);

    /// <summary>What a window was compared with, when it raises.</summary>
    protected virtual EventFields? Evidence(long at) => null;

    /// <summary>A step leaves the window; of a tumbling window, the step that is over.</summary>
    protected virtual void OnStepLeft(long end, in StepTotals left) { }

    /// <summary>The window that ends at a step was judged.</summary>
    protected virtual void OnJudged(long at, in StepTotals window, bool isWhole) { }

    /// <summary>The clock was corrected to this time.</summary>
    protected virtual void OnTimeSet(long to) { }

    private static long ReadEnd(ref WireReader reader)
    {
        var at = reader.Position;
        var time = reader.ReadInt64();
        if (time != None && (time < Clock.Earliest || time > Clock.Latest)) reader.Reject(at,
            LocalizedText.Values($"{time}"), RuleState.TimeExpected);
        return time;
    }

    /// <summary>A start is no loss: what was never seen before is not missed.</summary>
    private void Begin(long from)
    {
        stepEnd = plan.EndOfStep(Math.Max(Clock.Earliest, from) + 1);
        age = (short)(stepEnd - plan.Step == from ? 0 : -1);
    }

    private void Restart()
    {
        (stepEnd, Step, rarities, age) = (None, default, null, 0);
        ring?.Clear();
    }

    private void SetBack(long to)
    {
        if (to > stepEnd - plan.Step) return;
        var end = plan.EndOfStep(to);
        Step = ring is null || end <= stepEnd - plan.Over ? default : ring[plan.PlaceOf(end)];
        for (var later = end; later < stepEnd && ring is not null; later += plan.Step) ring[plan.PlaceOf(later)] = default;
        age = (short)Math.Max(0, age - (stepEnd - end) / plan.Step);
        stepEnd = end;
    }

    /// <summary>What a reading adds, by the function.</summary>
    private long Contribution(in Observation observation)
    {
        if (Function == WindowFunction.Count) return 1;
        if (Function != WindowFunction.Difference) return observation.Value;
        var before = Rarities.Previous;
        var rise = before == None ? 0 : observation.Value - before;
        Rarities.Previous = observation.Value;
        return rise;
    }

    /// <summary>Puts a reading into the steps that it covers: an amount in proportion to time, anything else where it ends.</summary>
    private void Add(long start, long end, long value, bool isHealthy, ICollection<RuleOutcome> outcomes)
    {
        var (span, left) = (end - start, value); // each step gets the amount up to its end, less what those before it got
        if (start < stepEnd - plan.Step && span > 0) left -= AddToPast(start, Math.Min(end, stepEnd - plan.Step), span, value, isHealthy);
        while (end > stepEnd)
        {
            var part = Math.Max(0, stepEnd - Math.Max(start, stepEnd - plan.Step));
            var share = plan.IsAmount && span > 0 ? left - Share(value, end - stepEnd, span) : 0;
            Step = Step.Plus(share, isHealthy ? part : 0);
            left -= share;
            CloseStep(end, outcomes);
        }
        Step = Step.Add(Function, left, isHealthy ? end - Math.Max(start, stepEnd - plan.Step) : 0);
    }

    /// <summary>
    /// A part that reaches back into steps which heartbeats have ended is added there, and nothing that was decided is taken back.
    /// </summary>
    /// <returns>How much of the amount went there; what is before the window counts in the step in which the reading ends.</returns>
    private long AddToPast(long start, long to, long span, long value, bool isHealthy)
    {
        if (ring is null) return 0;
        var (added, first) = (0L, Math.Max(plan.EndOfStep(start + 1), stepEnd - plan.Over + plan.Step));
        var before = plan.IsAmount ? Share(value, Math.Max(0, first - plan.Step - start), span) : 0;
        for (var end = first; end <= to; end += plan.Step)
        {
            var part = end - Math.Max(start, end - plan.Step);
            var share = plan.IsAmount ? Share(value, end - start, span) - before - added : 0;
            AddTo(end, share, isHealthy ? part : 0);
            added += share;
        }
        return added;
    }

    /// <summary>Adds to a step of the window that is over.</summary>
    private void AddTo(long end, long amount, long covered)
    {
        if (ring is null) return;
        var place = plan.PlaceOf(end);
        ring[place] = ring[place].Plus(amount, covered);
    }

    private static long Share(long value, long part, long span) => (long)((Int128)value * part / span);

    /// <summary>
    /// Ends the step, judges the window that ends with it, and begins the next; what lasts longer than a window is passed over.
    /// </summary>
    private void CloseStep(long to, ICollection<RuleOutcome> outcomes)
    {
        OnStepLeft(ring is null ? stepEnd : stepEnd - plan.Over, ring?[plan.PlaceOf(stepEnd)] ?? Step);
        if (ring is not null) ring[plan.PlaceOf(stepEnd)] = Step;
        age = (short)Math.Min(plan.Count, age + 1);
        var window = ring?.Between(stepEnd - plan.Over, stepEnd, Less) ?? Step.Minus(Less, plan.Step);
        Judge(stepEnd, in window, outcomes);
        Step = default;
        stepEnd += plan.Step;
        if (window == default && IncompleteSince != None && stepEnd < to) stepEnd = plan.EndOfStep(to);
    }

    private void Judge(long at, in StepTotals window, ICollection<RuleOutcome> outcomes)
    {
        var isComplete = window.Covered >= plan.Needed;
        var (isFilled, isHours) = (age == plan.Count, IsHours(at));
        var coverage = CoverageOf(window.Covered);
        if (isFilled && isHours) Tell(at, isComplete, coverage, outcomes);
        if (IsRaised && IsBack(at, in window, isComplete)) Clear(at, outcomes, plan.Shown(in window), coverage);
        else if (!IsRaised && isHours && IsOver(at, in window, isComplete && isFilled))
            Raise(at, IsTest(at), outcomes, plan.Shown(in window), coverage, Evidence(at), WeightOf(at, in window, isComplete));
        else if (IsRaised && WeightOf(at, in window, isComplete) is { } weight)
            Weigh(at, weight, outcomes, plan.Shown(in window), coverage);
        OnJudged(at, in window, isComplete && isFilled);
    }

    /// <summary>The steps but the oldest, with the one that is not over yet: no longer than the window, so never too much.</summary>
    protected StepTotals SoFar => ring is null ? Step : new StepTotals(RestOf(ring), 0, count).Join(Function, Step);

    private void JudgeEarly(long at, ICollection<RuleOutcome> outcomes)
    {
        var window = ring is null ? Step : new StepTotals(RestOf(ring), 0, count).Join(Function, Step); // SoFar, in place: for each reading
        if (plan.IsPlain && !IsRaised && window.Value <= plan.Limit.Over) return; // as nearly always
        if (IsRaised && IsBack(at, in window, isComplete: false)) Clear(at, outcomes, plan.Shown(in window));
        else if (!IsRaised && IsHours(at) && IsOver(at, in window, isWhole: false))
            Raise(at, IsTest(at), outcomes, plan.Shown(in window), weight: WeightOf(at, in window, isComplete: false));
    }

    /// <summary>For steps of severity by value; null when readings that are missing could still change it in either way.</summary>
    private Weight? WeightOf(long at, in StepTotals window, bool isComplete) =>
        plan.Rule.Then.Steps.Count > 0 && (isComplete || plan.OnlyGrows) && (plan.AddsUp || window.Count > 0)
            && Compared(at, in window) is var (amount, per) ? new Weight(amount, per, !isComplete) : null;

    private long RestOf(StepRing steps) => steps.Rest ??= steps.Between(stepEnd - plan.Over, stepEnd - plan.Step).Value;

    /// <summary>In permille.</summary>
    private int CoverageOf(long covered) => (int)Int128.Min(1000, (Int128)covered * 1000 / plan.Over);

    private bool IsTest(long at) => at <= (rarities?.TestUntil ?? None);

    private bool IsHours(long at) => !plan.HasHours || WindowTime.IsIn(plan.Rule, at);

    /// <summary>What readings that are missing could still change needs a whole window.</summary>
    private bool IsOver(long at, in StepTotals window, bool isWhole)
    {
        var isKnown = plan.Limit.Side == LimitSide.Above ? plan.OnlyGrows : plan.OnlyFalls;
        if ((!isKnown && !isWhole) || (!plan.AddsUp && window.Count == 0)) return false;
        return Compared(at, in window) is var (amount, per) && plan.Limit.IsOver(amount, per);
    }

    private bool IsBack(long at, in StepTotals window, bool isComplete)
    {
        if (!isComplete && (plan.Limit.Side == LimitSide.Above || !plan.OnlyGrows)) return false;
        return (plan.AddsUp || window.Count > 0) && Compared(at, in window) is var (amount, per) && plan.Limit.IsBack(amount, per);
    }

    /// <summary>Says once that a window cannot be judged, and once that it can again.</summary>
    private void Tell(long at, bool isComplete, int coverage, ICollection<RuleOutcome> outcomes)
    {
        if (isComplete == (IncompleteSince == None)) return;
        var kind = isComplete ? OutcomeKind.Complete : OutcomeKind.Incomplete;
        var since = isComplete ? IncompleteSince : at;
        outcomes.Add(Outcome(kind, at, since, IsTest(at)) with { CoveragePermille = coverage });
        Rarities.IncompleteSince = isComplete ? None : at;
    }
}
