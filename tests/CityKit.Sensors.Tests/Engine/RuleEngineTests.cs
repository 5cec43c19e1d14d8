using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

public sealed class RuleEngineTests
{
    [Fact]
    public void Observe_RulesOfTheOtherPlace_AreNotJudged()
    {
        const string contact = """{"kind": "match", "event": "contact"}""";
        Assert.Equal("", new Bench(contact, RuleHost.Edge).Contact(1, true).Log);
        Assert.Equal("Raised +1", new Bench(contact, RuleHost.Hub).Contact(1, true).Log);
    }

    [Fact]
    public void Observe_DocumentedRules_EachFindsWhatItSays()
    {
        var sensors = SensorRegister.Of([Bench.Entry("lamp", "smoke", ""), Bench.Entry("meter", "water", "L")]);
        var edge = new Bench(Bench.Parse(RulesDocument.Json), sensors, RuleHost.Edge).Contact(1, true).Readings(1, 20, 60);
        Assert.Equal(["smoke", "water-rush"], edge.Outcomes.Select(o => o.Rule.Id));
        Assert.Equal(Bench.At(12), edge.Outcomes[1].At);
    }

    [Fact]
    public void Observe_SensorMovedToAnotherEntry_IsJudgedByTheEntryOfItsTime()
    {
        var old = Bench.Entry("lamp", "lamp-dark", "") with { Grid = "old", ValidTo = Bench.At(10) };
        var moved = old with { Grid = "new", ValidFrom = Bench.At(10), ValidTo = null };
        var bench = new Bench(Bench.Rules("""{"kind": "match", "event": "contact"}"""), SensorRegister.Of([moved, old]));
        bench.Contact(5, true).Contact(15, true).Contact(20, false);
        Assert.Equal("Raised +5, Cleared +10, Raised +15, Cleared +20", bench.Log);
        Assert.Equal(["old", "old", "new", "new"], bench.Outcomes.Select(o => o.Entry.Grid));
    }

    [Fact]
    public void Advance_OtherDevice_MovesNothing()
    {
        var bench = new Bench("""{"kind": "contact", "is": "active", "hold": "PT1M"}""").Contact(1, true);
        bench.Engine.Advance(DeviceId.Parse("dev-2"), Bench.At(100), bench.Outcomes);
        Assert.Empty(bench.Outcomes);
    }

    [Theory]
    [InlineData(-1e6)]
    [InlineData(1e6)]
    public void Observe_TimesFarOff_StayWithinTheEnginesRange(double days)
    {
        var at = days > 0 ? Instant.MaxValue : Instant.MinValue;
        var bench = new Bench("""{"kind": "window", "over": "P366D", "below": "1 L"}""");
        bench.See(new Observation(Bench.Key("meter"), EventKind.Reading, at, Duration.FromDays(days), long.MaxValue));
        bench.See(new Observation(Bench.Key("meter"), EventKind.Reading, at, Duration.FromDays(days), long.MaxValue));
        Assert.Empty(bench.Outcomes);
        Assert.Equal(2, bench.Engine.ClampedTimes);
    }
}
