using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Every change of a contact, an alert of a moment each. A state said again is no change; what changed while the contact was not seen is a
/// change as of when it is seen again.
/// </summary>
internal sealed class ContactChangeWatch(MatchRule rule, Sensor sensor) : Watch(rule, sensor, EventKind.Contact)
{
    private bool? isActive;

    internal override bool IsTimed => false;

    internal override byte StateShape => 13;

    protected override int StateCount => 1;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        var now = observation.Value != 0;
        var isChange = isActive is { } before && before != now;
        isActive = now;
        if (isChange && (rule.Value is not { } wanted || wanted != 0 == now)) outcomes.Add(Moment(in observation, at));
    }

    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes) =>
        OnObserve(in observation, receivedAt, outcomes);

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        if (isActive is { } known) writer.WriteBoolean(known);
        else writer.WriteNil();
    }

    protected override void LoadState(ref WireReader reader, bool inCells) => isActive = reader.TryReadNil() ? null : reader.ReadBoolean();
}
