using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

public sealed class ChangeTests
{
    private const string Rise = """{"kind": "change", "rises": "6 °C/h"}"""; // 1 tenth of a degree a minute

    [Fact]
    public void Observe_RisesFasterThanTheLimit_RaisesAtThatReadingAndClearsAtTheNextCalmOne() =>
        Assert.Equal("Raised +20, Cleared +30", Cold(Rise).At(0, 20).At(10, 30).At(20, 41).At(30, 41).Log);

    [Fact]
    public void Observe_FallsFaster_IsTheOtherRule()
    {
        Assert.Equal("", Cold(Rise).At(0, 90).At(10, 0).Log);
        Assert.Equal("Raised +10", Cold("""{"kind": "change", "falls": "6 °C/h"}""").At(0, 90).At(10, 79).Log);
        Assert.Equal("", Cold("""{"kind": "change", "falls": "6 °C/h"}""").At(0, 90).At(10, 80).Log);
    }

    [Theory]
    [InlineData("0.1 °C/min")]
    [InlineData("6 °C/h")]
    public void Observe_TheSameRateInAnotherTime_IsTheSame(string rate) =>
        Assert.Equal("Raised +20", Cold($$"""{"kind": "change", "rises": "{{rate}}"}""").At(0, 20).At(10, 30).At(20, 41).Log);

    [Fact]
    public void Observe_WithAHold_MustStillChangeAReadingLater()
    {
        const string held = """{"kind": "change", "rises": "6 °C/h", "hold": "20 min", "clearHold": "10 min"}""";
        Assert.Equal("", Cold(held).At(0, 0).At(10, 20).At(20, 40).At(30, 41).Log);
        Assert.Equal("Raised +30, Cleared +50", Cold(held).At(0, 0).At(10, 20).At(20, 40).At(30, 60).At(40, 60).At(50, 60).Log);
    }

    [Fact]
    public void Observe_AGapLongerThanWithin_IsNoEvidence()
    {
        Assert.Equal("Raised +60", Cold(Rise).At(0, 0).At(60, 90).Log);
        Assert.Equal("", Cold(Rise).At(0, 0).At(60.1, 900).Log);
        Assert.Equal("Raised +61", Cold("""{"kind": "change", "rises": "6 °C/h", "within": "2 h"}""").At(0, 0).At(61, 900).Log);
    }

    [Fact]
    public void Observe_ALowerBound_IsNoEvidenceAndNoBeginning() =>
        Assert.Equal("", Cold(Rise).At(0, 20).Reading(5, 0, flags: EventFlags.Unhealthy).At(10, 30).Log);

    [Fact]
    public void Observe_BlindBetween_BeginsANewRow()
    {
        var bench = Cold(Rise).At(0, 0);
        var blind = new Observation(Bench.Key("device"), EventKind.Blind, Bench.At(5), Duration.FromMinutes(2), 0);
        bench.Engine.Observe(in blind, bench.Outcomes);
        Assert.Equal("Raised +15", bench.At(10, 90).At(15, 190).Log);
    }

    [Fact]
    public void Observe_TwoReadingsOfOneMoment_TheLastCountsAndNothingIsJudged() =>
        Assert.Equal("Raised +20", Cold(Rise).At(0, 0).At(0, 80).At(10, 80).At(20, 91).Log);

    [Fact]
    public void ObserveUndated_AnyReading_ShowsNoChange()
    {
        var bench = Cold(Rise).At(0, 0);
        var seen = new Observation(Bench.Key("meter"), EventKind.Reading, Bench.At(1), Duration.Zero, 900);
        bench.Engine.ObserveUndated(in seen, bench.Outcomes);
        Assert.Equal("", bench.At(10, 9).Log);
    }

    [Fact]
    public void CorrectClock_OnTheWay_ForgetsTheReadingBeforeAndKeepsTheAlert()
    {
        var bench = Cold(Rise).At(0, 0).At(10, 90);
        bench.Engine.CorrectClock(Bench.Device, Lane.Reading, Bench.At(5));
        Assert.Equal("Raised +10, Cleared +10", bench.At(6, 200).At(9, 200).Log);
    }

