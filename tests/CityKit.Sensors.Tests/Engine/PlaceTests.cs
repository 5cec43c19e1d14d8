using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Rules about where an object is: the area is the square of 120.000 to 120.001 east and 36.000 to 36.001 north.</summary>
public sealed class PlaceTests
{
    private const string Area = "\"inside\": [[120.000, 36.000], [120.001, 36.000], [120.001, 36.001], [120.000, 36.001]]";
    private const string In = "360005000,1200005000";
    private const string Out = "360015000,1200005000";

    [Theory] // each step: minute, speed, place
    [InlineData("1 16 in, 2 14 in", "Raised +1, Cleared +2")]
    [InlineData("1 16 out, 2 16 in, 3 16 out", "Raised +2, Cleared +3")] // outside the condition is over
    [InlineData("1 16 -, 2 16 in, 3 14 -, 4 14 in", "Raised +2, Cleared +4")] // without a place it is no evidence
    [InlineData("1 16 north, 2 16 in", "Raised +2")] // a place that is none
    public void Threshold_SpeedInAnArea_IsJudgedInsideAlone(string script, string expected) =>
        Assert.Equal(expected, Play($$"""{"kind": "threshold", "above": "15 kph", {{Area}}}""", script).Log);

    [Theory]
    [InlineData("1 0 in, 5 0 in, 10 0 in, 11 0 in, 12 0 out", "Raised +11, Cleared +12")]
    [InlineData("1 0 in, 5 0 in, 9 0 in, 14 0 in, 15 0 out", "Raised +11, Cleared +15")]
    [InlineData("1 0 in, 5 0 out, 6 0 in, 11 0 in, 15 0 in", "")] // it left
    [InlineData("1 0 in, 5 0 -, 6 0 in, 11 0 in", "Raised +11")]
    [InlineData("1 0 in, 7 0 in, 12 0 in, 16 0 in, 17 0 in", "Raised +17")] // a hole of more than five minutes
    [InlineData("1 0 in, 5 0 in, 10 0 in, 11 0 in, 30 0 in", "Raised +11")] // open until it is seen outside
    public void Dwell_LongerThanTenMinutes_Raises(string script, string expected) =>
        Assert.Equal(expected, Play($$"""{"kind": "dwell", {{Area}}, "for": "10 min"}""", script).Log);

    [Fact]
    public void Dwell_AfterABlindTime_BeginsAgain()
    {
        var bench = Play($$"""{"kind": "dwell", {{Area}}, "for": "10 min", "within": "1 h"}""", "1 0 in");
        bench.Engine.Observe(
            new Observation(Bench.Key("device"), EventKind.Blind, Bench.At(6), Duration.FromMinutes(3), 0),
            bench.Outcomes);
        Assert.Equal("", Feed(bench, "8 0 in, 12 0 in").Log);
        Assert.Equal("Raised +18", Feed(bench.Restart(), "18 0 in").Log);
    }

    [Fact]
    public void Dwell_ClockCorrected_BeginsAgain()
    {
        var bench = Play($$"""{"kind": "dwell", {{Area}}, "for": "10 min", "within": "1 h"}""", "1 0 in, 5 0 in");
        bench.Engine.CorrectClock(Bench.Device, Lane.Reading, Bench.At(2_000));
        Assert.Equal("Raised +2011", Feed(bench, "2001 0 in, 2011 0 in").Log);
    }

    [Theory]
    [InlineData("[[120, 36], [120.1, 36]]")]
    [InlineData("[[120, 36], [120.1, 36], [120, 36]]")]
    [InlineData("[[120, 36], [120.1, 36], [120, 91]]")]
    [InlineData("[[120, 36], [120.1, 36], [120]]")]
    [InlineData("[[120, 36], [120.1, 36], \"120 37\"]")]
    [InlineData("1")]
    public void Parse_NoRing_IsRefused(string ring)
    {
        var file = $$$$"""
            {"version": 2, "rules": [{"id": "r", "where": "hub", "sensors": {"quantity": "rider"},
              "when": {"kind": "dwell", "inside": {{{{ring}}}}, "for": "1 min"},
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
            """;
        Assert.Null(CityKit.Sensors.Rules.RuleSet.Parse(System.Text.Encoding.UTF8.GetBytes(file), out var errors));
        Assert.Equal("rules[0].when.inside", Assert.Single(errors).Path);
    }

    private static Bench Play(string when, string script)
    {
        var rules = Bench.Parse($$$$"""
            {"version": 2, "rules": [{"id": "r", "where": "hub", "sensors": {"quantity": "rider"},
              "when": {{{{when}}}},
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
            """);
        return Feed(new Bench(rules, SensorRegister.Of([Bench.Entry("rider", "rider", "kph")])), script);
    }

    private static Bench Feed(Bench bench, string script)
    {
        foreach (var step in script.Split(", ").Select(s => s.Split(' ')))
        {
            var at = Bench.At(double.Parse(step[0], CultureInfo.InvariantCulture));
            var speed = long.Parse(step[1], CultureInfo.InvariantCulture);
            bench.See(new Observation(Bench.Key("rider"), EventKind.Reading, at, Duration.Zero, speed) { Fields = PlaceOf(step[2]) });
        }
        return bench;
    }

    private static EventFields PlaceOf(string word) => word switch
    {
        "in" => FieldsOf(In),
        "out" => FieldsOf(Out),
        "north" => FieldsOf("910000000,1200005000"),
        _ => EventFields.Empty,
    };

    private static EventFields FieldsOf(string place)
    {
        var numbers = place.Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return EventFields.Of(new EventField("lat", numbers[0]), new EventField("lon", numbers[1]));
    }
}
