using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Conditions that must hold at the same time: all, any, none, or one at so many sensors. A moment holds for its instant alone: the alert that
/// it decides is final.
/// </summary>
internal sealed class CombinationTrack(RuleGroup group) : GroupTrack(group)
{
    private GroupKind Kind => Plan.Rule.Kind;

    protected override void OnApply(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        switch (signal.Kind)
        {
            case GroupSignalKind.Raised: Level(signal).Turn(signal, holds: true); break;
            case GroupSignalKind.Cleared: if (Find(signal) is { } level) level.Holds = false; break;
            case GroupSignalKind.Moment when Kind == GroupKind.Count: Level(signal).Turn(signal, holds: false); break;
            case GroupSignalKind.Moment: TakeMoment(signal, outcomes); break;
            case GroupSignalKind.Away: if (Kind == GroupKind.None || Find(signal) is { Holds: true }) Level(signal).IsAway = true; break;
            case GroupSignalKind.Seen: if (Find(signal) is { } seen) seen.IsAway = false; break;
        }
        OnChanged(signal.Time);
    }

    protected override long OnDue() => Since is { } since ? since + (IsRaised ? Plan.ClearHold : Plan.Hold) : Never;

    protected override void OnFire(long due, ICollection<RuleOutcome> outcomes)
    {
        if (OnDue() is var at && at > due) return;
        if (IsRaised) Clear(at, outcomes);
        else Raise(at, isFinal: false, outcomes);
        OnChanged(due);
    }

    /// <summary>A time in which a sensor is not seen does not count for what must last.</summary>
    protected override void OnChanged(long at)
    {
        var mustBeSeen = !IsRaised && Plan.Hold > 0;
        var holds = Holds(level => !mustBeSeen || !level.IsAway) && !(mustBeSeen && Kind == GroupKind.None && Levels.Any(l => l.IsAway));
        Since = holds != IsRaised ? Since ?? at : null;
    }

    protected override bool IsFounded() => Holds(_ => true);

    private void TakeMoment(GroupSignal signal, ICollection<RuleOutcome> outcomes)
    {
        var level = Level(signal);
        level.Turn(signal, holds: true);
        OnChanged(signal.Time);
        if (IsRaised && OnDue() <= signal.Time) Clear(signal.Time, outcomes);
        else if (!IsRaised && Plan.Hold == 0 && Holds(_ => true)) Raise(signal.Time, isFinal: true, outcomes);
        Remove(level);
    }

    /// <summary>It is a test when without what was seen in maintenance it would not hold.</summary>
    private void Raise(long at, bool isFinal, ICollection<RuleOutcome> outcomes) =>
        Raise(at, isFinal, isTest: !Holds(level => !level.IsTest), Kind == GroupKind.None ? [] : Levels.Where(Counts), outcomes);

    private bool Holds(Func<GroupLevel, bool> which)
    {
        var holding = Levels.Where(level => Counts(level) && which(level));
        return Kind switch
        {
            GroupKind.All => holding.Select(level => level.Condition).Distinct().Count() == Plan.Rule.Conditions.Count,
            GroupKind.Any => holding.Any(),
            GroupKind.None => !holding.Any(),
            _ => holding.Select(level => level.Sensor).Distinct().Count() >= Plan.Rule.AtLeast,
        };
    }

    /// <summary>For a count, a turn that is remembered counts as well.</summary>
    private bool Counts(GroupLevel level) => level.Holds || (Kind == GroupKind.Count && level.Turned is not null);
}
