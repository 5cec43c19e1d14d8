using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

public sealed class MatchTests
{
    [Fact]
    public void Observe_ContactOpensAndCloses_RaisesOnceAndClearsWithTheSameId()
    {
        var bench = new Bench("""{"kind": "match", "event": "contact"}""").Contact(1, true).Contact(2, true).Contact(3, false)
            .Contact(4, false).Contact(5, true);
        Assert.Equal("Raised +1, Cleared +3, Raised +5", bench.Log);
        Assert.Equal(bench.Outcomes[0].Alert, bench.Outcomes[1].Alert);
        Assert.Equal(bench.Outcomes[0].At, bench.Outcomes[1].RaisedAt);
        Assert.NotEqual(bench.Outcomes[0].Alert, bench.Outcomes[2].Alert);
    }

    [Fact]
    public void Observe_Detections_EachIsItsOwnFinalAlert()
    {
        var bench = new Bench("""{"kind": "match", "event": "detection", "atLeast": {"minDropMm": 3000}, "fields": {"channel": "3"}}""")
            .See(Fall(1, 4000, "3")).See(Fall(2, 2999, "3")).See(Fall(3, 3000, "3")).See(Fall(4, 9000, "4"));
        Assert.Equal("Raised +1, Raised +3", bench.Log);
        Assert.All(bench.Outcomes, o => Assert.True(o.Final));
        Assert.Equal(4000, bench.Outcomes[0].Fields.NumberOf("minDropMm"));
    }

    [Fact]
    public void Observe_FaultOfAnotherReason_DoesNotClear()
    {
        var bench = new Bench("""{"kind": "match", "event": "fault", "fields": {"reason": "stuck"}}""")
            .See(Fault(1, 1, "stuck")).See(Fault(2, 0, "supervision")).See(Fault(3, 0, "stuck"));
        Assert.Equal("Raised +1, Cleared +3", bench.Log);
    }

    [Fact]
    public void Observe_InMaintenance_IsMarkedTest()
    {
        var bench = new Bench("""{"kind": "match", "event": "contact"}""").Contact(1, true, EventFlags.Test).Contact(2, false)
            .Contact(3, true);
        Assert.Equal([true, true, false], bench.Outcomes.Select(o => o.Test));
    }

    [Fact]
    public void Observe_UnknownSensor_SaysSo()
    {
        var bench = new Bench("""{"kind": "match", "event": "contact"}""");
        var stranger = new Observation(Bench.Key("stranger"), EventKind.Contact, Bench.Start, Duration.Zero, 1);
        Assert.False(bench.Engine.Observe(in stranger, bench.Outcomes));
        Assert.Empty(bench.Outcomes);
    }

    [Fact]
    public void Observe_ChangesOfAContact_EachIsAnAlertOfAMoment()
    {
        var bench = Bench.Of2("""{"kind": "match", "event": "contact", "changes": true}""");
        bench.Contact(1, true).Contact(2, true).Contact(3, false).Restart().Contact(4, false).Contact(5, true);
        Assert.Equal("Raised +3, Raised +5", bench.Log); // the first only tells the state; one said again is no change
        Assert.All(bench.Outcomes, o => Assert.True(o.Final));
        Assert.Equal([0L, 1L], bench.Outcomes.Select(o => o.Value));
    }

    [Theory]
    [InlineData(1, "Raised +3, Raised +5")]
    [InlineData(0, "Raised +2, Raised +4")]
    public void Observe_ChangesToOneState_LeavesOutTheOthers(long value, string log) =>
        Assert.Equal(log, Bench.Of2($$"""{"kind": "match", "event": "contact", "changes": true, "value": {{value}}}""")
            .Contact(1, true).Contact(2, false).Contact(3, true).Contact(4, false).Contact(5, true).Log);

    [Fact]
    public void Observe_OnOffAtOneMoment_AreTwoAlertsWithTwoIds()
    {
        var bench = Bench.Of2("""{"kind": "match", "event": "contact", "changes": true}""")
            .Contact(1, true).Contact(1, false).Contact(1, true);
        Assert.Equal(2, bench.Outcomes.Select(o => o.Alert).Distinct().Count());
    }

    [Fact]
    public void ObserveUndated_AnotherState_IsAChangeAsOfWhenItWasReceived()
    {
        var bench = Bench.Of2("""{"kind": "match", "event": "contact", "changes": true}""").Contact(1, true);
        var seen = new Observation(Bench.Key("lamp"), EventKind.Contact, Bench.At(9), NodaTime.Duration.Zero, 0);
        bench.Engine.ObserveUndated(in seen, bench.Outcomes);
        Assert.Equal("Raised +9", bench.Log);
    }

    [Theory]
    [InlineData("\"event\": \"detection\", \"changes\": true", "changes")]
    [InlineData("\"event\": \"contact\", \"changes\": 1", "changes")]
    [InlineData("\"event\": \"contact\", \"changes\": true, \"value\": 2", "value")]
    [InlineData("\"event\": \"contact\", \"changes\": true, \"fields\": {\"a\": 1}", "fields")]
    public void Parse_ChangesWrong_SaysWhere(string members, string path) =>
        Assert.Equal($"rules[0].when.{path}", Bench.ErrorsOf2($$"""{"kind": "match", {{members}}}""")[0].Path);

    private static Observation Fall(double minute, long drop, string channel) =>
        new(Bench.Key("lamp"), EventKind.Detection, Bench.At(minute), Duration.Zero, 0)
            { Fields = EventFields.Of(new EventField("minDropMm", drop), new EventField("channel", channel)) };

    private static Observation Fault(double minute, long value, string reason) =>
        new(Bench.Key("lamp"), EventKind.Fault, Bench.At(minute), Duration.Zero, value)
            { Fields = EventFields.Of(new EventField("reason", reason)) };
}
