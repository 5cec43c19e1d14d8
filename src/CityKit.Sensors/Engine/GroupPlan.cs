using CityKit.Core;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>A rule over several conditions as an engine runs it.</summary>
internal sealed class GroupPlan
{
    internal GroupPlan(GroupRule rule)
    {
        (Rule, Leaves) = (rule, rule.Leaves());
        Shape = Leaves[0].Id[(rule.Id.Length + 1)..^2];
        (Within, Hold, ClearHold) = (Clock.Span(rule.Within), Clock.Span(rule.Hold), Clock.Span(rule.ClearHold));
        KeepsOrder = rule.Where == RuleHost.Edge || Leaves.All(IsOfReadingLane) || Leaves.All(IsOfAlarmLane);
    }

    internal GroupRule Rule { get; }

    /// <summary>Its conditions, each with an id of its own.</summary>
    internal IReadOnlyList<Rule> Leaves { get; }

    /// <summary>Changes with what it looks for.</summary>
    internal string Shape { get; }

    internal long Within { get; }

    internal long Hold { get; }

    internal long ClearHold { get; }

    /// <summary>
    /// Whether the conditions of one device turn in the order in which they are found: on the edge, or where all are of one lane.
    /// </summary>
    internal bool KeepsOrder { get; }

    /// <summary>How long a turn is remembered after it is over; negative for not at all.</summary>
    internal long Keeps(int condition) => Rule.Kind switch
    {
        GroupKind.Count => Within,
        GroupKind.Sequence when condition == 0 => Within,
        GroupKind.Sequence or GroupKind.Without => 0,
        _ => -1,
    };

    /// <summary>A contact that must last is found by heartbeats, which are of the other lane.</summary>
    private static bool IsOfAlarmLane(Rule leaf) => leaf switch
    {
        MatchRule match => !SensorTrack.IsReadingLane(match.Event),
        ContactRule contact => contact.Hold == NodaTime.Duration.Zero && contact.ClearHold == NodaTime.Duration.Zero,
        DwellRule dwell => !SensorTrack.IsReadingLane(dwell.Of),
        _ => false,
    };

    private static bool IsOfReadingLane(Rule leaf) => leaf switch
    {
        MatchRule match => SensorTrack.IsReadingLane(match.Event),
        ContactRule => false,
        DwellRule dwell => SensorTrack.IsReadingLane(dwell.Of),
        SilenceRule silence => silence.Of == EventKind.Reading,
        ThresholdRule or WindowRule => true,
        _ => false,
    };
}
