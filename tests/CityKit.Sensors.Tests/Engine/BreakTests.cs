using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>A time in which a sensor was not seen proves nothing: what must last begins again after it.</summary>
public sealed class BreakTests
{
    private const string Hot = """{"kind": "threshold", "above": "40 L", "hold": "PT10M"}""";
    private const string Dark = """{"kind": "contact", "is": "active", "hold": "PT30M"}""";

    [Fact] // thingsboard/thingsboard#10590: a duration that did not really last
    public void Threshold_ChannelGoneInTheHold_IsRaisedTenMinutesAfterItIsSeenAgain()
    {
        var bench = new Bench(Hot).Reading(0, 20, 0).Reading(1, 45, 0);
        Fault(bench, "meter", 1.1, "gone", 1);
        Fault(bench, "meter", 301, "gone", 0);
        bench.Reading(301, 45, 0).Reading(306, 45, 0).Reading(311, 45, 0);
        Assert.Equal("Raised +311", bench.Log);
    }

    [Fact]
    public void Threshold_AlarmLaneAhead_DecidesTheSame()
    {
        var bench = new Bench(Hot);
        Fault(bench, "meter", 1.1, "gone", 1);
        Fault(bench, "meter", 301, "gone", 0);
        bench.Reading(0, 20, 0).Reading(1, 45, 0).Restart().Reading(301, 45, 0).Reading(306, 45, 0).Reading(311, 45, 0);
        Assert.Equal("Raised +311", bench.Log);
    }

    [Fact]
    public void Threshold_DeviceWasBlind_BeginsTheHoldAgain()
    {
        var bench = new Bench(Hot).Reading(1, 45, 0);
        Blind(bench, "device", 2, 300);
        bench.Reading(301, 45, 0).Reading(311, 45, 0);
        Assert.Equal("Raised +311", bench.Log);
    }

    [Fact]
    public void Contact_LineAwayInTheHold_WaitsUntilItIsSeenAgain()
    {
        var bench = new Bench(Dark).Contact(0, true);
        Fault(bench, "lamp", 10, "line-away", 1);
        bench.Beat(60);
        Assert.Equal("", bench.Log);
        Fault(bench, "lamp", 90, "line-away", 0);
        bench.Beat(119).Beat(120);
        Assert.Equal("Raised +120", bench.Log);
    }

    [Fact]
    public void Contact_DueBeforeTheBreak_IsRaisedAtItsTime()
    {
        var bench = new Bench(Dark).Contact(0, true);
        Blind(bench, "device", 40, 100);
        Assert.Equal("Raised +30", bench.Log);
    }

    [Fact]
    public void Contact_FaultThatDoesNotHideIt_GoesOn()
    {
        var bench = new Bench(Dark).Contact(0, true);
        Fault(bench, "lamp", 10, "stuck", 1);
        bench.Beat(31);
        Assert.Equal("Raised +30", bench.Log);
    }

    [Fact]
    public void Match_OnOffOnAtOneMoment_AreTwoAlertsWithTwoIds()
    {
        var bench = new Bench("""{"kind": "match", "event": "contact"}""").Contact(1, true).Contact(1, false).Restart().Contact(1, true)
            .Contact(1, false).Contact(1, true);
        Assert.Equal(3, bench.Outcomes.Select(o => o.Alert).Distinct().Count());
    }

    [Fact]
    public void CorrectClock_WasADayAhead_RulesGoOnAtOnce()
    {
        const double Day = 24 * 60;
        var bench = new Bench(
            Bench.Rules("""{"kind": "window", "over": "PT30M", "above": "400 L"}""", """{"kind": "silence", "for": "PT1H"}"""),
            Bench.DefaultRegister);
        bench.Readings((int)Day, (int)Day + 20, 10).Beat(Day + 20);
        bench.Engine.CorrectClock(Bench.Device, Lane.Reading, Bench.At(20));
        bench.Readings(20, 50, 20).Beat(50).Beat(111);
        bench.Outcomes.RemoveAll(o => o.Sensor != Bench.Key("meter"));
        Assert.Equal("Raised +41, Incomplete +111, Raised +110", bench.Log);
    }

    [Fact] // 248 false "silent" alerts of one leap
    public void CorrectClock_WasDaysBehind_RaisesNoSilenceAndEndsNoHold()
    {
        const double Days = 20 * 24 * 60;
        var bench = new Bench(
            Bench.Rules("""{"kind": "silence", "for": "PT1H"}""", Dark, """{"kind": "window", "over": "PT24H", "below": "1 L"}"""),
            Bench.DefaultRegister);
        bench.Readings(0, 10, 1).Contact(5, true).Beat(10);
        foreach (var lane in new[] { Lane.Alarm, Lane.Reading }) bench.Engine.CorrectClock(Bench.Device, lane, Bench.At(Days));
        bench.Beat(Days).Readings((int)Days, (int)Days + 10, 1).Beat(Days + 29.9);
        Assert.Equal("", bench.Log);
        Assert.Equal($"Raised +{Days + 30}", bench.Beat(Days + 30).Log);
    }

    private static void Fault(Bench bench, string sensor, double minute, string reason, long value) =>
        bench.See(new Observation(Bench.Key(sensor), EventKind.Fault, Bench.At(minute), Duration.Zero, value)
            { Fields = EventFields.Of(new EventField("reason", reason)) });

    private static void Blind(Bench bench, string sensor, double from, double to) =>
        bench.Engine.Observe(
            new Observation(Bench.Key(sensor), EventKind.Blind, Bench.At(to), Duration.FromMinutes(to - from), 0), bench.Outcomes);
}
