using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Benchmarks.Elders;

/// <summary>A meter with what the rules said of it.</summary>
internal sealed class WatchedHome
{
    /// <summary>The rules in the order of the table, with what they are called there.</summary>
    internal static readonly IReadOnlyList<(string Id, string Name)> Rules =
    [
        ("fixed", "fixed limit"), ("own-mad", "own normal, 4 MAD below"), ("both-mad", "fixed and 4 MAD"),
        ("own-part", "own normal, under 20 %"), ("both-part", "fixed and 20 %"),
    ];

    private readonly List<RuleOutcome> outcomes = [];

    internal WatchedHome(HomeMeter meter)
    {
        Meter = meter;
        var replay = new RuleReplay(RulesOf(meter.Kind), SensorRegister.Of([new Sensor
        {
            Key = meter.Key, Quantity = Quantity.Parse(meter.Kind.Quantity), Unit = meter.Kind.Unit, PerUnit = meter.Kind.PerUnit,
            ValidFrom = meter.From,
        }]));
        var sensor = replay.Intern(meter.Key);
        foreach (var (at, value) in meter.Readings)
            replay.Observe(sensor, new Observation(meter.Key, EventKind.Reading, at, meter.Kind.Span, value), outcomes);
        replay.End(outcomes);
    }

    internal HomeMeter Meter { get; }

    internal int Raised(string rule) => outcomes.Count(outcome => outcome.Rule.Id == rule && outcome.Kind == OutcomeKind.Raised);

    internal IEnumerable<(Instant From, Instant To)> Alerts(string rule) => Spans(rule, OutcomeKind.Raised, OutcomeKind.Cleared);

    /// <summary>When the fixed limit said that it has too little data.</summary>
    internal IEnumerable<(Instant From, Instant To)> Incomplete => Spans("fixed", OutcomeKind.Incomplete, OutcomeKind.Complete);

    private IEnumerable<(Instant From, Instant To)> Spans(string rule, OutcomeKind begin, OutcomeKind end) =>
        OutcomeSpans.Of(outcomes, rule, begin, end, Meter.To);

    private static RuleSet RulesOf(MeterKind kind)
    {
        var limit = $$""" "kind": "window", "over": "24 h", {{kind.Fixed}} """;
        var mad = $$""" "kind": "window", "over": "24 h", {{kind.Own}}, "comparedWith": "normal", "below": "4 mad" """;
        var part = $$""" "kind": "window", "over": "24 h", {{kind.Own}}, "comparedWith": "normal", "below": "20 %" """;
        string[] rules = [Rule(kind, "fixed", limit), Rule(kind, "own-mad", mad), Rule(kind, "both-mad", All(limit, mad)),
            Rule(kind, "own-part", part), Rule(kind, "both-part", All(limit, part))];
        return RuleSet.Parse(
            Encoding.UTF8.GetBytes($$"""{"version": 2, "zone": "Europe/Brussels", "rules": [{{string.Join(',', rules)}}]}"""),
            out var errors) ?? throw new InvalidOperationException(errors[0].ToString());
    }

    private static string All(string first, string second) =>
        $$""" "kind": "all", "of": [{"when": { {{first}} } }, {"when": { {{second}} } }] """;

    private static string Rule(MeterKind kind, string id, string when) => $$"""
        {"id": "{{id}}", "where": "hub", "sensors": {"quantity": "{{kind.Quantity}}"}, "when": { {{when}} },
         "then": {"severity": "warning", "title": {"zh": "用量过低", "en": "little use"} } }
        """;
}