    [Fact]
    public void Correct_TheLastReading_IsComparedWithWhatItReallyWas()
    {
        var bench = Cold(Rise).Reading(10, 0, 10);
        RegisterInterval Of(long amount) => new(Bench.At(0), Bench.At(10), amount);
        bench.Engine.Correct(bench.Entry, [Of(0)], [Of(85)], bench.Outcomes);
        Assert.Equal("", bench.Reading(20, 90, 10).Log);
    }

    [Fact]
    public void Observe_FarOffValues_AreComparedWithoutOverflow() =>
        Assert.Equal("Raised +1", Cold(Rise).At(0, long.MinValue).At(1, long.MaxValue).Log);

    [Theory]
    [InlineData("\"rises\": \"5 °C\"", "when.rises", "a change such as \"5 °C/h\" (/s, /min, /h), above zero")]
    [InlineData("\"rises\": \"5 °C/d\"", "when.rises", "a change such as \"5 °C/h\" (/s, /min, /h), above zero")]
    [InlineData("\"falls\": \"0 °C/h\"", "when.falls", "a change such as \"5 °C/h\" (/s, /min, /h), above zero")]
    [InlineData("\"falls\": \"1 °C/h\", \"rises\": \"1 °C/h\"", "when", "one of rises, falls")]
    [InlineData("\"hold\": \"1 h\"", "when", "one of rises, falls")]
    [InlineData("\"falls\": \"1 °C/h\", \"within\": \"0 h\"", "when.within", "a duration above zero")]
    public void Parse_AMistake_SaysWhereAndWhatIsAllowed(string members, string path, string allowed)
    {
        var error = Bench.ErrorsOf2($$"""{"kind": "change", {{members}}}""")[0];
        Assert.Equal(($"rules[0].{path}", allowed, 1), (error.Path, error.Allowed.En, error.Line));
    }

    [Fact]
    public void Parse_KindMistypedOrOfAnEarlierVersion_SaysWhatThereIs()
    {
        Assert.Equal("change", Bench.ErrorsOf2("""{"kind": "chang", "rises": "1 L/h"}""")[0].NearMiss);
        Assert.Equal("a file with \"version\": 2, where this kind is",
            Bench.ErrorsOf(1, """{"kind": "change", "rises": "1 L/h"}""")[0].Allowed.En);
        Assert.Equal("match, threshold, contact, window, silence",
            Bench.ErrorsOf(1, """{"kind": "chang", "rises": "1 L/h"}""")[0].Allowed.En);
    }

    [Theory]
    [InlineData("5 km/h/min", "m/s", 1, "a limit that does not fit sensor dev-1/meter in 'm/s'")] // 83.3 m/s an hour: no whole number
    [InlineData("5 km/h/min", "m/s", 6, null)]
    [InlineData("0.05 °C/min", "°C", 10, null)]
    [InlineData("0.05 K/min", "°C", 10, "a limit that does not fit sensor dev-1/meter in '°C'")]
    public void Check_ALimitInAnotherUnit_FitsExactlyOrIsNamed(string rises, string unit, long perUnit, string? found)
    {
        var register = SensorRegister.Of([Bench.Entry("meter", "x", unit) with { PerUnit = perUnit }]);
        Assert.Equal(found, Bench.Rules2($$"""{"kind": "change", "rises": "{{rises}}"}""").Check(register).SingleOrDefault()?.Found.En);
    }

    private static Feed Cold(string when) => new(when);

    private sealed class Feed(string when)
    {
        private readonly Bench bench = Bench.Of2(when, "°C", 10);

        internal RuleEngine Engine => bench.Engine;

        internal List<RuleOutcome> Outcomes => bench.Outcomes;

        internal string Log => bench.Log;

        internal Sensor Entry { get; } = Bench.Entry("meter", "water", "°C") with { PerUnit = 10 };

        internal Feed At(double minute, long tenths) => Reading(minute, tenths, 0);

        internal Feed Reading(double minute, long tenths, double span = 0, EventFlags flags = EventFlags.None)
        {
            bench.Reading(minute, tenths, span, flags).Restart();
            return this;
        }
    }
}
