using CityKit.Core;
using CityKit.Sensors.Register;
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
        Assert.Equal("Raised +1", new Bench("""{"kind": "threshold", "above": "5 L"}""").Reading(1, 6, flags: EventFlags.Unhealthy)
            .Reading(2, 1, flags: EventFlags.Gap).Log);
        Assert.Equal("Raised +2", new Bench("""{"kind": "threshold", "below": "5 L"}""").Reading(1, 0, flags: EventFlags.Gap)
            .Reading(2, 0).Log);
    }

    [Fact]
    public void Observe_ValueAtTheLimit_IsNeitherAboveNorBelow()
    {
        Assert.Equal("", new Bench("""{"kind": "threshold", "above": "5 L"}""").Reading(1, 5).Log);
        Assert.Equal("", new Bench("""{"kind": "threshold", "below": "5 L"}""").Reading(1, 5).Log);
        Assert.Equal("Raised +1, Cleared +3", new Bench("""{"kind": "threshold", "below": "4.5 L"}""").Reading(1, 4).Reading(2, 4)
            .Reading(3, 5).Log);
    }

    [Fact]
    public void Observe_OutsideARange_RaisesOnEitherSideAndClearsWithinBoth()
    {
        var bench = Bench.Of2("""{"kind": "threshold", "outside": {"from": "2 °C", "to": "8 °C"}, "hysteresis": "0.5 °C"}""", "°C", 10);
        bench.Reading(1, 20).Reading(2, 80).Reading(3, 19).Reading(4, 24).Reading(5, 25);
        Assert.Equal("Raised +3, Cleared +5", bench.Log);
        Assert.Equal("Raised +3, Cleared +5, Raised +6, Cleared +8", bench.Reading(6, 81).Reading(7, 76).Reading(8, 75).Log);
    }

    [Fact]
    public void Observe_FromOneSideToTheOther_IsOneAlert()
    {
        const string cold = """{"kind": "threshold", "outside": {"from": "2 °C", "to": "8 °C"}, "hold": "3 min"}""";
        Assert.Equal("Raised +4", Bench.Of2(cold, "°C").Reading(1, 1).Reading(2, 9).Reading(3, 1).Reading(4, 9).Reading(5, 0).Log);
    }

    [Fact]
    public void Observe_LowerBoundOfARange_ProvesOnlyAbove()
    {
        const string cold = """{"kind": "threshold", "outside": {"from": "2 °C", "to": "8 °C"}}""";
        Assert.Equal("", Bench.Of2(cold, "°C").Reading(1, 1, flags: EventFlags.Gap).Log);
        Assert.Equal("Raised +1", Bench.Of2(cold, "°C").Reading(1, 9, flags: EventFlags.Gap).Reading(2, 5, flags: EventFlags.Gap).Log);
    }

    [Theory]
    [InlineData("\"clear\": \"0.05 mg/m3\"")]
    [InlineData("\"hysteresis\": \"0.05 mg/m3\"")]
    public void Observe_AboveForTheHoldAndClearLevel_SaysTheSameInBothWords(string back)
    {
        var bench = Bench.Of2($$"""{"kind": "threshold", "above": "0.1 mg/m3", "hold": "10 s", {{back}}}""", "ug/m3").Reading(1, 101, 0);
        bench.Reading(1.2, 101, 0).Reading(2, 51, 0).Reading(3, 50, 0);
        Assert.Equal("Raised +1.17, Cleared +3", bench.Log);
    }

    [Fact]
    public void Observe_RatesOutsideARangeOrWithAClearLevel_AreJudgedAsRates()
    {
        var outside = Bench.Of2("""{"kind": "threshold", "outside": {"from": "60 L/h", "to": "600 L/h"}, "hysteresis": "60 L/h"}""");
        Assert.Equal("Raised +2, Cleared +4", outside.Reading(1, 1).Reading(2, 11).Reading(3, 10).Reading(4, 9).Log);
        var clear = Bench.Of2("""{"kind": "threshold", "above": "600 L/h", "clear": "300 L/h"}""");
        Assert.Equal("Raised +1, Cleared +3", clear.Reading(1, 11).Reading(2, 6).Reading(3, 5).Log);
    }

    [Fact]
    public void Observe_BelowWithAClearLevel_IsOverAtThatLevel() =>
        Assert.Equal("Raised +1, Cleared +3", Bench.Of2("""{"kind": "threshold", "below": "20 %", "clear": "30 %"}""", "%")
            .Reading(1, 19).Reading(2, 29).Reading(3, 30).Log);

    [Theory] // 15 km/h are 416.67 cm/s; 18 km/h are 5 m/s
    [InlineData("15 km/h", "m/s", 100, 416, 417)]
    [InlineData("18 km/h", "m/s", 100, 500, 501)]
    [InlineData("18 km/h", "m/s", 1, 5, 6)]
    [InlineData("5 m/s", "km/h", 1, 18, 19)]
    [InlineData("90 m/min", "km/h", 10, 54, 55)]
    [InlineData("15 km/h", "km/h", 1, 15, 16)]
    public void Observe_SpeedInAnotherUnit_IsJudgedExactly(string limit, string unit, long perUnit, long allowed, long tooFast) =>
        Assert.Equal("Raised +2", Bench.Of2($$"""{"kind": "threshold", "above": "{{limit}}"}""", unit, perUnit)
            .Reading(1, allowed).Reading(2, tooFast).Log);

    [Fact] // 14.4 km/h are 4 m/s, though neither 15 nor 0.6 km/h are a number of them that ends
    public void Observe_HysteresisInAnotherUnit_IsExactToo() =>
        Assert.Equal("Raised +1, Cleared +3",
            Bench.Of2("""{"kind": "threshold", "above": "15 km/h", "hysteresis": "0.6 km/h"}""", "m/s", 100)
            .Reading(1, 417).Reading(2, 401).Reading(3, 400).Log);

    [Theory]
    [InlineData("\"outside\": {\"from\": \"2 L\", \"to\": \"2 L\"}", "when.outside.to", "more than 2 L")]
    [InlineData("\"outside\": {\"from\": \"2 L\", \"to\": \"8 m3\"}", "when.outside.to", "an amount in 'L', the unit of 'from'")]
    [InlineData("\"outside\": {\"from\": \"2 L\", \"till\": \"8 L\"}",
        "when.outside.to", "an amount such as \"0.01 m3\" or a rate such as \"0.5 m3/h\"")]
    [InlineData("\"outside\": {\"from\": \"2 L\", \"to\": \"8 L\"}, \"hysteresis\": \"4 L\"",
        "when.hysteresis", "at most half of the range, so that it can be over")]
    [InlineData("\"outside\": {\"from\": \"2 L\", \"to\": \"8 L\"}, \"clear\": \"4 L\"",
        "when.clear", "hysteresis beside outside, which has two limits")]
    [InlineData("\"above\": \"2 L\", \"outside\": {\"from\": \"2 L\", \"to\": \"8 L\"}", "when.outside", "one of below, above, outside")]
    [InlineData("\"hold\": \"1 h\"", "when", "one of below, above, outside")]
    [InlineData("\"above\": \"2 L\", \"clear\": \"3 L\"", "when.clear", "2 L or less")]
    [InlineData("\"below\": \"2 L\", \"clear\": \"1 L\"", "when.clear", "2 L or more")]
    [InlineData("\"below\": \"2 L\", \"clear\": \"3 m3\"", "when.clear", "an amount in 'L', the limit's unit")]
    [InlineData("\"below\": \"2 L\", \"clear\": \"3 L\", \"hysteresis\": \"1 L\"", "when.clear", "one of clear, hysteresis")]
    [InlineData("\"above\": \"2 L/h\", \"hysteresis\": \"1 L\"", "when.hysteresis", "an amount in 'L/h', the limit's unit")]
    public void Parse_AMistake_SaysWhereAndWhatIsAllowed(string members, string path, string allowed)
    {
        var error = Bench.ErrorsOf2($$"""{"kind": "threshold", {{members}}}""")[0];
        Assert.Equal(($"rules[0].{path}", allowed, 1), (error.Path, error.Allowed.En, error.Line));
    }

    [Fact]
    public void Parse_OutsideInAFileOfVersion1_IsAnUnknownMember() =>
        Assert.Contains("unknown member 'outside'",
            Bench.ErrorsOf(1, """{"kind": "threshold", "above": "2 L", "outside": {}}""")[0].Found.En, StringComparison.Ordinal);

    [Fact]
    public void Check_AUnitMistyped_NamesTheOneThatWasMeant()
    {
        var register = SensorRegister.Of([Bench.Entry("meter", "dust", "ug/m3")]);
        var errors = Bench.Rules2("""{"kind": "threshold", "above": "1 mg/m"}""",
            """{"kind": "threshold", "above": "1 K"}""", """{"kind": "threshold", "above": "1 mg/m3"}""").Check(register);
        Assert.Equal(["mg/m3", null], errors.Select(e => e.NearMiss));
        Assert.Equal("an amount in 'ug/m3'", errors[0].Allowed.En);
    }
}
