using System.Globalization;
using System.Runtime.CompilerServices;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>State that survives, and streams that interleave: random streams, fixed seeds.</summary>
public sealed class RuleStateTests
{
    private static readonly RuleSet Version1 = Bench.Rules(
        """{"kind": "match", "event": "contact"}""",
        """{"kind": "contact", "is": "active", "hold": "PT7M", "clearHold": "PT2M"}""",
        """{"kind": "threshold", "above": "5 L", "hysteresis": "2 L", "hold": "PT2M", "clearHold": "PT1M"}""",
        """{"kind": "window", "over": "PT15M", "below": "30 L"}""",
        """{"kind": "window", "over": "PT10M", "above": "40 L", "between": {"from": "08:30", "to": "09:30"}}""",
        """{"kind": "silence", "for": "PT4M"}""",
        """{"kind": "silence", "of": "contact", "for": "PT20M"}""",
        """{"kind": "match", "event": "detection"}""");

    private static readonly RuleSet Version2 = Bench.Rules2(
        """{"kind": "match", "event": "contact", "changes": true}""",
        """{"kind": "threshold", "outside": {"from": "1 L", "to": "4 L"}, "hold": "1 min"}""",
        """{"kind": "change", "rises": "3 L/min"}""",
        """{"kind": "change", "falls": "90 L/h", "hold": "1 min", "within": "5 min"}""",
        """{"kind": "stuck", "for": "4 min", "by": "1 L"}""",
        """{"kind": "window", "over": "30 min", "steps": 6, "below": "30 L"}""",
        """{"kind": "window", "over": "1 h", "tumbling": true, "of": "maximum", "above": "7 L"}""",
        """{"kind": "window", "over": "30 min", "steps": 6, "comparedWith": "normal", "below": "3 mad", "lessBaseload": true}""",
        """{"kind": "window", "over": "10 min", "tumbling": true, "comparedWith": "yesterday", "above": "150 %"}""");

    private static readonly RuleSet All = new([.. Version1.Rules, .. Version2.Rules.Select(rule => rule with { Id = "v2-" + rule.Id })]);

    private delegate void Step(Bench bench);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void SaveLoad_AtAnyPointOfARandomStream_SameOutcomesAndBytes(int seed)
    {
        var stream = Stream(seed).Select(s => s.Step).ToArray();
        var whole = Play(stream, restarts: _ => false);
        Assert.True(whole.Outcomes.Count > 30, $"seed {seed}: only {whole.Outcomes.Count} outcomes");
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            var restarted = Play(stream, restarts: _ => random.Next(20) == 0);
            Assert.True(Lines(whole).SequenceEqual(Lines(restarted)), $"seed {seed}, round {round}");
            Assert.Equal(whole.Save(), restarted.Save());
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Observe_AlarmLaneAheadOfTheReadingLane_SameOutcomes(int seed)
    {
        var ordered = Stream(seed);
        var expected = Lines(Play([.. ordered.Select(s => s.Step)], _ => false)).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var bench = Play([.. AlarmsAhead(ordered, random)], _ => false);
            Assert.True(expected.SequenceEqual(Lines(bench).Order(StringComparer.Ordinal)), $"seed {seed}, round {round}");
            Assert.Equal(0, bench.Engine.ClampedTimes);
        }
    }

    [Fact]
    public void Load_RuleGoneAndRuleNew_KeepsTheRestAndNamesTheOpenAlert()
    {
        var before = new Bench(
            Bench.Rules("""{"kind": "match", "event": "contact"}""", """{"kind": "contact", "is": "active"}"""), Bench.DefaultRegister)
            .Contact(1, true);
        var orphan = before.Outcomes.Single(o => o.Rule.Id == "r1").Alert;
        var edited = new RuleEngine(
            Bench.Rules("""{"kind": "match", "event": "contact"}""", """{"kind": "silence", "of": "contact", "for": "PT1M"}"""),
            RuleHost.Hub, Bench.DefaultRegister);
        var load = edited.Load(before.Save());
        Assert.Null(load.Error);
        Assert.Equal([orphan], load.Orphans);
        var outcomes = new List<RuleOutcome>();
        edited.Observe(new Observation(Bench.Key("lamp"), EventKind.Contact, Bench.At(2), Duration.Zero, 0), outcomes);
        Assert.Equal((OutcomeKind.Cleared, before.Outcomes[0].Alert), (Assert.Single(outcomes).Kind, outcomes[0].Alert));
    }

