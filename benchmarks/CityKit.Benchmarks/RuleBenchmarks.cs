using System.Text;
using BenchmarkDotNet.Attributes;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>One reading of a meter into a 24 h window of minutes: the engine, alone or among rules that are not about it, beside a
/// hand-written loop.</summary>
/// <remarks>Each call is a minute of the meter's life; the count of calls is fixed so that no run outlives the engine's calendar
/// (the year 2200).</remarks>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8, invocationCount: 1 << 20)]
public class RuleBenchmarks
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly HandWrittenWindow handWritten = new(NodaConstants.NanosecondsPerDay, 100);
    private readonly List<RuleOutcome> outcomes = [];
    private readonly SensorKey meter = new(DeviceId.Parse("dev-0"), SensorName.Parse("water"));
    private RuleEngine engine = null!;
    private Instant now = Start;
    private long nanoseconds;

    /// <summary>Rules of the same engine about other quantities, each with a sensor of its own.</summary>
    [Params(0, 300)]
    public int IrrelevantRules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var rules = Enumerable.Range(0, IrrelevantRules).Select(i => Rule($"other-{i}", $"other-{i}")).Prepend(Rule("low", "water"));
        var sensors = Enumerable.Range(0, IrrelevantRules)
            .Select(i => Entry(new SensorKey(DeviceId.Parse($"dev-{i % 10}"), SensorName.Parse($"s-{i}")), $"other-{i}"))
            .Prepend(Entry(meter, "water"));
        var set = RuleSet.Parse(Encoding.UTF8.GetBytes($"{{\"version\": 1, \"rules\": [{string.Join(',', rules)}]}}"), out var errors);
        engine = new RuleEngine(set ?? throw new InvalidOperationException(errors[0].ToString()), RuleHost.Hub, SensorRegister.Of(sensors));
        for (var i = 0; i < 2_000; i++)
        {
            Engine();
            HandWritten();
        }
    }

    [Benchmark(Baseline = true)]
    public bool HandWritten() =>
        handWritten.IsLow(nanoseconds += NodaConstants.NanosecondsPerMinute, NodaConstants.NanosecondsPerMinute, 1);

    [Benchmark]
    public int Engine()
    {
        now += Minute;
        engine.Observe(new Observation(meter, EventKind.Reading, now, Minute, 1), outcomes);
        return outcomes.Count;
    }

    private static string Rule(string id, string quantity) =>
        $$$$"""{"id": "{{{{id}}}}", "where": "hub", "sensors": {"quantity": "{{{{quantity}}}}"}, "when": {"kind": "window", "over": "PT24H", "below": "100 L"}, "then": {"severity": "info", "title": {"zh": "低", "en": "low"}}}""";

    private static Sensor Entry(SensorKey key, string quantity) => new()
        { Key = key, Quantity = Quantity.Parse(quantity), Unit = "L", ValidFrom = Start };
}
