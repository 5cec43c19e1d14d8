using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A contact's state with its holds. The state lasts until the next event, so the device's time alone may raise and clear;
/// a time in which the contact was not seen proves nothing, and a hold begins again after it.
/// </summary>
internal sealed class ContactWatch(ContactRule rule, Sensor sensor) : Watch(rule, sensor, EventKind.Contact)
{
    private readonly long hold = Clock.Span(rule.Hold);
    private readonly long clearHold = Clock.Span(rule.ClearHold);
    private long? since;
    private bool holds;
    private bool isTest;

    internal override byte StateShape => 2;

    protected override int StateCount => 3;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        OnAdvance(at, outcomes); // what was due up to now happens before the change
        var now = observation.Value != 0 == rule.Active;
        if (since is null || now != holds) (since, holds, isTest) = (at, now, observation.IsTest);
        OnAdvance(at, outcomes);
    }

    /// <summary>
    /// A new level counts at once where nothing is held. A hold begins with it and ends by the device's time alone: what was due before is
    /// left to that.
    /// </summary>
    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes)
    {
        var now = observation.Value != 0 == rule.Active;
        if (since is not null && now == holds) return;
        (since, holds, isTest) = (receivedAt, now, observation.IsTest);
        OnAdvance(receivedAt, outcomes);
    }

    protected override void OnAdvance(long to, ICollection<RuleOutcome> outcomes)
    {
        if (since is not { } begin || holds == IsRaised) return;
        var due = begin + (holds ? hold : clearHold);
        if (due > to) return;
        if (holds) Raise(due, isTest, outcomes, rule.Active ? 1 : 0);
        else Clear(due, outcomes, rule.Active ? 0 : 1);
    }

    protected override void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes)
    {
        OnAdvance(from, outcomes);
        if (holds != IsRaised) since = to;
    }

    protected override void OnClockCorrected(long to) => since = since is not null && holds != IsRaised ? to : NotAfter(since, to);

    protected override long OnBeatDue() => since is { } begin && holds != IsRaised ? begin + (holds ? hold : clearHold) : Never;

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, since);
        writer.WriteBoolean(holds);
        writer.WriteBoolean(isTest);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        since = ReadTime(ref reader);
        holds = reader.ReadBoolean();
        isTest = reader.ReadBoolean();
    }
}
