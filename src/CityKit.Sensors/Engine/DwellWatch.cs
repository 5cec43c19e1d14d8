using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// An object in an area. Only its events are evidence: the stay goes from the first one inside to the last, and begins again after a hole
/// or a time in which the sensor was not seen; an open alert is over with the first event outside.
/// </summary>
internal sealed class DwellWatch(DwellRule rule, Sensor sensor) : EvidenceWatch(rule, sensor, rule.Of)
{
    private readonly long stay = Clock.Span(rule.For);
    private readonly long within = Clock.Span(rule.Within);
    private long? insideSince;
    private long? last;

    internal override byte StateShape => 32;

    protected override int StateCount => 2;

    protected override int TailCount => 1;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (RuleArea.Contains(rule.Inside, observation.Fields) is not { } isInside) return;
        var wasAway = Breaks.TakeUntil(at);
        if (!isInside || wasAway || at - last > within) insideSince = null;
        last = at;
        if (isInside) insideSince ??= at;
        if (!IsRaised && insideSince + stay <= at)
            Raise(insideSince!.Value + stay, observation.IsTest, outcomes, fields: observation.Fields);
        else if (IsRaised && !isInside) Clear(at, outcomes);
    }

    protected override void BeginAgain(long to) => (insideSince, last) = (null, null);

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, insideSince);
        WriteTime(ref writer, last);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        insideSince = ReadTime(ref reader);
        last = ReadTime(ref reader);
    }

    protected override void SaveTail(ref WireWriter writer) => Breaks.Save(ref writer);

    protected override void LoadTail(ref WireReader reader) => Breaks.Load(ref reader);
}
