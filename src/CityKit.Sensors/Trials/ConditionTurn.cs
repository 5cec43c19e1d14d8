using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>When a condition of a rule turned true at a sensor (条件成立), and by what.</summary>
/// <param name="Words">The condition, in the words of the rule file.</param>
/// <param name="Sensor">The sensor's entry.</param>
/// <param name="At">When it turned.</param>
/// <param name="Value">The number that decided, in the sensor's smallest unit; null when none did.</param>
/// <param name="CoveragePermille">How much of a window was covered, in permille; null for a condition without a window.</param>
/// <param name="Inputs">What it was decided by: what the sensor saw in the time that the condition looks at, up to then.</param>
public sealed record ConditionTurn(
    string Words, Sensor Sensor, Instant At, long? Value, int? CoveragePermille, IReadOnlyList<Observation> Inputs)
{
    /// <summary>The number that decided with its unit, such as <c>0.4 m/h</c> of a change; null when none did.</summary>
    public string? Measured { get; init; }

    /// <summary>The last turn, up to a moment, of each condition of a rule at each sensor that it is about.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="register">The sensors.</param>
    /// <param name="seen">What they saw, in the order of time of each.</param>
    /// <param name="until">The moment: when an alert was raised.</param>
    public static IReadOnlyList<ConditionTurn> Of(Rule rule, SensorRegister register, IReadOnlyList<Observation> seen, Instant until)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(seen);
        return
        [
            .. GroupRule.LeavesOf(rule).SelectMany((leaf, i) => Of(leaf, WordsOf(rule, i), register, seen, until)).OrderBy(turn => turn.At),
        ];
    }

    private static string WordsOf(Rule rule, int leaf) => rule is GroupRule group ? group.Conditions[leaf].Words : rule.Words;

    private static IEnumerable<ConditionTurn> Of(
        Rule leaf, string words, SensorRegister register, IReadOnlyList<Observation> seen, Instant until)
    {
        var outcomes = new List<RuleOutcome>();
        var replay = new RuleReplay(new RuleSet([leaf with { Per = RulePer.Sensor }]), register);
        var sensors = seen.Select(one => one.Sensor).Distinct().ToDictionary(key => key, replay.Intern);
        foreach (var one in seen.OrderBy(one => one.At)) replay.Observe(sensors[one.Sensor], in one, outcomes);
        replay.End(outcomes, until);
        return from outcome in outcomes
               where outcome.Kind == OutcomeKind.Raised && outcome.At <= until
               group outcome by outcome.Sensor into ofSensor
               select Of(ofSensor.Last(), leaf, words, seen);
    }

    private static ConditionTurn Of(RuleOutcome outcome, Rule leaf, string words, IReadOnlyList<Observation> seen)
    {
        var from = outcome.At - Span(leaf);
        return new ConditionTurn(words, outcome.Entry, outcome.At, outcome.Value, outcome.CoveragePermille,
            [.. seen.Where(one => one.Sensor == outcome.Sensor && one.At >= from && one.At <= outcome.At)])
        {
            Measured = outcome.Value is { } value ? AlertText.Value(leaf, outcome.Entry, value) : null,
        };
    }

    /// <summary>How far back a condition looks.</summary>
    private static Duration Span(Rule leaf) => leaf switch
    {
        WindowRule window => window.Over,
        ThresholdRule threshold => threshold.Hold,
        ContactRule contact => contact.Hold,
        ChangeRule change => change.Hold + change.Within,
        StuckRule stuck => stuck.For,
        SilenceRule silence => silence.For,
        DwellRule dwell => dwell.For,
        _ => Duration.Zero,
    };
}
