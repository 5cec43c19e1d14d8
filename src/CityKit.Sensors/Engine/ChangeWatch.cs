using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A reading against the one before it. What is only a lower bound is no evidence of a change, and neither are two readings with a break or
/// a longer hole between them: the later one is the first of a new row. Of readings at the very same time the last counts.
/// </summary>
internal sealed class ChangeWatch(ChangeRule rule, Sensor sensor, long mostAnHour) : Watch(rule, sensor, EventKind.Reading)
{
    private readonly long within = Clock.Span(rule.Within);
    private readonly long hold = Clock.Span(rule.Hold);
    private readonly long clearHold = Clock.Span(rule.ClearHold);
    private readonly BreakList breaks = new();
    private long? fastSince;
    private long? calmSince;
    private long? last;
    private long value;

    /// <summary>Only so that an open alert ends with the consent, and matters more with time.</summary>
    internal override bool IsTimed => EndsOrRises;

    internal override byte StateShape => 11;

    internal override int MaxStateBytes(bool inCells) => 112 + BreakList.MaxBytes;

    protected override int StateCount => 5;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (observation.IsLowerBound) return;
        if (IsAfterHole(at)) (fastSince, calmSince) = (null, null);
        else if (last is { } before && at > before) Judge(at, at - before, in observation, outcomes);
        (last, value) = (at, observation.Value);
    }

    protected override void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes) => breaks.Add(from, to ?? from);

    /// <summary>When the reading before was made is not known by the corrected clock: it is no evidence.</summary>
    protected override void OnClockCorrected(long to)
    {
        (fastSince, calmSince, last) = (null, null, null);
        breaks.Clear();
    }

    protected override void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        if (end == last) this.value = value;
    }

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, fastSince);
        WriteTime(ref writer, calmSince);
        WriteTime(ref writer, last);
        writer.WriteInt64(value);
        breaks.Save(ref writer);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        fastSince = ReadTime(ref reader);
        calmSince = ReadTime(ref reader);
        last = ReadTime(ref reader);
        value = reader.ReadInt64();
        breaks.Load(ref reader);
    }

    private bool IsAfterHole(long at)
    {
        var wasAway = breaks.TakeUntil(at);
        return last is null || wasAway || at - last > within;
    }

    private void Judge(long at, long span, in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        var change = (Int128)observation.Value - value;
        var isFast = (rule.Rises ? change : -change) * NodaConstants.NanosecondsPerHour > (Int128)mostAnHour * span;
        fastSince = isFast ? fastSince ?? at : null;
        calmSince = isFast ? null : calmSince ?? at;
        if (!IsRaised && fastSince + hold <= at)
            Raise(fastSince!.Value + hold, observation.IsTest, outcomes, observation.Value, fields: observation.Fields);
        else if (IsRaised && calmSince + clearHold <= at) Clear(calmSince!.Value + clearHold, outcomes, observation.Value);
    }
}
