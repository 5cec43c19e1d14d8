using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Windows that slide in steps, and tumbling ones.</summary>
public sealed class StepWindowTests
{
    private static Bench Window(string when) => new(Rules(when), Bench.DefaultRegister);

    private static RuleSet Rules(string when) => Bench.Parse($$$"""
        {"version": 2, "zone": "Etc/UTC", "rules": [{"id": "r0", "where": "hub", "sensors": {"device": "dev-1", "sensor": "meter"},
          "when": {"kind": "window", {{{when}}}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
        """);

    [Fact]
    public void Below_TumblingHour_IsJudgedAtItsEnd()
    {
        var bench = Window("\"over\": \"1 h\", \"tumbling\": true, \"below\": \"50 L\"")
            .Readings(0, 60, 0).Readings(60, 120, 1).Beat(120.5);
        Assert.Equal("Raised +60, Cleared +110", bench.Log); // 50 L of the second hour are there after 50 minutes
    }

    [Fact]
    public void Below_FirstHourOnlyInPart_IsNotJudged()
    {
        var bench = Window("\"over\": \"1 h\", \"tumbling\": true, \"below\": \"50 L\"").Readings(20, 60, 0).Beat(60.5);
        Assert.Equal("", bench.Log);
    }

    [Fact]
    public void Below_Sliding24Steps_IsRaisedAtTheEndOfTheStepThatMakesItSo()
    {
        var bench = Window("\"over\": \"24 h\", \"below\": \"1 L\"").Readings(0, 90, 1).Readings(90, 1600, 0);
        Assert.Equal("Raised +1560", bench.Log); // the last litre was in the second hour: the hours 2 to 26 have none
    }

    [Fact]
    public void Above_SumIsReachedWithinAStep_IsRaisedAtThatReading()
    {
        var bench = Window("\"over\": \"1 h\", \"steps\": 4, \"above\": \"30 L\"").Readings(0, 60, 1);
        Assert.Equal("Raised +31", bench.Log);
    }

    [Fact]
    public void Above_SumLeavesTheWindow_IsClearedAtTheEndOfAStep()
    {
        var bench = Window("\"over\": \"1 h\", \"steps\": 4, \"above\": \"30 L\"").Readings(0, 31, 1).Readings(31, 120, 0);
        Assert.Equal("Raised +31, Cleared +75", bench.Log);
    }

    [Fact]
    public void Gap_OfMoreThanTheCoverageAllows_IsIncompleteNeverLow()
    {
        var bench = Window("\"over\": \"1 h\", \"steps\": 6, \"below\": \"5 L\"").Readings(0, 60, 1).Beat(90).Readings(90, 200, 1);
        Assert.Equal("Incomplete +70, Complete +150", bench.Log);
    }

    [Fact]
    public void Readings_OfAnHourInto15MinuteSteps_AreSplitInProportionToTime()
    {
        var bench = Window("\"over\": \"1 h\", \"steps\": 4, \"below\": \"7 L\"").Reading(60, 8, 60).Reading(75, 0, 15).Beat(76);
        Assert.Equal("Raised +75", bench.Log);
        Assert.Equal(6, bench.Outcomes[0].Value);
    }

    [Theory] // readings 10, 20, 60 in the hour
    [InlineData("sum", "90 L", "89 L")]
    [InlineData("average", "30 L", "29 L")]
    [InlineData("maximum", "60 L", "59 L")]
    [InlineData("minimum", "10 L", "9 L")]
    [InlineData("last", "60 L", "59 L")]
    [InlineData("count", "3 times", "2 times")]
    [InlineData("rate", "90 L/h", "89 L/h")]
    [InlineData("difference", "50 L", "49 L")]
    public void Functions_EachAtItsLimit_IsOverOnlyBeyondIt(string function, string at, string below)
    {
        foreach (var (limit, raised) in new[] { (at, false), (below, true) })
        {
            var bench = Window($"\"of\": \"{function}\", \"over\": \"1 h\", \"tumbling\": true, \"coverage\": 0.95, \"above\": \"{limit}\"")
                .Reading(20, 10, 20).Reading(40, 20, 20).Reading(60, 60, 20).Beat(61);
            Assert.Equal(raised, bench.Outcomes.Exists(o => o.Kind == OutcomeKind.Raised));
        }
    }

