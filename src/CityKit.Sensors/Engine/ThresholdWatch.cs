using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Readings against a limit. A hold begins again after a hole between readings, as after a time in which the sensor was not seen.
/// </summary>
internal sealed class ThresholdWatch(ThresholdRule rule, Sensor sensor, RuleRange range) : EvidenceWatch(rule, sensor, EventKind.Reading)
{
    private const long None = long.MaxValue;
    private readonly bool isPlain = !rule.IsRate && rule.Inside is null; // a reading alone, which most are: judged without the rule
    private readonly long hold = Clock.Span(rule.Hold);
    private readonly long clearHold = Clock.Span(rule.ClearHold);
    private long overSince = None;
    private long backSince = None;
    private long last = None;

    internal override byte StateShape => 3;

    internal RuleRange Range => range;

    /// <summary>Whether it may sleep at some time (<see cref="QuietLimits"/>).</summary>
    internal bool CanSleep => isPlain && IsConstant;

    protected override int StateCount => 3;

    protected override int TailCount => 1;

    /// <summary>Whether the sensor was not seen at some time between two readings.</summary>
    /// <param name="last">When the one before ended; the largest number when there was none.</param>
    /// <param name="at">When this one ended.</param>
    /// <param name="span">How long it covers.</param>
    internal static bool IsHole(long last, long at, long span) => last != None && span > 0 && at - span - last > span;

    /// <summary>Whether it judged the reading of this time, and more that are over and back inside as it is change nothing.</summary>
    internal bool IsSteady(long at) => IsSettled && last == at && (IsRaised ? backSince : overSince) == None && Breaks.IsEmpty;

    /// <summary>It goes on: the last of the readings that its group took was at this time.</summary>
    internal void Wake(long at)
    {
        Settle();
        last = at;
    }

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        var span = Clock.Span(observation.Span);
        if (!isPlain && ((rule.IsRate && span == 0) || IsWithoutPlace(in observation))) return;
        if (IsAfterHole(at, span)) (overSince, backSince) = (None, None);
        last = at;
        var (isOver, isBack) = isPlain ? Judge(in observation) : JudgeInside(in observation, WeightOf(in observation, span));
        overSince = !isOver ? None : overSince == None ? at : overSince;
        backSince = !isBack ? None : backSince == None ? at : backSince;
        if (isOver || isBack || IsRaised) Act(at, in observation, span, outcomes);
    }

    /// <summary>Counts by itself where nothing must last.</summary>
    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes)
    {
        var span = Clock.Span(observation.Span);
        if ((rule.IsRate && span == 0) || IsWithoutPlace(in observation)) return;
        var weight = WeightOf(in observation, span);
        var (isOver, isBack) = JudgeInside(in observation, weight);
        if (!IsRaised && isOver && hold == 0)
            Raise(receivedAt, observation.IsTest, outcomes, weight.Shown, fields: observation.Fields, weight: weight);
        else if (IsRaised && isBack && clearHold == 0) Clear(receivedAt, outcomes, weight.Shown);
    }

    protected override void BeginAgain(long to) => (overSince, backSince, last) = (None, None, last == None ? None : to);

    protected override void SaveTail(ref WireWriter writer) => Breaks.Save(ref writer);

    protected override void LoadTail(ref WireReader reader) => Breaks.Load(ref reader);

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, overSince == None ? null : overSince);
        WriteTime(ref writer, backSince == None ? null : backSince);
        WriteTime(ref writer, last == None ? null : last);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        overSince = ReadTime(ref reader) ?? None;
        backSince = ReadTime(ref reader) ?? None;
        last = ReadTime(ref reader) ?? None;
    }

    private bool IsWithoutPlace(in Observation observation) =>
        rule.Inside is { } area && RuleArea.Contains(area, observation.Fields) is null;

    /// <summary>Outside of the rule's area the condition is over.</summary>
    private (bool IsOver, bool IsBack) JudgeInside(in Observation observation, Weight weight) =>
        IsOutside(in observation) ? (false, true) : Judge(weight);

    private bool IsOutside(in Observation observation) => rule.Inside is { } area && RuleArea.Contains(area, observation.Fields) == false;

    private Weight WeightOf(in Observation observation, long span) => rule.IsRate
        ? new Weight((Int128)observation.Value * NodaConstants.NanosecondsPerHour, span, observation.IsLowerBound)
        : new Weight(observation.Value, 1, observation.IsLowerBound);

    private (bool IsOver, bool IsBack) Judge(Weight weight) =>
        (range.IsOver(weight.Amount, weight.Per, weight.IsLowerBound), range.IsBack(weight.Amount, weight.Per, weight.IsLowerBound));

    private (bool IsOver, bool IsBack) Judge(in Observation observation) =>
        (range.IsOver(observation.Value, observation.IsLowerBound), range.IsBack(observation.Value, observation.IsLowerBound));

    /// <summary>Whether the sensor was not seen at some time since the reading before.</summary>
    private bool IsAfterHole(long at, long span)
    {
        var wasAway = Breaks.TakeUntil(at);
        return (wasAway && last != None) || IsHole(last, at, span);
    }

    private void Act(long at, in Observation observation, long span, ICollection<RuleOutcome> outcomes)
    {
        var weight = WeightOf(in observation, span);
        if (!IsRaised && overSince <= at - hold)
            Raise(overSince + hold, observation.IsTest, outcomes, weight.Shown, fields: observation.Fields, weight: weight);
        else if (IsRaised && backSince <= at - clearHold) Clear(backSince + clearHold, outcomes, weight.Shown);
        else if (IsRaised && !IsOutside(in observation)) Weigh(at, weight, outcomes, weight.Shown);
    }
}
