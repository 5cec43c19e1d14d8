using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Benchmarks.Stations;

/// <summary>A station with what the rules said of it.</summary>
internal sealed class WatchedStation
{
    private const long PerUnit = 1_000;
    private readonly List<RuleOutcome> outcomes = [];

    internal WatchedStation(Station station)
    {
        Station = station;
        var kind = station.Kind;
        var replay = new RuleReplay(RulesOf(kind), SensorRegister.Of([new Sensor
        {
            Key = station.Key, Quantity = Quantity.Parse(kind.Name), Unit = kind.Unit, PerUnit = PerUnit, ValidFrom = station.From,
        }]));
        var sensor = replay.Intern(station.Key);
        foreach (var (at, value) in station.Readings)
            replay.Observe(sensor, new Observation(station.Key, EventKind.Reading, at, Station.Hour, (long)(value * PerUnit)), outcomes);
        replay.End(outcomes, station.To);
    }

    internal Station Station { get; }

    internal int Raised(int rule) => outcomes.Count(outcome => outcome.Rule.Id == Id(rule) && outcome.Kind == OutcomeKind.Raised);

    internal IEnumerable<(Instant From, Instant To)> Alerts(int rule) => Spans(Id(rule), OutcomeKind.Raised, OutcomeKind.Cleared);

    /// <summary>When a window of 24 hours said that it has too little data.</summary>
    internal IEnumerable<(Instant From, Instant To)> Incomplete => Spans(Id(1), OutcomeKind.Incomplete, OutcomeKind.Complete);

    private static string Id(int rule) => $"r{rule}";

    private IEnumerable<(Instant From, Instant To)> Spans(string rule, OutcomeKind begin, OutcomeKind end) =>
        OutcomeSpans.Of(outcomes, rule, begin, end, Station.To);

    private static RuleSet RulesOf(StationKind kind)
    {
        var rules = kind.Rules.Select((rule, i) => $$"""
            {"id": "{{Id(i)}}", "where": "hub", "sensors": {"quantity": "{{kind.Name}}"}, "when": { {{rule.When}} },
             "then": {"severity": "warning", "title": {"zh": "超限", "en": "beyond its limit"} } }
            """);
        return RuleSet.Parse(Encoding.UTF8.GetBytes($$"""{"version": 2, "zone": "UTC", "rules": [{{string.Join(',', rules)}}]}"""),
            out var errors) ?? throw new InvalidOperationException(errors[0].ToString());
    }
}
