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
internal sealed class DwellWatch(DwellRule rule, Sensor sensor) : Watch(rule, sensor, rule.Of)
{
    private readonly long stay = Clock.Span(rule.For);
    private readonly long within = Clock.Span(rule.Within);
    private readonly BreakList breaks = new();
    private long? insideSince;
    private long? last;

    /// <summary>Only so that an open alert ends with the consent, and matters more with time.</summary>
    internal override bool IsTimed => EndsOrRises;

    internal override byte StateShape => 32;

    internal override int MaxStateBytes(bool inCells) => 96 + BreakList.MaxBytes;

    protected override int StateCount => 2;

    protected override int TailCount => 1;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (RuleArea.Contains(rule.Inside, observation.Fields) is not { } isInside) return;
        var wasAway = breaks.TakeUntil(at);
        if (!isInside || wasAway || at - last > within) insideSince = null;
        last = at;
        if (isInside) insideSince ??= at;
        if (!IsRaised && insideSince + stay <= at)
            Raise(insideSince!.Value + stay, observation.IsTest, outcomes, fields: observation.Fields);
        else if (IsRaised && !isInside) Clear(at, outcomes);
    }

    protected override void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes) => breaks.Add(from, to ?? from);

    protected override void OnClockCorrected(long to)
    {
        (insideSince, last) = (null, null);
        breaks.Clear();
    }

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

    protected override void SaveTail(ref WireWriter writer) => breaks.Save(ref writer);

    protected override void LoadTail(ref WireReader reader) => breaks.Load(ref reader);
}
