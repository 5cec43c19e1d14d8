using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>Missing events. An event exactly at the end of the allowed time is in time, in either order of the lanes.</summary>
internal sealed class SilenceWatch(SilenceRule rule, Sensor sensor) : Watch(rule, sensor, rule.Of)
{
    private readonly long allowed = Clock.Span(rule.For);
    private long? last;

    internal override byte StateShape => 4;

    protected override int StateCount => 1;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (last is not null) OnAdvance(at, outcomes);
        if (IsRaised) Clear(at, outcomes);
        last = at;
    }

    /// <summary>
    /// Heartbeats begin the wait only for readings: they share a lane. Of the alarm lane a heartbeat does not know what was already
    /// reported.
    /// </summary>
    protected override void OnAdvance(long to, ICollection<RuleOutcome> outcomes)
    {
        if (last is null && Kind == EventKind.Reading) last = to;
        if (!IsRaised && to - last > allowed) Raise(last!.Value + allowed, isTest: false, outcomes);
    }

    protected override void OnClockCorrected(long to) => last = last is null ? null : to;

    protected override long OnBeatDue()
    {
        if (last is not { } seen) return Kind == EventKind.Reading ? Clock.Earliest : Never;
        return IsRaised ? Never : seen + allowed + 1;
    }

    protected override void SaveState(ref WireWriter writer, bool inCells) => WriteTime(ref writer, last);

    protected override void LoadState(ref WireReader reader, bool inCells) => last = ReadTime(ref reader);
}
