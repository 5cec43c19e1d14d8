using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using CityKit.Tests.Shared;
using NodaTime;
using static CityKit.Sensors.Tests.Support.RuleStream;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>
/// Many rules over one sensor, which sleep while readings are quiet, beside as many engines of one rule and beside one in which none
/// sleeps.
/// </summary>
public sealed class QuietTests
{
    private const int Count = 80;
    private static readonly SensorKey Key = new(Devices[0], SensorName.Parse("s0"));

    private static readonly string[] Shapes =
    [
        """ "over": "10 min", "tumbling": true """, """ "over": "10 min", "steps": 5 """,
        """ "over": "20 min", "steps": 4, "of": "average" """,
        """ "over": "10 min", "steps": 2, "of": "maximum", "between": {"from": "08:30", "to": "11:10"} """,
        """ "over": "10 min", "tumbling": true, "of": "difference" """,
        """ "over": "30 min", "steps": 3, "of": "rate", "coverage": 0.99 """,
        """ "over": "10 min", "steps": 5, "of": "minimum" """, """ "over": "10 min", "tumbling": true, "of": "count" """,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Observe_ManyRulesOfOneSensor_OutcomesAndOrderOfOneEngineARule(int seed)
    {
        var random = new Random(seed);
        var rules = Enumerable.Range(0, Count).Select(i => RuleOf(i, seed, random)).ToArray();
        var register = SensorRegister.Of(seed % 4 == 0 ? [Entry with { ValidTo = Shift }, Entry with { ValidFrom = Shift }] : [Entry]);
        var (many, awake) = (Engine(rules), Engine(rules, visitsAll: true));
        var single = rules.Select(rule => Engine([rule])).ToArray();
        var (found, slept) = (0, 0);
        foreach (var (i, step) in Steps(random).Index())
        {
            var (ours, ones, theirs) = (new List<RuleOutcome>(), new List<RuleOutcome>(), new List<RuleOutcome>());
            step(many, ours);
            step(awake, ones);
            foreach (var engine in single) step(engine, theirs);
            AssertSame(ones, ours, $"seed {seed}, step {i}");
            AssertSame(theirs, ours.OrderBy(o => o.Rule.Id, StringComparer.Ordinal), $"seed {seed}, step {i}, one engine a rule");
            found += ours.Count;
            if (many.Intern(Key).Track!.Awake < register.Count * Count - Count / 2) slept++;
            if (random.Next(200) == 0) Assert.Equal(Save(awake), Save(many));
            if (random.Next(300) != 0) continue;
            if (random.Next(2) == 0) Edit(rules, seed, random);
            (many, awake) = (After(many, rules), After(awake, rules, visitsAll: true));
            single = [.. single.Zip(rules, (engine, rule) => After(engine, [rule]))];
        }
        Assert.Equal(Save(awake), Save(many));
        Assert.True(found > 2_000, $"seed {seed}: {found} outcomes");
        Assert.True(slept > 1_000, $"seed {seed}: most slept after {slept} steps");

        RuleEngine Engine(Rule[] own, bool visitsAll = false) =>
            new(new RuleSet([.. own]), RuleHost.Hub, register, null, resumes: false, visitsAll);

        RuleEngine After(RuleEngine before, Rule[] own, bool visitsAll = false)
        {
            var after = Engine(own, visitsAll);
            Assert.Null(after.Load(Save(before)).Error);
            return after;
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Changes_OfManyRulesKeptInCellsAndRestarted_OutcomesAndBytesOfOneEngine(int seed)
    {
        var random = new Random(seed);
        var rules = new RuleSet([.. Enumerable.Range(0, Count).Select(i => RuleOf(i, seed, random))]);
        var register = SensorRegister.Of([Entry]);
        var cells = new Dictionary<string, byte[]>();
        var (whole, kept) = (new RuleEngine(rules, RuleHost.Hub, register, null, resumes: false, visitsAll: true), Restarted());
        foreach (var step in Steps(random))
        {
            var (ours, theirs) = (new List<RuleOutcome>(), new List<RuleOutcome>());
            step(kept, ours);
            step(whole, theirs);
            AssertSame(theirs, ours, $"seed {seed}");
            if (random.Next(20) == 0 && kept.Changes.Left == 0) kept.Changes.Freeze();
            while (kept.Changes.Left > 0) foreach (var piece in kept.Changes.TakeNext()) cells[piece.Key] = piece.Bytes.ToArray();
            if (random.Next(100) != 0) continue;
            kept.Changes.Freeze();
            while (kept.Changes.Left > 0) foreach (var piece in kept.Changes.TakeNext()) cells[piece.Key] = piece.Bytes.ToArray();
            kept = Restarted();
        }
        Assert.Equal(Save(whole), Save(kept));

        RuleEngine Restarted() => new(rules, RuleHost.Hub, register, key => cells.GetValueOrDefault(key.ToString()));
    }

    [Fact]
    public void Observe_QuietReadingsOfManyRules_GoesThroughOneWindowAndAllocatesNothing()
    {
        var bench = new Bench(Bench.Rules2([.. Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? $$"""{"kind": "threshold", "above": "{{100 + i}} L", "hysteresis": "5 L"}"""
            : $$"""{"kind": "window", "over": "1 h", "tumbling": true, "above": "{{3_000 + i}} L"}""")]), Bench.DefaultRegister).Readings(0,
                130, 50);
        var minute = 130;
        Assert.Equal(1, bench.Engine.Intern(Bench.Key("meter")).Track!.Awake);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var end = minute + 200; minute < end;) bench.Reading(++minute, 50).Beat(minute);
        }));
        Assert.Empty(bench.Outcomes);
        Assert.Equal(1, bench.Engine.Intern(Bench.Key("meter")).Track!.Awake);
    }

    [Fact]
    public void Observe_AReadingOverAFewOfManyLimits_RaisesThoseAndTheOthersSleepAgain()
    {
        var bench = new Bench(
            Bench.Rules2([.. Enumerable.Range(0, 10).Select(i => $$"""{"kind": "threshold", "above": "{{10 * i + 10}} L"}""")]),
            Bench.DefaultRegister).Reading(1, 5);
        Assert.Equal(0, bench.Engine.Intern(Bench.Key("meter")).Track!.Awake);
        Assert.Equal("Raised +2, Raised +2", bench.Reading(2, 25).Log);
        Assert.Equal("Raised +2, Raised +2", bench.Readings(2, 9, 30).Log);
        Assert.Equal(0, bench.Engine.Intern(Bench.Key("meter")).Track!.Awake);
        Assert.Equal("Raised +2, Raised +2, Cleared +10", bench.Reading(10, 20).Log);
    }

    [Fact]
    public void Observe_AHoleWhileLimitsSleep_BeginsHoldsAgain()
    {
        var bench = new Bench(
            Bench.Rules2([.. Enumerable.Range(0, 10)
            .Select(i => $$"""{"kind": "threshold", "above": "{{10 * i + 10}} L", "clearHold": "5 min"}""")]),
            Bench.DefaultRegister).Reading(1, 15).Readings(1, 3, 15).Reading(4, 5).Reading(8, 5).Readings(8, 12, 5);
        Assert.Equal("Raised +1", bench.Log);
        Assert.Equal("Raised +1, Cleared +13", bench.Reading(13, 5).Log);
    }

    private static void AssertSame(IEnumerable<RuleOutcome> expected, IEnumerable<RuleOutcome> found, string where)
    {
        foreach (var (one, other) in expected.Cast<RuleOutcome?>().Append(null).Zip(found.Cast<RuleOutcome?>().Append(null)))
            Assert.True(Line(one) == Line(other), $"{where}: expected {Line(one)}, found {Line(other)}");
    }

    /// <summary>When the meter is exchanged, if it is: the windows of the first entry end, those of the second begin.</summary>
    private static Instant Shift => Start + Duration.FromMinutes(1_000);

    private static Sensor Entry =>
        new() { Key = Key, Quantity = Quantity.Parse("water"), Unit = "L", ValidFrom = Start - Duration.FromDays(1) };

    /// <summary>Mostly limits and windows of a few shapes, which can sleep, and some that can not.</summary>
    private static Rule RuleOf(int number, int seed, Random random)
    {
        var (at, slack) = (random.Next(1, 40), random.Next(0, 3));
        var side = random.Next(3) > 0 ? "above" : "below";
        var shape = random.Next(4) == 0 ? random.Next(Shapes.Length) : (seed + number % 2) % Shapes.Length; // mostly one of two
        var when = random.Next(10) switch
        {
            < 3 => $$""" "kind": "threshold", "{{side}}": "{{at}} L", "hysteresis": "{{slack}} L" {{Holds(random)}} """,
            3 => $$""" "kind": "threshold", "outside": {"from": "{{at - 5}} L", "to": "{{at}} L"}, "hysteresis": "{{slack}} L" {{Holds(random)}} """,
            < 9 => $$""" "kind": "window", {{Shapes[shape]}}, "{{side}}": "{{Limit(shape, at)}}" """,
            _ => random.Next(4) switch
            {
                0 => """ "kind": "silence", "for": "4 min" """,
                1 => """ "kind": "stuck", "for": "30 min", "by": "1 L" """,
                2 => """ "kind": "change", "rises": "8 L/min", "within": "10 min" """,
                _ => $$""" "kind": "threshold", "above": "{{60 * at}} L/h" """,
            },
        };
        var steps = random.Next(15) == 0 ? """, "steps": [{"after": "6 min", "severity": "warning"}]""" : "";
        var rule = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"id": "r{{{number:00}}}", "where": "hub", "sensors": {"quantity": "water"}, "when": { {{{when}}} },
             "then": {"severity": "info", "title": {"zh": "一", "en": "one"} {{{steps}}} } }
            """);
        var parsed = RuleSet.Parse(Encoding.UTF8.GetBytes($"{{\"version\": 2, \"rules\": [{rule}]}}"), out var errors);
        return parsed?.Rules[0] ?? throw new ArgumentException(string.Join('\n', errors), nameof(number));
    }

    private static string Holds(Random random) =>
        random.Next(3) == 0 ? $$""", "hold": "{{random.Next(5)}} min", "clearHold": "{{random.Next(4)}} min" """ : "";

    private static string Limit(int shape, int at) => shape switch
    {
        0 or 1 => $"{at * 10} L",
        5 => $"{at * 60} L/h",
        7 => $"{at} times",
        _ => $"{at} L",
    };

    private static void Edit(Rule[] rules, int seed, Random random)
    {
        var number = random.Next(rules.Length);
        rules[number] = RuleOf(number, seed, random);
    }

    /// <summary>A value that stays for a while, with holes, heartbeats, faults and times that go wrong.</summary>
    private static List<Step> Steps(Random random)
    {
        var (steps, value, calm) = (new List<Step>(), 10, 30);
        for (var minute = 1; minute <= 3_000; minute++)
        {
            var at = Start + Duration.FromMinutes(minute);
            if (random.Next(calm) == 0) (value, calm) = (random.Next(-2, 45), random.Next(1, 90));
            if (random.Next(60) == 0) minute += random.Next(40);
            if (random.Next(100) > 0)
                steps.Add(Reading(random, at - Duration.FromSeconds(random.Next(10)), value + (random.Next(20) == 0 ? 1 : 0)));
            if (random.Next(90) == 0) steps.Add(Rare(random, Key, at));
            if (random.Next(50) == 0) steps.Add(Rare(random, Key, at + Duration.FromMinutes(5))); // the alarm lane may be ahead
            if (random.Next(3) == 0) steps.Add((e, o) => e.Advance(Key.Device, at, o));
            if (random.Next(40) == 0) steps.Add((e, o) => e.AdvanceFeed(Key.Device, at, o));
            if (random.Next(150) == 0) steps.Add(Undated(at, value));
            if (random.Next(150) == 0) steps.Add(Corrected(at, value, random.Next(40)));
        }
        return steps;
    }

    private static Step Reading(Random random, Instant at, int value)
    {
        var flags = random.Next(150) == 0 ? EventFlags.Unhealthy : random.Next(100) == 0 ? EventFlags.Test : EventFlags.None;
        var span = Duration.FromSeconds(random.Next(30) == 0 ? random.Next(2) * 20 : random.Next(50, 65));
        var seen = new Observation(Key, EventKind.Reading, at, span, value, flags);
        return (e, o) => e.Observe(in seen, o);
    }

    private static Step Undated(Instant at, int value)
    {
        var seen = new Observation(Key, EventKind.Reading, at, Duration.Zero, value);
        return (e, o) => e.ObserveUndated(seen with { At = e.ReceiveUndated(Key, at) }, o);
    }

    private static Step Corrected(Instant at, int before, int after)
    {
        RegisterInterval[] Of(int amount) => [new RegisterInterval(at - Duration.FromMinutes(1), at, amount)];
        return (e, o) => e.Correct(Entry, Of(before), Of(after), o); // of an entry that is all there is
    }
}