    /// <summary>Each as the hub makes it: a new engine that takes over what the one before knew.</summary>
    [Fact]
    public void Load_TenThousandEdits_LeaveNothingOfTheRulesBeforeAndTheSameState()
    {
        var bench = new Bench(Limit(0), Bench.DefaultRegister).Readings(0, 90, 1);
        bench.Restart(Limit(0));
        var (before, edited) = (bench.Save(), new List<WeakReference>());
        for (var i = 1; i <= 10_000; i++) Edit(bench, i, edited);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(edited.Count(rule => rule.IsAlive), 0, 1); // the one in force
        bench.Restart(Limit(0));
        Assert.Equal(before, bench.Save());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Edit(Bench bench, int limit, List<WeakReference> edited)
    {
        var rules = Limit(limit);
        edited.Add(new WeakReference(rules.Rules[0]));
        bench.Restart(rules);
    }

    private static RuleSet Limit(int limit) =>
        Bench.Rules2($$"""{"kind": "window", "over": "1 h", "steps": 6, "above": "{{10_000 + limit}} L"}""");

    [Fact]
    public void Load_WindowMadeLonger_WaitsUntilItIsFullAgain()
    {
        var bench = new Bench("""{"kind": "window", "over": "PT10M", "below": "5 L"}""").Readings(0, 30, 1);
        bench.Restart(Bench.Rules("""{"kind": "window", "over": "PT1H", "below": "5 L"}""")).Readings(30, 79, 0);
        Assert.Equal("", bench.Log);
        // full at 80, with the ten readings kept (20 to 30); at 86 only four of them are left
        Assert.Equal("Raised +86", bench.Readings(79, 90, 0).Log);
    }

    [Fact]
    public void Load_CutOrFlippedBytes_IsAnErrorOrAnEngineThatStillRuns()
    {
        const int seed = 7;
        var random = new Random(seed);
        var state = Play([.. Stream(seed).Select(s => s.Step)], _ => false).Save();
        for (var length = 0; length < state.Length; length += 1 + length / 50) Assert.NotNull(New().Load(state.AsSpan(0, length)).Error);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = state.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var engine = New();
            if (engine.Load(bytes).Error is null) engine.Advance(Bench.Device, Bench.At(100_000), []);
        }
    }

    private static RuleEngine New() => new(All, RuleHost.Hub, Bench.DefaultRegister);

    private static string[] Lines(Bench bench) =>
        [.. bench.Outcomes.Select(
        o => string.Create(CultureInfo.InvariantCulture,
        $"{o.At} {o.Kind} {o.Rule.Id} {o.Sensor} {o.Alert} {o.Value} {o.CoveragePermille}"))];

    private static Bench Play(Step[] steps, Predicate<int> restarts)
    {
        var bench = new Bench(All, Bench.DefaultRegister);
        for (var i = 0; i < steps.Length; i++)
        {
            if (restarts(i)) bench.Restart();
            steps[i](bench);
        }
        return bench;
    }

    /// <summary>
    /// Ten hours: a heartbeat each minute, readings with holes and bad lines, contacts and detections at any second, all in time order.
    /// </summary>
    private static List<(double Minute, bool IsAlarm, Step Step)> Stream(int seed)
    {
        var random = new Random(seed);
        var steps = new List<(double Minute, bool IsAlarm, Step Step)>();
        var isLit = false;
        for (var minute = 1; minute <= 600; minute++)
        {
            for (var at = minute - 1 + random.NextDouble() * 8; at < minute; at += 0.3)
                AddAlarm(steps, random, Math.Round(at, 3), isLit = !isLit);
            if (minute % 97 < 80 && random.Next(30) > 0) AddReading(steps, random, minute);
            steps.Add((minute, false, WithMinute(minute)));
        }
        return steps;
    }

    private static Step WithMinute(int minute) => b => b.Beat(minute);

    private static void AddAlarm(List<(double, bool, Step)> steps, Random random, double at, bool active)
    {
        var isDetection = random.Next(5) == 0;
        steps.Add((at, true, b => b.Contact(at, active)));
        if (isDetection)
            steps.Add((at, true, b => b.See(new Observation(Bench.Key("lamp"), EventKind.Detection, Bench.At(at), Duration.Zero, 1))));
    }

    private static void AddReading(List<(double, bool, Step)> steps, Random random, int minute)
    {
        var value = minute % 60 < 20 ? random.Next(9) : random.Next(3);
        var flags = random.Next(40) == 0 ? EventFlags.Unhealthy : EventFlags.None;
        steps.Add((minute, false, b => b.Reading(minute, value, flags: flags)));
    }

    /// <summary>Each lane in its own order; alarms come early, never late.</summary>
    private static IEnumerable<Step> AlarmsAhead(List<(double Minute, bool IsAlarm, Step Step)> ordered, Random random)
    {
        var alarms = new Queue<(double Minute, bool IsAlarm, Step Step)>(ordered.Where(s => s.IsAlarm));
        foreach (var reading in ordered.Where(s => !s.IsAlarm))
        {
            while (alarms.Count > 0 && (alarms.Peek().Minute <= reading.Minute || random.Next(4) == 0)) yield return alarms.Dequeue().Step;
            yield return reading.Step;
        }
        while (alarms.Count > 0) yield return alarms.Dequeue().Step;
    }
}
