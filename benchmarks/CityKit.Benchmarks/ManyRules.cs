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
/// Many rules, each about a kind of sensor of its own, beside one rule about the same sensors: what an event costs that concerns
/// one of them,
/// what the engine takes, and what reading the file costs.
/// </summary>
internal sealed class ManyRules
{
    private const int Rounds = 9;
    private const int Passes = 100;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly SensorKey[] keys;
    private readonly int[] order;
    private readonly List<RuleOutcome> outcomes = [];

    private ManyRules(int count)
    {
        keys = [.. Enumerable.Range(0, count).Select(i => new SensorKey(DeviceId.Parse($"feed-{i / 100}"), SensorName.Parse($"m-{i}")))];
        order = [.. Enumerable.Range(0, count)];
        new Random(12).Shuffle(order);
    }

    internal static void Run(int count)
    {
        new ManyRules(10).Measure(10, say: false); // what the runtime compiles is no rule's
        new ManyRules(count).Measure(count, say: true);
    }

    private void Measure(int count, bool say)
    {
        var file = FileOf(Enumerable.Range(0, count));
        var loads = new List<double>();
        for (var round = 0; round < Rounds; round++) loads.Add(CpuSeconds(() => Parse(file)));
        var before = HandWrittenKeys.Memory();
        var rules = Parse(file);
        var parsed = HandWrittenKeys.Memory();
        var register = Register(i => $"kind-{i}");
        var registered = HandWrittenKeys.Memory();
        var many = new Judged(new RuleEngine(rules, RuleHost.Hub, register), keys);
        Pass(many, byKey: false);
        var after = HandWrittenKeys.Memory();
        var one = new Judged(new RuleEngine(Parse(FileOf([0])), RuleHost.Hub, Register(_ => "kind-0")), keys);
        Pass(one, byKey: false);
        var (byHandle, byKey) = (Compare(many, one, byKey: false), Compare(many, one, byKey: true));
        if (!say) return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count:n0} rules, a file of {file.Length / 1e6:0.0} MB: read in {loads[0]:0.000} s of CPU the first time, {Median(loads):0.000} s in the middle; " +
            $"rules {(parsed - before) / 1e6:0.0} MB, register {(registered - parsed) / 1e6:0.0} MB, engine {(after - registered) / 1e6:0.0} MB"));
        Console.WriteLine($"an event by handle: {byHandle}");
        Console.WriteLine($"an event by key: {byKey}");
        GC.KeepAlive((rules, register, many, one));
    }

    private string Compare(Judged many, Judged one, bool byKey)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(CpuSeconds(() => Passing(many, byKey)));
            theirs.Add(CpuSeconds(() => Passing(one, byKey)));
        }
        var ratios = ours.Zip(theirs, (a, b) => a / b).ToList();
        var events = (double)Passes * keys.Length;
        return string.Create(CultureInfo.InvariantCulture,
            $"{keys.Length:n0} rules {Median(ours) / events * 1e9:0} ns, one {Median(theirs) / events * 1e9:0} ns, ratio {Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})");
    }

    private void Passing(Judged judged, bool byKey)
    {
        for (var pass = 0; pass < Passes; pass++) Pass(judged, byKey);
    }

    /// <summary>A reading of each sensor, a minute on.</summary>
    private void Pass(Judged judged, bool byKey)
    {
        judged.Now += Minute;
        foreach (var i in order)
        {
            var seen = new Observation(keys[i], EventKind.Reading, judged.Now, Minute, 1);
            if (byKey) judged.Engine.Observe(in seen, outcomes);
            else judged.Engine.Observe(judged.Handles[i], in seen, outcomes);
        }
        outcomes.Clear();
    }

    private SensorRegister Register(Func<int, string> kindOf) => SensorRegister.Of(keys.Select((key, i) =>
        new Sensor { Key = key, Quantity = Quantity.Parse(kindOf(i)), Unit = "L", ValidFrom = Start }));

    private static byte[] FileOf(IEnumerable<int> kinds) => Encoding.UTF8.GetBytes($$"""
        {"version": 2, "rules": [{{string.Join(",\n", kinds.Select(RuleOf))}}]}
        """);

    private static string RuleOf(int kind) => $$$"""
        {"id": "much-{{{kind}}}", "where": "hub", "sensors": {"quantity": "kind-{{{kind}}}"},
         "when": {"kind": "window", "over": "24 h", "above": "1000000 L"},
         "then": {"severity": "warning", "title": {"zh": "第{{{kind}}}类用量过高", "en": "much of kind {{{kind}}}"}, "notify": ["Dispatcher"]}}
        """;

    private static RuleSet Parse(byte[] file) => RuleSet.Parse(file, out var errors)
        ?? throw new InvalidOperationException(errors[0].ToString());

    private sealed class Judged(RuleEngine engine, SensorKey[] keys)
    {
        internal RuleEngine Engine => engine;

        internal SensorHandle[] Handles { get; } = Array.ConvertAll(keys, engine.Intern);

        internal Instant Now { get; set; } = Start;
    }
}
