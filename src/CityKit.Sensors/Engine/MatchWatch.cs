using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>Event match: an alert an event, or from a level to its opposite.</summary>
internal sealed class MatchWatch(MatchRule rule, Sensor sensor) : Watch(rule, sensor, rule.Event)
{
    /// <summary>Only so that an open alert ends with the consent, and matters more with time.</summary>
    internal override bool IsTimed => EndsOrRises;

    internal override byte StateShape => 1;

    protected override int StateCount => 0;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        if (!HasFields(observation.Fields)) return;
        var hit = (rule.Value is null || rule.Value == observation.Value) && Reaches(observation.Fields);
        if (!rule.HasLevel)
        {
            if (hit) outcomes.Add(Moment(in observation, at));
        }
        else if (hit && !IsRaised) Raise(at, observation.IsTest, outcomes, observation.Value, fields: observation.Fields);
        else if (IsRaised && rule.Value != observation.Value) Clear(at, outcomes, observation.Value);
    }

    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes) =>
        OnObserve(in observation, receivedAt, outcomes);

    protected override void SaveState(ref WireWriter writer, bool inCells) { }

    protected override void LoadState(ref WireReader reader, bool inCells) { }

    private bool HasFields(EventFields fields)
    {
        foreach (var wanted in rule.FieldsEqual)
            if (wanted.Text is null ? fields.NumberOf(wanted.Name) != wanted.Number : fields.TextOf(wanted.Name) != wanted.Text)
                return false;
        return true;
    }

    private bool Reaches(EventFields fields)
    {
        foreach (var wanted in rule.FieldsAtLeast)
            if (!(fields.NumberOf(wanted.Name) >= wanted.Number)) return false;
        return true;
    }
}
