using System.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Packs;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Sensors.Tests.Trials;

public sealed class RuleTestFileTests
{
    private const string RulesJson = """
        {"version": 2, "rules": [
          {"id": "high", "where": "hub", "sensors": {"quantity": "level"}, "when": {"kind": "threshold", "above": "0.3 m", "hold": "2 min"},
           "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}},
          {"id": "silent", "where": "hub", "sensors": {"quantity": "level"}, "when": {"kind": "silence", "for": "1 h"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "late", "where": "hub", "sensors": {"quantity": "slow"}, "lateness": "1 h",
           "when": {"kind": "threshold", "above": "0.3 m"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "held", "where": "hub", "sensors": {"quantity": "lane"}, "when": {"kind": "contact", "is": "active", "hold": "5 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "stay", "where": "edge", "sensors": {"quantity": "rider"},
           "when": {"kind": "dwell", "inside": [[120.38, 36.06], [120.39, 36.06], [120.39, 36.07]], "for": "5 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
        """;

    [Fact]
    public void Run_WhatIsExpected_Passes() => Assert.Equal("", Failures(
        """
        {"at": "00:00", "until": "00:09", "every": "1 min", "sensor": "level", "value": "0.31 m"},
        {"at": "00:10", "sensor": "level", "value": 290}
        """,
        """{"rule": "high", "about": "level", "raised": "00:02", "cleared": "00:10", "severity": "warning"}"""));

    [Theory]
    [InlineData("""{"rule": "high", "raised": "00:02"}""", "high raised 00:02, open / high level raised 00:02 warning, cleared 00:10")]
    [InlineData(
        """{"rule": "high", "raised": "00:03", "cleared": "00:10"}""",
        "high raised 00:03, cleared 00:10 / high level raised 00:02 warning, cleared 00:10")]
    [InlineData(
        """{"rule": "high", "raised": "00:02", "cleared": "00:10", "severity": "critical"}""",
        "high raised 00:02 critical, cleared 00:10 / high level raised 00:02 warning, cleared 00:10")]
    [InlineData(
        """{"rule": "high", "about": "other", "raised": "00:02", "cleared": "00:10"}""",
        "high other raised 00:02, cleared 00:10 / ;  / high level raised 00:02 warning, cleared 00:10")]
    [InlineData("", " / high level raised 00:02 warning, cleared 00:10")]
    [InlineData(
        """{"rule": "high", "raised": "00:02", "cleared": "00:10"}, {"rule": "silent", "raised": "00:30"}""",
        "silent raised 00:30, open / ")]
    public void Run_SomethingElse_ShowsBothSideBySide(string alerts, string expected) => Assert.Equal(expected, Failures(
        """
        {"at": "00:00", "until": "00:09", "every": "1 min", "sensor": "level", "value": "0.31 m"},
        {"at": "00:10", "sensor": "level", "value": 290}
        """,
        alerts));

    [Fact]
    public void Run_TimePasses_ByHeartbeats() => Assert.Equal("", Failures(
        """{"at": "00:10", "sensor": "level", "value": 1}""", """{"rule": "silent", "raised": "01:10"}"""));

    [Fact]
    public void Run_ADeviceThatWasBlind_SendsNoHeartbeatMeanwhile() => Assert.Equal("", Failures(
        """
        {"at": "00:10", "sensor": "lane", "state": "active"},
        {"at": "02:00", "sensor": "device", "event": "blind", "span": "108 min"}
        """,
        """{"rule": "silent", "raised": "01:00"}, {"rule": "held", "raised": "02:05"}"""));

    [Fact]
    public void Run_ARuleThatWaitsForLateReadings_IsWaitedFor() => Assert.Equal("", Failures(
        """{"at": "00:10", "sensor": "slow", "value": "0.4 m"}, {"at": "00:09", "sensor": "slow", "value": "0.2 m"}""",
        """{"rule": "late", "raised": "00:10"}"""));

    [Fact]
    public void Run_APlace_IsWhereTheSensorIs() => Assert.Equal("", Failures(
        """
        {"at": "00:00", "until": "00:06", "every": "1 min", "sensor": "cart", "value": 1, "place": [120.385, 36.062]},
        {"at": "00:07", "sensor": "cart", "value": 1, "place": [120.2, 36.062]}
        """,
        """{"rule": "stay", "about": "cart", "raised": "00:05", "cleared": "00:07"}"""));

