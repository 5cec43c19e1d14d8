using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>
/// Runs one test: what is seen, in the order of time, and each minute every device's heartbeat; at the end as long as rules wait.
/// </summary>
internal sealed class RuleTestRun
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly RuleTest test;
    private readonly Duration lateness;
    private readonly RuleEngine[] engines;
    private readonly DeviceId[] devices;
    private readonly Observation[] seen;
    private readonly Observation[] blind;
    private readonly List<RuleOutcome> outcomes = [];

    private RuleTestRun(RuleTest test, RuleSet rules, SensorRegister register)
    {
        (this.test, lateness) = (test, RuleReplay.LatenessOf(rules));
        engines = [new RuleEngine(rules, RuleHost.Edge, register), new RuleEngine(rules, RuleHost.Hub, register)];
        devices = [.. register.Sensors.Select(sensor => sensor.Key.Device).Distinct()];
        seen = [.. test.Inputs.SelectMany(input => input.Seen(test.Begin)).OrderBy(observation => observation.At)];
        blind = [.. seen.Where(one => one.Kind == EventKind.Blind && one.Sensor.Sensor == SensorName.Device)];
    }

    internal static RuleTestResult Of(RuleTest test, RuleSet rules, SensorRegister register) =>
        new RuleTestRun(test, rules, register).Run();

    private RuleTestResult Run()
    {
        var next = 0;
        for (var beat = Duration.Zero; beat <= test.Length + lateness; beat += Minute)
        {
            for (; next < seen.Length && seen[next].At <= test.Begin + beat; next++) Observe(in seen[next]);
            foreach (var device in devices.Where(device => !IsAway(device, test.Begin + beat))) Beat(device, test.Begin + beat);
        }
        return RuleTestResult.Of(test, Alerts());
    }

    private void Observe(in Observation observation)
    {
        foreach (var engine in engines) engine.Observe(in observation, outcomes);
    }

    private void Beat(DeviceId device, Instant at)
    {
        foreach (var engine in engines) engine.Advance(device, at, outcomes);
    }

    /// <summary>A device that says later that it was blind sent no heartbeat meanwhile.</summary>
    private bool IsAway(DeviceId device, Instant at) =>
        blind.Any(one => one.Sensor.Device == device && at > one.At - one.Span && at < one.At);

    private IEnumerable<TestedAlert> Alerts() => outcomes
        .Where(outcome => outcome.At <= test.Begin + test.Length)
        .Where(outcome => outcome.Kind is OutcomeKind.Raised or OutcomeKind.Cleared or OutcomeKind.SeverityChanged)
        .GroupBy(outcome => outcome.Alert).Select(Alert).OrderBy(alert => alert.RaisedAt);

    private TestedAlert Alert(IEnumerable<RuleOutcome> ofOne)
    {
        var all = ofOne.ToList();
        var first = all[0];
        var cleared = all.Find(outcome => outcome.Kind == OutcomeKind.Cleared);
        return new TestedAlert(first.Rule.Id, first.RaisedAt - test.Begin, cleared is null ? null : cleared.At - test.Begin)
        {
            About = RuleTestFile.Short(first.Source), Severity = first.Severity,
            Becomes = [.. all.Where(o => o.Kind == OutcomeKind.SeverityChanged).Select(o => (o.At - test.Begin, o.Severity))],
        };
    }
}
