using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// Rules that all concern each event: the engine beside a loop written by hand that keeps the same for each rule and sensor, and, for
/// limits alone, beside NRules. Measured after a cycle of the readings, in which each sensor was over some limits once.
/// </summary>
internal sealed class ConcerningRules
{
    private const int Rounds = 7;
    private const int Judgements = 600_000_000;
    private const int Cycle = 1_000; // minutes
    private const int NRulesJudgements = 600_000;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly int rules;
    private readonly SensorKey[] keys;
    private readonly int[] order;
    private readonly long[] limits;
    private readonly List<RuleOutcome> outcomes = [];
    private long raised;

    private ConcerningRules(int rules, int sensors)
    {
        this.rules = rules;
        keys = [.. Enumerable.Range(0, sensors).Select(i => new SensorKey(DeviceId.Parse($"feed-{i / 100}"), SensorName.Parse($"m-{i}")))];
        limits = [.. Enumerable.Range(0, rules).Select(i => 1_000L + i)];
        order = [.. Enumerable.Range(0, sensors)];
        new Random(12).Shuffle(order);
    }

    internal static void Run(int rules)
    {
        foreach (var sensors in (int[])[100, 10_000])
        {
            var run = new ConcerningRules(rules, sensors);
            run.Measure("limit", i => $$""" "kind": "threshold", "above": "{{run.limits[i]}} L", "hysteresis": "10 L" """,
                new HandWrittenLimits(run.limits, sensors));
            run.Measure("sum of an hour, tumbling", i =>
                $$""" "kind": "window", "over": "1 h", "tumbling": true, "above": "{{run.limits[i] * 30}} L" """,
                new HandWrittenSums(run.limits, sensors));
            run.MeasureNRules();
        }
    }

    private void Measure(string name, Func<int, string> when, IHandWritten written)
    {
        raised = 0;
        var before = HandWrittenKeys.Memory();
        var engine = new RuleEngine(Parse(when), RuleHost.Hub, SensorRegister.Of(keys.Select(key =>
            new Sensor { Key = key, Quantity = Quantity.Parse("water"), Unit = "L", ValidFrom = Start })));
        var handles = Array.ConvertAll(keys, engine.Intern);
        var (now, minute, passes) = (Start, 0, Math.Max(1, Judgements / rules / keys.Length));
        Pass(engine, handles, now += Minute, minute);
        var bytes = HandWrittenKeys.Memory() - before;
        Pass(written, minute);
        var first = CpuSeconds(() => { while (minute < Cycle) Pass(engine, handles, now += Minute, ++minute); });
        for (var pass = 1; pass <= minute; pass++) Pass(written, pass);
        var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var from = minute;
            ours.Add(CpuSeconds(() => { for (var pass = 0; pass < passes; pass++) Pass(engine, handles, now += Minute, ++minute); }));
            theirs.Add(CpuSeconds(() => { for (var pass = 1; pass <= passes; pass++) Pass(written, from + pass); }));
            ratios.Add(theirs[^1] / ours[^1]);
        }
        var each = 1e9 / ((double)passes * keys.Length * rules);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rules} rules ({name}) about each of {keys.Length:n0} sensors: engine {Median(ours) * each:0.00} ns a rule and event, by hand {Median(theirs) * each:0.00} ns, " +
            $"ratio {Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00}); {bytes / (double)rules / keys.Length:0} bytes a rule and sensor; " +
            $"raised {raised:n0} and {written.Raised:n0}; the first {Cycle:n0} minutes {first * 1e9 / Cycle / keys.Length / rules:0.00} ns"));
        GC.KeepAlive(engine);
    }

    private void Pass(RuleEngine engine, SensorHandle[] handles, Instant at, int minute)
    {
        foreach (var i in order)
            engine.Observe(handles[i], new Observation(keys[i], EventKind.Reading, at, Minute, ValueOf(i, minute)), outcomes);
        foreach (var outcome in outcomes) raised += outcome.Kind == OutcomeKind.Raised ? 1 : 0;
        outcomes.Clear();
    }

    private void Pass(IHandWritten written, int minute)
    {
        foreach (var i in order) written.Observe(i, minute + 1, ValueOf(i, minute));
    }

    /// <summary>Mostly below each limit; each sensor is over a hundred of them for a minute in a thousand.</summary>
    private static long ValueOf(int sensor, int minute) => (sensor * 31 + minute) % Cycle == 0 ? 1_100 : 500;

    /// <summary>A reading is a fact that is updated; rules of this kind say a limit, and no time.</summary>
    private void MeasureNRules()
    {
        var rival = new LimitsForNRules(limits, keys.Length);
        var (passes, minute, before) = (Math.Max(1, NRulesJudgements / rules / keys.Length), 0, LimitsForNRules.Raised);
        var times = new List<double>();
        for (var round = 0; round < 3; round++)
            times.Add(CpuSeconds(() => { for (var pass = 0; pass < passes; pass++) Pass(rival, ++minute); }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rules} rules (limit) about each of {keys.Length:n0} sensors: NRules 1.0.4 {Median(times) * 1e9 / passes / keys.Length / rules:0.0} ns a rule and event; " +
            $"activated {LimitsForNRules.Raised - before:n0} times in {3 * passes} minutes"));
    }

    private void Pass(LimitsForNRules rival, int minute)
    {
        foreach (var i in order) rival.Observe(i, ValueOf(i, minute));
    }

    private RuleSet Parse(Func<int, string> when) => RuleSet.Parse(Encoding.UTF8.GetBytes(
        $"{{\"version\": 2, \"rules\": [{string.Join(',', Enumerable.Range(0, rules).Select(i => RuleOf(i, when(i))))}]}}"),
        out var errors) ?? throw new InvalidOperationException(errors[0].ToString());

    private static string RuleOf(int number, string when) => $$$"""
        {"id": "much-{{{number}}}", "where": "hub", "sensors": {"quantity": "water"}, "when": { {{{when}}} },
         "then": {"severity": "info", "title": {"zh": "多", "en": "much"} } }
        """;
}
