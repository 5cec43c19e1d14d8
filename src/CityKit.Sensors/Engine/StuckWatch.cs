using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A value that stays the same. Only healthy readings are evidence, so heartbeats change nothing here; after a break or a hole the time
/// begins again, while an open alert still waits for another value than the one it was raised for.
/// </summary>
internal sealed class StuckWatch(StuckRule rule, Sensor sensor, long slack) : EvidenceWatch(rule, sensor, EventKind.Reading)
{
    private readonly long lasting = Clock.Span(rule.For);
    private readonly long within = Clock.Span(rule.Within);
    private long? since;
    private long? last;
    private long value;

    internal override byte StateShape => 12;

    protected override int StateCount => 4;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (observation.IsLowerBound) return;
        if (IsAfterHole(at, Clock.Span(observation.Span))) since = null;
        last = at;
        var isSame = IsSame(observation.Value);
        if (IsRaised && !isSame) Clear(at, outcomes, observation.Value);
        if (IsRaised) return;
        if (since is null || !isSame) (since, value) = (at, observation.Value);
        else if (since + lasting <= at)
            Raise(since.Value + lasting, observation.IsTest, outcomes, observation.Value, fields: observation.Fields);
    }

    /// <summary>Another value ends it, whenever it was seen; how long one has stayed the same it cannot show.</summary>
    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes)
    {
        if (observation.IsLowerBound || IsSame(observation.Value)) return;
        if (IsRaised) Clear(receivedAt, outcomes, observation.Value);
        since = null;
    }

    protected override void BeginAgain(long to) => (since, last) = (null, null);

    protected override void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        if (end == last && !IsRaised && !IsSame(value)) (since, this.value) = (end, value);
    }

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, since);
        WriteTime(ref writer, last);
        writer.WriteInt64(value);
        Breaks.Save(ref writer);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        since = ReadTime(ref reader);
        last = ReadTime(ref reader);
        value = reader.ReadInt64();
        Breaks.Load(ref reader);
    }

    private bool IsSame(long other) => Int128.Abs((Int128)other - value) <= slack;

    private bool IsAfterHole(long at, long span)
    {
        var wasAway = Breaks.TakeUntil(at);
        return wasAway || at - last > within || (span > 0 && at - span - last > span);
    }
}
