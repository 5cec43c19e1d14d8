using CityKit.Core;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

public sealed class ThresholdTests
{
    private const string Fast = """{"kind": "threshold", "above": "600 L/h", "hysteresis": "60 L/h", "hold": "PT3M"}""";

    [Fact]
    public void Observe_RateAboveForTheHold_RaisesAtBeginPlusHold() =>
        Assert.Equal("Raised +8", new Bench(Fast).Readings(0, 4, 10).Readings(4, 9, 11).Log); // 11 L a minute = 660 L/h

    [Fact]
    public void Observe_NoticedLate_StillRaisesAtBeginPlusHold() =>
        Assert.Equal("Raised +4", new Bench(Fast).Reading(1, 11).Reading(6, 55, 5).Log);

    [Fact]
    public void Observe_WithinHysteresis_StaysRaised()
    {
        var bench = new Bench(Fast).Readings(0, 5, 11).Reading(6, 10).Reading(7, 10);
        Assert.Equal("Raised +4", bench.Log); // 600 L/h is not over 600, but not back to 540 either
        Assert.Equal("Raised +4, Cleared +8", bench.Reading(8, 9).Log);
    }

    [Fact]
    public void Observe_AHoleLongerThanAReading_StartsTheHoldAnew() =>
        Assert.Equal("", new Bench(Fast).Reading(1, 11).Reading(30, 11).Beat(60).Log);

    [Fact]
    public void Observe_LowerBound_ProvesAboveButNeverBelow()
    {
        Assert.Equal("Raised +1", new Bench("""{"kind": "threshold", "above": "5 L"}""").Reading(1, 6, flags: EventFlags.Unhealthy).Reading(2, 1, flags: EventFlags.Gap).Log);
        Assert.Equal("Raised +2", new Bench("""{"kind": "threshold", "below": "5 L"}""").Reading(1, 0, flags: EventFlags.Gap).Reading(2, 0).Log);
    }

    [Fact]
    public void Observe_ValueAtTheLimit_IsNeitherAboveNorBelow()
    {
        Assert.Equal("", new Bench("""{"kind": "threshold", "above": "5 L"}""").Reading(1, 5).Log);
        Assert.Equal("", new Bench("""{"kind": "threshold", "below": "5 L"}""").Reading(1, 5).Log);
        Assert.Equal("Raised +1, Cleared +3", new Bench("""{"kind": "threshold", "below": "4.5 L"}""").Reading(1, 4).Reading(2, 4).Reading(3, 5).Log);
    }
}
