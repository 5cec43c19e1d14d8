using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A watch to which only what the sensor says is evidence: heartbeats change nothing, and what must last begins again after a time in which
/// the sensor was not seen. Such times travel in the other lane and may be known before the events around them; they are kept until those
/// come.
/// </summary>
internal abstract class EvidenceWatch(Rule rule, Sensor sensor, EventKind kind) : Watch(rule, sensor, kind)
{
    /// <summary>The times in which the sensor was not seen.</summary>
    protected BreakList Breaks { get; } = new();

    /// <summary>Only so that an open alert ends with the consent, and matters more with time.</summary>
    internal sealed override bool IsTimed => EndsOrRises;

    internal override int MaxStateBytes(bool inCells) => 112 + BreakList.MaxBytes;

    /// <summary>What lasts begins again at the corrected time.</summary>
    protected abstract void BeginAgain(long to);

    protected sealed override void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes) => Breaks.Add(from, to ?? from);

    protected sealed override void OnClockCorrected(long to)
    {
        BeginAgain(to);
        Breaks.Clear();
    }
}
