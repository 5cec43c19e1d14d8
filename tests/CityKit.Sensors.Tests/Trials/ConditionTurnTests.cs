using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Sensors.Tests.Trials;

public sealed class ConditionTurnTests
{
    [Fact]
    public void Of_AWindow_NamesTheSumTheCoverageAndTheReadings()
    {
        var rule = Bench.Rules2("""{"kind": "window", "over": "1 h", "steps": 6, "below": "30 L"}""").Rules[0];
        var seen = Enumerable.Range(1, 90).Select(minute => Reading(minute, minute > 20 ? 0 : 2)).ToList();
        var turn = Assert.Single(ConditionTurn.Of(rule, Bench.DefaultRegister, seen, Bench.At(90)));
        Assert.Equal("window over 1 h steps 6 below 30 L", turn.Words);
        Assert.Equal((Bench.At(70), 20L, 1000), (turn.At, turn.Value, turn.CoveragePermille));
        Assert.Equal((Bench.At(10), Bench.At(70)), (turn.Inputs[0].At, turn.Inputs[^1].At));
    }

    [Fact]
    public void Of_TwoConditions_NamesTheMomentOfEach()
    {
        var rules = GroupBench.RulesOf("""
            {"kind": "all", "of": [{"when": {"kind": "match", "event": "contact"}},
              {"sensors": {"quantity": "temperature"}, "when": {"kind": "threshold", "above": "40 C"}}]}
            """, "building");
        Observation[] seen =
        [
            Seen("a", "smoke", EventKind.Contact, 5, 1),
            Seen("b", "temp", EventKind.Reading, 7, 45),
            Seen("c", "temp", EventKind.Reading, 9, 50),
        ];
        var turns = ConditionTurn.Of(rules.Rules[0], GroupBench.Tower(), seen, GroupBench.At(8));
        Assert.Equal(
            [("match event contact", "a/smoke", GroupBench.At(5)), ("threshold above 40 C", "b/temp", GroupBench.At(7))],
            turns.Select(turn => (turn.Words, $"{turn.Sensor.Key}", turn.At)));
        Assert.All(turns, turn => Assert.Equal(turn.At, Assert.Single(turn.Inputs).At));
    }

    [Fact]
    public void Of_Silence_TurnsWithTimeAlone()
    {
        var rule = Bench.Rules2("""{"kind": "silence", "for": "1 h"}""").Rules[0];
        var turn = Assert.Single(ConditionTurn.Of(rule, Bench.DefaultRegister, [Reading(1, 1)], Bench.At(90)));
        Assert.Equal((Bench.At(61), Bench.At(1)), (turn.At, turn.Inputs[0].At));
    }

    private static Observation Reading(double minute, long value) =>
        new(Bench.Key("meter"), EventKind.Reading, Bench.At(minute), Duration.FromMinutes(1), value);

    private static Observation Seen(string device, string sensor, EventKind kind, double minute, long value) =>
        new(GroupBench.Key(device, sensor), kind, GroupBench.At(minute), Duration.Zero, value);
}
