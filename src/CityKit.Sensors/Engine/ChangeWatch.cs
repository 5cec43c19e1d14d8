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
internal sealed class ChangeWatch(ChangeRule rule, Sensor sensor, long mostAnHour) : EvidenceWatch(rule, sensor, EventKind.Reading)
{
    private readonly long within = Clock.Span(rule.Within);
    private readonly long hold = Clock.Span(rule.Hold);
    private readonly long clearHold = Clock.Span(rule.ClearHold);
    private long? fastSince;
    private long? calmSince;
    private long? last;
    private long value;

    internal override byte StateShape => 11;

    protected override int StateCount => 5;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (observation.IsLowerBound) return;
        if (IsAfterHole(at)) (fastSince, calmSince) = (null, null);
        else if (last is { } before && at > before) Judge(at, at - before, in observation, outcomes);
        (last, value) = (at, observation.Value);
    }

    /// <summary>When the reading before was made is not known by the corrected clock: it is no evidence.</summary>
    protected override void BeginAgain(long to) => (fastSince, calmSince, last) = (null, null, null);

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
        Breaks.Save(ref writer);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        fastSince = ReadTime(ref reader);
        calmSince = ReadTime(ref reader);
        last = ReadTime(ref reader);
        value = reader.ReadInt64();
        Breaks.Load(ref reader);
    }

    private bool IsAfterHole(long at)
    {
        var wasAway = Breaks.TakeUntil(at);
        return last is null || wasAway || at - last > within;
    }

    private void Judge(long at, long span, in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        var change = ((Int128)observation.Value - value) * (rule.Rises ? 1 : -1) * NodaConstants.NanosecondsPerHour;
        var (isFast, rate) = (change > (Int128)mostAnHour * span, Statistics.Saturated(change / span));
        fastSince = isFast ? fastSince ?? at : null;
        calmSince = isFast ? null : calmSince ?? at;
        if (!IsRaised && fastSince + hold <= at)
            Raise(fastSince!.Value + hold, observation.IsTest, outcomes, rate, fields: observation.Fields);
        else if (IsRaised && calmSince + clearHold <= at) Clear(calmSince!.Value + clearHold, outcomes, rate);
    }
}