    [Theory]
    [InlineData("\"value\": 1", "\"valu\": 1", "tests[0].inputs[0].valu", "value")]
    [InlineData("\"sensor\": \"level\", \"value\"", "\"sensor\": \"levl\", \"value\"", "tests[0].inputs[0].sensor", "level")]
    [InlineData("\"value\": 1", "\"value\": \"0.3 kg\"", "tests[0].inputs[0].value", null)]
    [InlineData("\"value\": 1", "\"value\": \"0.3001 m\"", "tests[0].inputs[0].value", null)]
    [InlineData("\"raised\": \"01:10\"", "\"raised\": \"1:10\"", "tests[0].alerts[0].raised", null)]
    [InlineData("\"raised\": \"01:10\"", "\"raised\": \"01:10\", \"cleared\": \"01:00\"", "tests[0].alerts[0].cleared", null)]
    [InlineData("\"unit\": \"m\", \"perUnit\": 1000", "\"perUnit\": 0", "sensors[0].perUnit", null)]
    [InlineData("\"sensor\": \"cart\"", "\"sensor\": \"level\"", "sensors[1]", null)]
    public void Parse_OneThingWrong_SaysWhereAndWhatWasMeant(string right, string wrong, string path, string? nearMiss)
    {
        var text = File("""{"at": "00:10", "sensor": "level", "value": 1}""", """{"rule": "silent", "raised": "01:10"}""");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Null(RuleTestFile.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains((path, nearMiss), errors.Select(error => (error.Path, error.NearMiss)));
    }

    [Fact]
    public void Check_ARuleThatIsNotThere_NamesTheOneThatIsNear()
    {
        var tests = Parse(File("", """{"rule": "silnt", "raised": "01:10"}"""));
        Assert.Equal("silent", Assert.Single(tests.Check(Bench.Parse(RulesJson))).NearMiss);
    }

    [Fact]
    public void Run_TheTestsOfTheDocument_PassWithThePacksThatTheyAreAbout()
    {
        var text = Resource.Text("rules.md");
        var heading = text.IndexOf("### Tests beside rules", StringComparison.Ordinal);
        var begin = text.IndexOf("```json", heading, StringComparison.Ordinal) + "```json".Length;
        var tests = Parse(text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)]);
        var rules = new RuleSet([.. RulePacks.Find("water-level")!.Rules.Rules, .. RulePacks.Find("manhole-cover")!.Rules.Rules]);
        Assert.All(tests.Run(rules), result => Assert.True(result.Passed, string.Join("; ", result.Pairs)));
    }

    [Theory]
    [InlineData("00:10", 600)]
    [InlineData("36:00:30", 129_630)]
    [InlineData("00:00:00.5", 0.5)]
    public void Time_Written_IsReadAndWrittenAgain(string text, double seconds)
    {
        var time = TestTime.Parse(text, null);
        Assert.Equal((Duration.FromMilliseconds(seconds * 1000), text), (time.SinceBegin, $"{time}"));
    }

    [Fact]
    public void Severity_OfAStep_IsPartOfWhatIsExpected()
    {
        var found = new TestedAlert("r", Duration.Zero, null)
        {
            Severity = Severity.Info,
            Becomes = [(Duration.FromMinutes(10), Severity.Critical)],
        };
        var expected = new TestedAlert("r", Duration.Zero, null) { Becomes = [(Duration.FromMinutes(10), Severity.Critical)] };
        Assert.True(expected.Accepts(found));
        Assert.False((expected with { Becomes = [] }).Accepts(found));
    }

    private static string Failures(string inputs, string alerts) => string.Join("; ", Parse(File(inputs, alerts))
        .Run(Bench.Parse(RulesJson))
        .SelectMany(result => result.Pairs).Where(pair => !RuleTestResult.IsRight(pair)).Select(pair => $"{pair.Expected} / {pair.Found}"));

    private static RuleTestFile Parse(string json)
    {
        var tests = RuleTestFile.Parse(Encoding.UTF8.GetBytes(json), out var errors);
        Assert.True(tests is not null, string.Join('\n', errors));
        return tests;
    }

    private static string File(string inputs, string alerts) => $$$"""
        {"version": 1,
         "sensors": [{"sensor": "level", "quantity": "level", "unit": "m", "perUnit": 1000}, {"sensor": "cart", "quantity": "rider"},
           {"sensor": "device", "quantity": "device"}, {"sensor": "lane", "quantity": "lane"},
           {"sensor": "slow", "quantity": "slow", "unit": "m", "perUnit": 1000}],
         "tests": [{"name": "t", "inputs": [{{{inputs}}}], "alerts": [{{{alerts}}}]}]}
        """;
}
