using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>A rule with lateness L: any shuffle within L gives the alerts of sorted input, L later.</summary>
public sealed class LatenessTests
{
    private static readonly string[] Kinds =
    [
        """{"kind": "threshold", "above": "5 L", "hold": "3 min"}""",
        """{"kind": "window", "over": "30 min", "steps": 6, "below": "40 L"}""",
        """{"kind": "change", "rises": "4 L/min"}""",
        """{"kind": "stuck", "for": "4 min"}""",
        """{"kind": "silence", "for": "5 min"}""",
    ];

    private static RuleSet Rules(string lateness) => Bench.Parse(
        $"{{\"version\": 2, \"rules\": [{string.Join(',', Kinds.Select((when, i) => $$"""
            {"id": "r{{i}}", "where": "hub", "sensors": {"sensor": "meter"}, {{lateness}} "when": {{when}},
             "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }
            """))}]}}");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Observe_AnyShuffleWithinTheLateness_GivesTheAlertsOfSortedInput(int seed)
    {
        var random = new Random(seed);
        var readings = Enumerable.Range(1, 600).Where(m => m % 97 < 85)
            .Select(m => (Minute: m, Value: (long)random.Next(m % 60 < 20 ? 9 : 3))).ToArray();
        var sorted = new Bench(Rules(""), Bench.DefaultRegister);
        foreach (var (minute, value) in readings) sorted.Reading(minute, value, 0);
        var late = new Bench(Rules("\"lateness\": \"10 min\","), Bench.DefaultRegister);
        foreach (var (minute, value) in readings.OrderBy(r => r.Minute + random.Next(10)).ThenBy(_ => random.Next()))
            (random.Next(20) == 0 ? late.Restart() : late).Reading(minute, value, 0);
        sorted.Beat(650);
        late.Beat(650).Beat(660);
        Assert.NotEmpty(sorted.Outcomes);
        Assert.Equal(Lines(sorted), Lines(late));
    }

    [Fact]
    public void Observe_LaterThanTheLateness_IsCountedAsideAndJudgedByNoRule()
    {
        var bench = new Bench(Rules("\"lateness\": \"10 min\","), Bench.DefaultRegister).Reading(20, 0, 0).Reading(9, 9, 0);
        Assert.All(bench.Outcomes, o => Assert.Equal((OutcomeKind.TooLate, 9L), (o.Kind, o.Value)));
        Assert.Equal(Kinds.Length, bench.Outcomes.Count);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\"lateness\": \"10 min\",", true)]
    public void ObserveLate_OlderThanTheLast_IsForRulesThatWaitAlone(string lateness, bool isTaken)
    {
        var bench = new Bench(Rules(lateness), Bench.DefaultRegister).Reading(20, 0, 0);
        var late = new Observation(Bench.Key("meter"), EventKind.Reading, Bench.At(15), Duration.Zero, 9);
        Assert.Equal(isTaken, bench.Engine.ObserveLate(in late, bench.Outcomes));
        Assert.Empty(bench.Outcomes);
        Assert.Equal(0, bench.Engine.ClampedTimes);
    }

    [Fact]
    public void Observe_MoreThanItWaitsFor_DecidesTheOldestAtOnce()
    {
        var bench = new Bench(Rules("\"lateness\": \"366 d\","), Bench.DefaultRegister);
        for (var minute = 1; minute <= 4_200; minute++) bench.Reading(minute, 9, 0);
        Assert.Contains(bench.Outcomes, o => o.Kind == OutcomeKind.Raised && o.At == Bench.At(4));
    }

    private static string[] Lines(Bench bench) =>
        [.. bench.Outcomes.OrderBy(o => o.At).ThenBy(o => o.Rule.Id).ThenBy(o => o.Kind).Select(RuleStream.Line)];
}
