using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

public sealed class SilenceTests
{
    private const string Silent = """{"kind": "silence", "for": "PT10M"}""";

    [Fact]
    public void Advance_NoReadingForLonger_RaisesAtTheEndOfTheAllowedTime() =>
        Assert.Equal("Raised +15, Cleared +40", WithoutLamp().Reading(5, 1).Beat(15).Beat(16).Beat(30).Reading(40, 0).Beat(50).Log);

    [Fact]
    public void Advance_NeverAReading_CountsFromTheFirstHeartbeat() =>
        Assert.Equal("Raised +13", WithoutLamp().Beat(3).Beat(13).Beat(14).Log);

    [Fact]
    public void Observe_BacklogWithAHole_TellsTheHole() =>
        Assert.Equal("Raised +15, Cleared +40", new Bench(Silent).Reading(5, 1).Reading(40, 1).Log);

    [Fact]
    public void Advance_ContactsAhead_SameAsInOrder()
    {
        const string still = """{"kind": "silence", "of": "contact", "for": "PT10M"}""";
        var ordered = new Bench(still).Beat(0).Contact(1, true).Beat(8).Beat(12).Contact(20, false).Beat(21);
        var ahead = new Bench(still).Contact(1, true).Contact(20, false).Beat(0).Beat(8).Beat(12).Beat(21);
        Assert.Equal("Raised +11, Cleared +20", ordered.Log);
        Assert.Equal(ordered.Log, ahead.Log);
    }

    [Fact]
    public void Advance_PastTheSensorsPeriod_ClosesTheAlertAndEnds()
    {
        var sensor = Bench.Entry("meter", "water", "L") with { ValidTo = Bench.At(60) };
        var bench = new Bench(Bench.Rules(Silent), SensorRegister.Of([sensor])).Beat(0).Beat(30).Beat(90).Restart().Beat(200);
        Assert.Equal("Raised +10, Cleared +60", bench.Log);
    }

    [Fact]
    public void Advance_ReadingsOfNothing_AreNoSilenceButLowUseAndNoReadingsAreNoLowUse()
    {
        const string low = """{"kind": "window", "over": "PT1H", "below": "1 L"}""";
        var both = SensorRegister.Of([Bench.Entry("meter", "water", "L")]);
        var zero = new Bench(Bench.Rules(Silent, low), both).Readings(0, 70, 0).Beat(70);
        Assert.Equal(["Raised r1"], zero.Outcomes.Select(o => $"{o.Kind} {o.Rule.Id}"));
        var none = new Bench(Bench.Rules(Silent, low), both).Readings(0, 70, 5).Beat(150);
        Assert.Equal(["Incomplete r1", "Raised r0"], none.Outcomes.Select(o => $"{o.Kind} {o.Rule.Id}").Order(StringComparer.Ordinal));
    }

    private static Bench WithoutLamp() => new(Bench.Rules(Silent), SensorRegister.Of([Bench.Entry("meter", "water", "L")]));
}
