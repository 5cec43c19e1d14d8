using CityKit.Core;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

public sealed class ContactTests
{
    private const string Dark = """{"kind": "contact", "is": "active", "hold": "PT30M", "clearHold": "PT5M"}""";

    [Fact]
    public void Advance_LongAfterTheHold_RaisesAtBeginPlusHoldExactly() =>
        Assert.Equal("Raised +40", new Bench(Dark).Contact(10, true).Beat(39).Beat(95).Log);

    [Theory] // before it, within, between raise and noticing, while clearing
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(39.9)]
    [InlineData(72)]
    public void Advance_RestartedInTheHold_RaisesAtBeginPlusHoldExactly(double restart)
    {
        var bench = new Bench(Dark);
        foreach (var minute in (double[])[10, 39, 70, 95])
        {
            if (restart < minute) bench.Restart();
            _ = minute switch { 10 => bench.Contact(10, true), 70 => bench.Contact(70, false), _ => bench.Beat(minute) };
        }
        Assert.Equal("Raised +40, Cleared +75", bench.Log);
    }

    [Fact]
    public void Observe_LitBeforeTheHoldEnds_RaisesNothing() =>
        Assert.Equal("", new Bench(Dark).Contact(10, true).Contact(39.99, false).Beat(95).Log);

    [Fact]
    public void Observe_LitExactlyWhenTheHoldEnds_RaisesFirst() =>
        Assert.Equal("Raised +40, Cleared +45", new Bench(Dark).Contact(10, true).Contact(40, false).Beat(95).Log);

    [Fact]
    public void Observe_FlickerWhileClearing_StartsTheClearHoldAnew() =>
        Assert.Equal("Raised +30, Cleared +49", new Bench(Dark).Contact(0, true).Contact(40, false).Contact(43, true).Contact(44, false)
            .Beat(60).Log);

    [Fact]
    public void Observe_AlarmLaneAhead_SameOutcomesAsInOrder()
    {
        var ordered = new Bench(Dark).Contact(0, true).Beat(10).Beat(31).Contact(35, false).Beat(36).Beat(40).Contact(41, true).Beat(80);
        var ahead = new Bench(Dark).Contact(0, true).Contact(35, false).Contact(41, true).Beat(10).Beat(31).Beat(36).Beat(40).Beat(80);
        Assert.Equal("Raised +30, Cleared +40, Raised +71", ordered.Log);
        Assert.Equal(ordered.Log, ahead.Log);
        Assert.Equal(0, ahead.Engine.ClampedTimes);
    }

    [Fact]
    public void Observe_BeganInMaintenance_IsMarkedTest() =>
        Assert.True(Assert.Single(new Bench(Dark).Contact(0, true, EventFlags.Test).Beat(60).Outcomes).Test);

    [Fact]
    public void Observe_TimeGoesBack_IsClampedAndCounted()
    {
        var bench = new Bench("""{"kind": "contact", "is": "active"}""").Contact(10, true).Contact(5, false).Beat(20).Beat(15);
        Assert.Equal("Raised +10, Cleared +10", bench.Log);
        Assert.Equal(2, bench.Engine.ClampedTimes);
    }
}
