using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

public sealed class StuckTests
{
    private const string Stuck = """{"kind": "stuck", "for": "30 min"}""";

    [Fact]
    public void Observe_OneValueForTheTime_RaisesAtBeginPlusForAndClearsWithAnother() =>
        Assert.Equal("Raised +31, Cleared +41", Level(Stuck).Readings(0, 40, 7).Reading(41, 8).Log);

    [Fact]
    public void Observe_AnotherValueOnTheWay_BeginsAgain() =>
        Assert.Equal("Raised +51", Level(Stuck).Readings(0, 20, 7).Readings(20, 60, 8).Log);

    [Fact]
    public void Observe_WithinBy_IsTheSameValueAndASlowDriftIsNot()
    {
        const string near = """{"kind": "stuck", "for": "30 min", "by": "0.02 m"}""";
        Assert.Equal("Raised +31, Cleared +41", Level(near, "m", 100).Readings(0, 20, 7).Readings(20, 40, 9).Reading(41, 10).Log);
        var drift = Level(near, "m", 100);
        for (var i = 0; i < 12; i++) drift.Readings(i * 10, i * 10 + 10, i);
        Assert.Equal("", drift.Log); // 3 cm in half an hour, never more than 1 at once
    }

    [Fact]
    public void Observe_ZeroFlow_IsAValueAsAnyOther() => Assert.Equal("Raised +31", Level(Stuck).Readings(0, 40, 0).Log);

    [Fact]
    public void Advance_NoReadings_IsNoEvidence() =>
        Assert.Equal("", Level(Stuck).Readings(0, 20, 7).Beat(60).Beat(600).Log);

    [Theory]
    [InlineData(59, 0, "Raised +30")]
    [InlineData(61, 0, "")]
    [InlineData(40, 20, "Raised +30")] // what lies between the two is no longer than one of them
    [InlineData(40, 19, "")]
    public void Observe_AHole_CountsWhileItIsShort(double gap, double span, string log) =>
        Assert.Equal(log, Level(Stuck).Reading(0, 7, span).Reading(gap, 7, span).Log);

    [Fact]
    public void Observe_AHoleWhileRaised_StaysRaisedUntilAnotherValue() =>
        Assert.Equal("Raised +31, Cleared +602", Level(Stuck).Readings(0, 40, 7).Reading(600, 7).Reading(601, 7).Reading(602, 6).Log);

    [Fact]
    public void Observe_FaultBetween_BeginsAgain()
    {
        var bench = Level(Stuck).Readings(0, 20, 7);
        foreach (var (minute, value) in new[] { (20.1, 1), (20.9, 0) })
            bench.See(new Observation(Bench.Key("meter"), EventKind.Fault, Bench.At(minute), Duration.Zero, value)
            {
                Fields = EventFields.Of(new EventField("reason", "gone")),
            });
        Assert.Equal("Raised +51", bench.Readings(20, 60, 7).Log);
    }

    [Fact]
    public void Observe_LowerBoundsOnly_AreNoEvidence()
    {
        var bench = Level(Stuck);
        for (var minute = 1; minute < 90; minute++) bench.Reading(minute, 7, flags: EventFlags.Gap);
        Assert.Equal("", bench.Log);
    }

    [Fact]
    public void ObserveUndated_AnotherValue_EndsTheAlertAndTheSameDoesNot()
    {
        var bench = Level(Stuck).Readings(0, 40, 7);
        foreach (var (minute, value) in new[] { (41, 7), (42, 8) })
        {
            var seen = new Observation(Bench.Key("meter"), EventKind.Reading, Bench.At(minute), Duration.Zero, value);
            bench.Engine.ObserveUndated(in seen, bench.Outcomes);
        }
        Assert.Equal("Raised +31, Cleared +42", bench.Log);
    }

    [Fact]
    public void CorrectClock_AtAnyTime_BeginsAgainAndKeepsTheAlert()
    {
        var bench = Level(Stuck).Readings(0, 20, 7);
        bench.Engine.CorrectClock(Bench.Device, Lane.Reading, Bench.At(600));
        Assert.Equal("Raised +631", bench.Readings(600, 640, 7).Log);
        bench.Engine.CorrectClock(Bench.Device, Lane.Reading, Bench.At(610));
        Assert.Equal("Raised +631, Cleared +631", bench.Readings(610, 612, 7).Reading(613, 9).Log);
    }

    [Fact]
    public void Correct_TheLastReadingWasAnother_BeginsWithIt()
    {
        var bench = Level(Stuck).Readings(0, 20, 7);
        RegisterInterval Of(long amount) => new(Bench.At(19), Bench.At(20), amount);
        bench.Engine.Correct(Bench.Entry("meter", "water", "L"), [Of(7)], [Of(9)], bench.Outcomes);
        Assert.Equal("Raised +50", bench.Readings(20, 60, 9).Log);
    }

    [Theory]
    [InlineData("\"by\": \"1 L\"", "when.for", "a duration such as \"24 h\" (s, min, h, d) or PT24H", null)]
    [InlineData("\"for\": \"1 h\", \"by\": \"-1 L\"", "when.by", "0 or more", null)]
    [InlineData("\"for\": \"1 h\", \"withn\": \"1 h\"", "when.withn", "by, for, kind, within", "within")]
    public void Parse_AMistake_SaysWhereAndWhatIsAllowed(string members, string path, string allowed, string? nearMiss)
    {
        var error = Bench.ErrorsOf2($$"""{"kind": "stuck", {{members}}}""")[0];
        Assert.Equal(($"rules[0].{path}", allowed, nearMiss), (error.Path, error.Allowed.En, error.NearMiss));
    }

    [Fact]
    public void Check_ByInAnotherKindOfUnit_NamesRuleAndSensor()
    {
        var register = SensorRegister.Of([Bench.Entry("meter", "x", "L")]);
        var error = Assert.Single(Bench.Rules2("""{"kind": "stuck", "for": "1 h", "by": "1 °C"}""").Check(register));
        Assert.Equal("an amount in 'L'", error.Allowed.En);
    }

    private static Bench Level(string when, string unit = "L", long perUnit = 1) => Bench.Of2(when, unit, perUnit);
}
