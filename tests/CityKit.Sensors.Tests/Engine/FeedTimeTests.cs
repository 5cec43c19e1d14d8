using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>A feed's readings decide at their own time, however late and in whatever portions they are delivered.</summary>
public sealed class FeedTimeTests
{
    private const string Burst = """{"kind": "window", "over": "PT1H", "above": "2 L"}""";
    private const string Low = """{"kind": "window", "over": "PT24H", "below": "1 L"}""";

    [Theory] // thecem/octopus_germany#109: day D is published on D+1 or D+2
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(96)]
    public void AdvanceFeed_HourlyReadingsInPortions_GiveTheSameAlertsAsOneByOne(int portion)
    {
        var bench = new Bench(Burst);
        for (var hour = 1; hour <= 96; hour++)
        {
            bench.Reading(hour * 60, hour % 24 == 3 ? 3 : 0, 60);
            if (hour % portion == 0) bench.BeatFeed(hour * 60);
        }
        Assert.Equal("Raised +180, Cleared +240, Raised +1620, Cleared +1680, Raised +3060, Cleared +3120, Raised +4500, Cleared +4560",
            bench.Log);
    }

    [Fact] // an elder's register that stands still: the alert is raised 24 h after the last use
    public void AdvanceFeed_RegisterStandsStill_IsRaisedAtItsOwnTime()
    {
        var bench = new Bench(Low);
        for (var hour = 1; hour <= 72; hour++) bench.Reading(hour * 60, hour <= 30 ? 1 : 0, 60);
        bench.BeatFeed(72 * 60);
        Assert.Equal("Raised +3240", bench.Log);
    }

    [Fact]
    public void AdvanceFeed_AnotherRegisterIsAhead_DoesNotJudgeThisOneBeforeItsReadings()
    {
        var bench = new Bench(Burst);
        bench.Reading(60, 0, 60).BeatFeed(600).Reading(120, 3, 60).Reading(180, 0, 60);
        Assert.Equal("Incomplete +600, Complete +120, Raised +120, Cleared +180", bench.Log);
    }

    [Fact]
    public void AdvanceFeed_ReadingsCease_IsIncompleteOnceAndNeverLow()
    {
        var bench = new Bench(Low);
        for (var hour = 1; hour <= 24; hour++) bench.Reading(hour * 60, 1, 60);
        bench.BeatFeed(24 * 60).BeatFeed(26 * 60).BeatFeed(50 * 60).BeatFeed(80 * 60);
        Assert.Equal("Incomplete +1560", bench.Log);
    }

    [Fact]
    public void Observe_FirstReadingLongAfterTheFirstHeartbeat_IsNoLoss()
    {
        var bench = new Bench(Low).Beat(0);
        for (var hour = 1; hour <= 23; hour++) bench.Beat(hour * 60);
        for (var hour = 24; hour <= 60; hour++) bench.Reading(hour * 60, 1, 60);
        Assert.Equal("", bench.Log);
    }

    [Fact]
    public void Doubt_RulesOverReadings_SayThatTheyCannotDecideAndLaterThatTheyCan()
    {
        var bench = new Bench(Bench.Rules(Burst, Low, """{"kind": "match", "event": "contact"}"""), Bench.DefaultRegister);
        bench.Engine.Doubt(Bench.Key("meter"), Bench.At(60), bench.Outcomes);
        bench.Engine.Settle(Bench.Key("meter"), Bench.At(180), bench.Outcomes);
        Assert.Equal("Undecided +60, Undecided +60, Decided +180, Decided +180", bench.Log);
        Assert.Equal(["r0", "r1", "r0", "r1"], bench.Outcomes.Select(o => o.Rule.Id));
    }

    [Fact]
    public void Correct_EstimateThatRaised_ClearsAndSaysThatItWouldNotHave()
    {
        var bench = new Bench(Burst);
        bench.Reading(60, 0, 60).Reading(120, 9, 60);
        bench.Engine.Correct(
            Bench.DefaultRegister.Find(Bench.Key("meter"), Bench.At(0))!, [Between(0, 60, 0), Between(60, 120, 9)],
            [Between(0, 60, 0), Between(60, 120, 0)], bench.Outcomes);
        Assert.Equal("Raised +120, Cleared +120, Revised +120", bench.Log);
    }

    [Fact]
    public void Correct_ThatRevealsABurstOfThePast_SaysSoAndRaisesNothing()
    {
        var bench = new Bench(Burst);
        for (var hour = 1; hour <= 5; hour++) bench.Reading(hour * 60, 0, 60);
        List<RegisterInterval> before = [.. Enumerable.Range(1, 5).Select(hour => Between((hour - 1) * 60, hour * 60, 0))];
        List<RegisterInterval> after = [before[0], Between(60, 120, 3), .. before[2..]];
        bench.Engine.Correct(Bench.DefaultRegister.Find(Bench.Key("meter"), Bench.At(0))!, before, after, bench.Outcomes);
        Assert.Equal((OutcomeKind.Revised, Bench.At(120)), (bench.Outcomes.Single().Kind, bench.Outcomes.Single().At));
    }

    private static RegisterInterval Between(double from, double to, long amount) => new(Bench.At(from), Bench.At(to), amount);
}
