using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Tests.Support;
using CityKit.Tests.Shared;

namespace CityKit.Sensors.Tests.Engine;

public sealed class WindowTests
{
    private const string Low = """{"kind": "window", "over": "PT1H", "below": "30 L"}""";
    private const string High = """{"kind": "window", "over": "PT1H", "above": "100 L"}""";

    [Fact]
    public void Observe_SumBelow_RaisesWhenTheWindowIsFullAndClearsWhenEnough()
    {
        var bench = new Bench(Low).Readings(0, 60, 0).Readings(60, 90, 1);
        Assert.Equal("Raised +60, Cleared +90", bench.Log);
        Assert.Equal([(0L, 1000), (30L, 1000)], bench.Outcomes.Select(o => (o.Value!.Value, o.CoveragePermille!.Value)));
    }

    [Fact]
    public void Observe_WindowOverAGap_IsIncompleteOnceAndNeverLow()
    {
        var bench = new Bench(Low).Readings(0, 70, 1).Readings(80, 160, 0);
        Assert.Equal("Incomplete +81, Complete +137, Raised +137", bench.Log); // 57 of 60 minutes are 95 %
        Assert.Equal(bench.Outcomes[0].Alert, bench.Outcomes[1].Alert);
        Assert.Equal([833, 950], bench.Outcomes.Take(2).Select(o => o.CoveragePermille!.Value));
    }

    [Fact]
    public void Advance_ReadingsStop_IsIncompleteAtAHeartbeat() =>
        Assert.Equal("Incomplete +64", new Bench(Low).Readings(0, 60, 1).Beat(63).Beat(64).Beat(200).Log);

    [Theory]
    [InlineData(EventFlags.Unhealthy)]
    [InlineData(EventFlags.Gap)]
    public void Observe_UnhealthyReadings_DoNotCover(EventFlags flags)
    {
        var bench = new Bench(Low);
        for (var minute = 1; minute <= 70; minute++) bench.Reading(minute, 0, flags: flags);
        Assert.Equal("Incomplete +60", bench.Log);
    }

    [Fact]
    public void Observe_ShortSpans_CoverOnlyWhatTheyCover()
    {
        var bench = new Bench(Low);
        for (var minute = 1; minute <= 70; minute++) bench.Reading(minute, 0, spanMinutes: 0.9);
        Assert.Equal(OutcomeKind.Incomplete, Assert.Single(bench.Outcomes).Kind);
        Assert.Equal(900, bench.Outcomes[0].CoveragePermille);
    }

    [Fact]
    public void Observe_LowThenAGap_StaysRaisedUntilKnownBetter() =>
        Assert.Equal("Raised +60, Incomplete +81, Cleared +81", new Bench(Low).Readings(0, 70, 0).Reading(81, 30).Log);

    [Fact]
    public void Observe_SumAbove_RaisesFromALowerBoundEvenOverAGap()
    {
        var bench = new Bench(High).Reading(1, 60, flags: EventFlags.Unhealthy).Reading(30, 41);
        Assert.Equal("Raised +30", bench.Log);
        Assert.Equal(101, bench.Outcomes[0].Value);
    }

    [Fact]
    public void Observe_ReadingOverTheWindowsBegin_CountsWholeForBelowAndNotForAbove()
    {
        var low = new Bench(Low).Reading(30, 30, 30).Readings(30, 89, 0); // at 89 the window begins inside the first reading
        Assert.Equal("", low.Log);
        Assert.Equal("Raised +90", low.Reading(90, 0).Log);
        Assert.Equal("", new Bench(High).Reading(120, 500, 120).Log);
    }

    [Fact]
    public void Observe_BetweenHours_RaisesOnlyThenAndClearsAnyTime()
    {
        // 00:00 UTC is 08:00 in Shanghai, so 09:30 to 10:00 local is minutes 90 to 120
        const string morning = """{"kind": "window", "over": "PT1H", "below": "30 L", "between": {"from": "09:30", "to": "10:00"}}""";
        Assert.Equal("Raised +90, Cleared +150", new Bench(morning).Readings(0, 120, 0).Readings(120, 200, 1).Log);
        Assert.Equal("", new Bench(morning).Readings(0, 30, 0).Readings(30, 119, 2).Readings(119, 240, 0).Log);
    }

    [Fact]
    public void Observe_BetweenOverMidnight_CoversBothSides()
    {
        // 22:00 to 06:00 local is minutes 840 to 1320 of the first day
        var bench = new Bench("""{"kind": "window", "over": "PT1H", "below": "30 L", "between": {"from": "22:00", "to": "06:00"}}""");
        Assert.Equal("Raised +840", bench.Readings(0, 1400, 0).Log);
    }

    [Fact]
    public void Observe_OverlappingReading_KeepsItsAmountAndCoversOnce()
    {
        var bench = new Bench(Low).Readings(0, 30, 0).Reading(30, 29, 10);
        Assert.Equal("", bench.Log);
        Assert.Equal("Raised +60", bench.Readings(30, 60, 0).Log);
        Assert.Equal(29, bench.Outcomes[0].Value);
        Assert.Equal(1000, bench.Outcomes[0].CoveragePermille);
    }

    [Fact]
    public void Observe_TestReadingInside_IsMarkedTest() =>
        Assert.True(Assert.Single(new Bench(Low).Reading(1, 0, flags: EventFlags.Test).Readings(1, 60, 0).Outcomes).Test);

    [Fact]
    public void Observe_SteadyState_AllocatesNothing()
    {
        var bench = new Bench(Low).Readings(0, 300, 1);
        var minute = 300;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var end = minute + 1_000; minute < end;) bench.Reading(++minute, 1).Beat(minute);
        }));
    }
}
