using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A first condition that turns, and a second one that turns later, within the time. The alert lasts as long as the second one holds; one that is
/// a moment makes it final. A first turn is used up by the second that follows it.
/// </summary>
internal sealed class SequenceTrack(RuleGroup group) : GroupTrack(group)
{
    private const int First = 0;

    protected override void OnApply(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        var isTurn = signal.Kind is GroupSignalKind.Raised or GroupSignalKind.Moment;
        if (isTurn && signal.Condition == First) Level(signal).Turn(signal, holds: false);
        else if (isTurn && !IsRaised) Follow(signal, outcomes);
        else if (signal is { Kind: GroupSignalKind.Cleared, Condition: not First } && IsRaised && Basis[^1] == (signal.Sensor, signal.From))
            Clear(signal.Time, outcomes);
    }

    protected override long OnDue() => IsRaised ? BasisUntil : Never;

    protected override void OnFire(long due, ICollection<RuleOutcome> outcomes)
    {
        if (OnDue() <= due) Clear(due, outcomes);
    }

    protected override bool IsFounded() => Basis.Count == 2;

    private void Follow(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        var earlier = Levels.Where(l => l.Turned < signal.Time).ToList();
        var first = earlier.Where(l => signal.Time - l.Turned <= Plan.Within).OrderBy(l => l.Turned).ThenBy(l => l.Sensor).LastOrDefault();
        if (first is null) return;
        var then = new GroupLevel(signal.Condition, signal.Sensor, signal.From);
        then.Turn(signal, holds: true);
        Raise(signal.Time, signal.Kind == GroupSignalKind.Moment, first.IsTest || then.IsTest, [first, then], outcomes);
        foreach (var used in earlier) used.Turned = null;
    }
}