    [Fact]
    public void Heartbeats_BeforeAReadingOfAnEarlierSpan_FillTheStepsBehindThem()
    {
        var bench = Window("\"over\": \"2 h\", \"steps\": 8, \"below\": \"1 L\"").Reading(60, 5, 60);
        for (var minute = 61; minute <= 119; minute++) bench.Beat(minute);
        bench.Reading(120, 5, 60).Beat(121);
        Assert.Equal("", bench.Log);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sum_OfRandomReadings_IsWhatANaiveSumSays(int seed)
    {
        var random = new Random(seed);
        var bench = Window("\"over\": \"1 h\", \"steps\": 12, \"below\": \"100 L\", \"coverage\": 1");
        var values = Enumerable.Range(0, 600).Select(_ => (long)random.Next(random.Next(3) == 0 ? 6 : 2)).ToArray();
        for (var minute = 1; minute <= 600; minute++) bench.Reading(minute, values[minute - 1]);
        bench.Beat(600.5);
        var low = Enumerable.Range(12, 109)
            .Select(step => (Minute: step * 5, Low: values[((step - 12) * 5)..(step * 5)].Sum() < 100)).ToArray();
        var raised = low.Where((w, i) => w.Low && (i == 0 || !low[i - 1].Low)).Select(w => w.Minute).ToArray();
        var found = bench.Outcomes.Where(o => o.Kind == OutcomeKind.Raised).Select(o => (int)(o.At - Bench.Start).TotalMinutes);
        Assert.Equal(raised, found.Where(minute => raised.Contains(minute)));
        Assert.All(found, minute => Assert.True(low.Single(w => w.Minute == minute).Low));
    }

    [Fact]
    public void Restart_AtEveryReading_ChangesNothing()
    {
        const string When = "\"over\": \"1 h\", \"steps\": 6, \"of\": \"average\", \"below\": \"2 L\"";
        var (plain, restarted) = (Window(When), Window(When));
        for (var minute = 1; minute <= 400; minute++)
        {
            plain.Reading(minute, minute / 40 % 2 * 4);
            restarted.Restart().Reading(minute, minute / 40 % 2 * 4);
        }
        Assert.NotEmpty(plain.Log);
        Assert.Equal(plain.Log, restarted.Log);
        Assert.Equal(plain.Save(), restarted.Save());
    }

    [Fact]
    public void Restart_WithAnotherNumberOfSteps_BeginsAgain()
    {
        var bench = Window("\"over\": \"1 h\", \"steps\": 6, \"below\": \"100 L\"").Readings(0, 50, 1)
            .Restart(Rules("\"over\": \"1 h\", \"steps\": 12, \"below\": \"100 L\"")).Readings(50, 109, 1).Beat(109.5);
        Assert.Equal("", bench.Log);
        Assert.Equal("Raised +110", bench.Readings(109, 111, 1).Log);
    }

    [Fact]
    public void Value_TooLargeForFourBytes_IsKept()
    {
        var bench = Window("\"over\": \"1 h\", \"steps\": 4, \"above\": \"9000000000 L\"")
            .Reading(15, 5_000_000_000, 15).Reading(30, 5_000_000_000, 15);
        Assert.Equal(10_000_000_000, Assert.Single(bench.Outcomes).Value);
    }

    [Theory]
    [InlineData("\"of\": \"mean\", \"over\": \"1 h\", \"above\": \"1 L\"", "average")]
    [InlineData("\"of\": \"count\", \"over\": \"1 h\", \"above\": \"1 L\"", "3 times")]
    [InlineData("\"of\": \"rate\", \"over\": \"1 h\", \"above\": \"1 L\"", "0.5 m3/h")]
    [InlineData("\"over\": \"1 h\", \"steps\": 7, \"above\": \"1 L\"", "divides 3600000 ms: 7 does not")]
    [InlineData("\"over\": \"1 h\", \"steps\": 1000, \"above\": \"1 L\"", "288")]
    [InlineData("\"over\": \"1 h\", \"steps\": 2, \"tumbling\": true, \"above\": \"1 L\"", "not both")]
    public void Parse_WindowThatCannotBe_SaysWhatIsAllowed(string when, string allowed)
    {
        var json = $$$"""
            {"version": 2, "rules": [{"id": "r", "where": "hub", "sensors": {"sensor": "m"}, "when": {"kind": "window", {{{when}}}},
            "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
            """;
        Assert.Null(RuleSet.Parse(System.Text.Encoding.UTF8.GetBytes(json), out var errors));
        Assert.Contains(errors, e => e.ToString().Contains(allowed, StringComparison.Ordinal));
    }
}
