using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Sensors.Tests.Trials;

public sealed class RuleReplayTests
{
    private readonly List<RuleOutcome> outcomes = [];

    [Theory]
    [InlineData("""{"kind": "threshold", "above": "3 L", "hold": "2 min"}""")]
    [InlineData("""{"kind": "window", "over": "1 h", "steps": 6, "below": "90 L"}""")]
    [InlineData("""{"kind": "silence", "for": "7 min"}""")]
    [InlineData("""{"kind": "stuck", "for": "3 min"}""")]
    public void Observe_ARecording_FindsWhatADeviceWithHeartbeatsFinds(string when)
    {
        var replay = new RuleReplay(Bench.Rules2(when), Bench.DefaultRegister);
        var (meter, bench, random) = (replay.Intern(Bench.Key("meter")), Bench.Of2(when), new Random(7));
        for (var minute = 10; minute <= 600; minute++)
        {
            if (minute > 10) bench.Beat(minute - 1);
            if (minute % 97 < 10) continue;
            var value = random.Next(0, 5);
            bench.Reading(minute, value);
            replay.Observe(meter, Reading(minute, value), outcomes);
        }
        bench.Beat(600);
        replay.End(outcomes);
        Assert.NotEmpty(outcomes);
        Assert.Equal(InOrder(bench.Outcomes), InOrder(outcomes));
    }

    [Fact]
    public void End_OneOfTwoDevicesFellSilent_IsFoundAsTimeGoesOn()
    {
        var other = Bench.Entry("meter", "water", "L") with { Key = new SensorKey(DeviceId.Parse("dev-2"), SensorName.Parse("meter")) };
        var replay = new RuleReplay(
            Bench.Parse("""
                {"version": 2, "rules": [{"id": "r", "where": "edge", "sensors": {"quantity": "water"},
                  "when": {"kind": "silence", "for": "3 h"},
                  "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
                """), SensorRegister.Empty);
        replay.Add(Bench.Entry("meter", "water", "L"));
        replay.Add(other);
        var (first, second) = (replay.Intern(Bench.Key("meter")), replay.Intern(other.Key));
        replay.Observe(first, Reading(1, 1), outcomes);
        for (var minute = 2; minute <= 300; minute++)
            replay.Observe(second, Reading(minute, 1) with { Sensor = other.Key }, outcomes);
        replay.End(outcomes);
        Assert.Equal((Bench.Key("meter"), Bench.At(181)), (Assert.Single(outcomes).Sensor, outcomes[0].At));
    }

    [Fact]
    public void End_ARuleThatWaitsForLateReadings_DecidesTheLastOnesAndNothingAfterThem()
    {
        var rules = Bench.Parse("""
            {"version": 2, "rules": [
              {"id": "r", "where": "hub", "sensors": {"quantity": "water"}, "lateness": "15 min",
               "when": {"kind": "threshold", "above": "3 L"},
               "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } },
              {"id": "s", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "silence", "for": "5 min"},
               "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
            """);
        var replay = new RuleReplay(rules, Bench.DefaultRegister);
        replay.Observe(replay.Intern(Bench.Key("meter")), Reading(10, 4), outcomes);
        replay.End(outcomes);
        Assert.Equal(("r", Bench.At(10)), (Assert.Single(outcomes).Rule.Id, outcomes[0].At));
    }

    [Fact]
    public void Observe_BackInTime_IsRefused()
    {
        var replay = new RuleReplay(Bench.Rules2("""{"kind": "silence", "for": "3 h"}"""), Bench.DefaultRegister);
        var meter = replay.Intern(Bench.Key("meter"));
        replay.Observe(meter, Reading(10, 1), outcomes);
        Assert.Throws<ArgumentException>(() => replay.Observe(meter, Reading(9, 1), outcomes));
    }

    /// <summary>Two sensors' finds of one time come in the order in which they are noticed.</summary>
    private static IEnumerable<string> InOrder(IEnumerable<RuleOutcome> found) =>
        found.OrderBy(o => o.At).ThenBy(o => o.Sensor).Select(o => $"{o.Sensor} {o.Kind} +{(o.At - Bench.Start).TotalMinutes:0.##}");

    private static Observation Reading(double minute, long value) =>
        new(Bench.Key("meter"), EventKind.Reading, Bench.At(minute), Duration.FromMinutes(1), value);
}
