using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A first condition that turns, and no second one that holds at any moment up to the time after it, both ends included. The alert lasts until
/// the first is over or the second comes; when the first is over by then, it is final.
/// </summary>
internal sealed class WithoutTrack(RuleGroup group) : GroupTrack(group)
{
    private const int First = 0;

    protected override void OnApply(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        var isTurn = signal.Kind is GroupSignalKind.Raised or GroupSignalKind.Moment;
        if (isTurn && signal.Condition == First) Wait(signal);
        else if (isTurn) Follow(signal, outcomes);
        else if (signal.Kind == GroupSignalKind.Cleared) End(signal, outcomes);
    }

    protected override long OnDue()
    {
        var due = IsRaised ? BasisUntil : Never;
        foreach (var level in Levels)
            if (level.Waits is { } since) due = Math.Min(due, since + Plan.Within + 1);
        return due;
    }

    protected override void OnFire(long due, ICollection<RuleOutcome> outcomes)
    {
        if (IsRaised && BasisUntil <= due) Clear(due, outcomes);
        foreach (var level in Levels.Where(l => l.Waits + Plan.Within < due).OrderBy(l => l.Waits).ThenBy(l => l.Sensor).ToList())
        {
            var at = level.Waits!.Value + Plan.Within;
            level.Waits = null;
            if (!IsRaised) Raise(at, isFinal: !level.Holds, level.IsTest, [level], outcomes);
        }
    }

    protected override bool IsFounded() => Basis.Count > 0;

    private void Wait(GroupSignal signal)
    {
        var level = Level(signal);
        var holds = signal.Kind == GroupSignalKind.Raised;
        if (level.Waits is null) level.Turn(signal, holds);
        else level.Holds = holds; // the turn that it waits from stays
        if (!Levels.Any(l => l.Condition != First && (l.Holds || l.Turned == signal.Time))) level.Waits ??= signal.Time;
    }

    private void Follow(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        Level(signal).Turn(signal, signal.Kind == GroupSignalKind.Raised);
        foreach (var level in Levels) level.Waits = null;
        if (IsRaised) Clear(signal.Time, outcomes);
    }

    private void End(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        if (Find(signal) is not { } level) return;
        level.Holds = false;
        if (signal.Condition == First && IsRaised && Basis[^1] == (signal.Sensor, signal.From)) Clear(signal.Time, outcomes);
    }
}
