using System.Text;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

public sealed class SeverityStepTests
{
    private const string Over = """{"kind": "threshold", "above": "10 L", "hysteresis": "5 L"}""";
    private const string Rising = """{"after": "30 min", "severity": "critical"}, {"above": "100 L", "severity": "critical"}""";

    [Fact]
    public void Advance_BeyondAStepByDuration_SaysItAtItsEndHoweverLateItIsNoticed()
    {
        Assert.Equal(
            "Raised +1 Warning, SeverityChanged +31 Critical, Cleared +90 Critical",
            Log(Bench(Over, Rising).Reading(1, 20).Beat(80).Reading(90, 5)));
        Assert.Equal(
            "Raised +1 Warning, SeverityChanged +31 Critical, Cleared +90 Critical",
            Log(Bench(Over, Rising).Reading(1, 20).Reading(90, 5)));
    }

    [Fact]
    public void Observe_BackAtTheEndOfAStep_IsNoChange() =>
        Assert.Equal("Raised +1 Warning, Cleared +31 Warning", Log(Bench(Over, Rising).Reading(1, 20).Beat(31).Reading(31, 5)));

    [Fact]
    public void Observe_ValueBeyondAStepAndBack_GoesUpAndDown() =>
        Assert.Equal("Raised +1 Warning, SeverityChanged +2 Critical, SeverityChanged +4 Warning",
            Log(Bench(Over, Rising).Reading(1, 20).Reading(2, 101).Reading(3, 150).Reading(4, 100)));

    [Fact]
    public void Observe_ValueBeyondAStepAtOnce_RaisesWithIt() =>
        Assert.Equal("Raised +1 Critical, SeverityChanged +2 Warning", Log(Bench(Over, Rising).Reading(1, 101).Reading(2, 11)));

    [Fact]
    public void Observe_LowerBound_NeverMattersLess() =>
        Assert.Equal("Raised +1 Critical, SeverityChanged +3 Warning",
            Log(Bench(Over, Rising).Reading(1, 101).Reading(2, 11, flags: Core.EventFlags.Gap).Reading(3, 11)));

    [Fact]
    public void Advance_AStepThatMattersLess_GoesDownWithTime() =>
        Assert.Equal("Raised +1 Warning, SeverityChanged +11 Info",
            Log(Bench(Over, """{"after": "10 min", "severity": "info"}""").Reading(1, 20).Beat(12).Beat(40)));

    [Fact]
    public void Advance_AContact_MattersMoreOnHeartbeatsAlone()
    {
        var bench = Bench("""{"kind": "match", "event": "contact"}""", """{"after": "5 min", "severity": "critical"}""");
        bench.Contact(1, active: true).Beat(6);
        Assert.Equal("Raised +1 Warning", Log(bench));
        Assert.Equal("Raised +1 Warning, SeverityChanged +6 Critical", Log(bench.Beat(7)));
    }

    [Fact]
    public void Observe_WindowBeyondAStep_IsJudgedAtEachStepOfTheWindow()
    {
        var bench = Bench(
            """{"kind": "window", "over": "10 min", "steps": 2, "above": "10 L"}""",
            """{"above": "50 L", "severity": "critical"}""");
        bench.Readings(0, 10, 1).Readings(10, 20, 8).Readings(20, 40, 2).Beat(41);
        Assert.Equal(
            ["Raised Warning", "SeverityChanged Critical", "SeverityChanged Warning"],
            bench.Outcomes.Select(o => $"{o.Kind} {o.Severity}"));
    }

    [Fact]
    public void Advance_AGroup_MattersMoreWithTime()
    {
        const string both = """{"kind": "all", "of": [{"sensors": {"sensor": "lamp"}, "when": {"kind": "contact", "is": "active"}}]}""";
        var bench = Bench(both, """{"after": "5 min", "severity": "critical"}""", ", \"per\": \"device\"");
        bench.Contact(1, active: true).Beat(3).Beat(20).Contact(21, active: false).Beat(22);
        Assert.Equal("Raised +1 Warning, SeverityChanged +6 Critical, Cleared +21 Critical", Log(bench));
    }

    [Fact]
    public void Load_InTheMiddle_GoesOn()
    {
        var bench = Bench(Over, Rising).Reading(1, 101).Restart().Reading(2, 20).Restart().Beat(32);
        Assert.Equal("Raised +1 Critical, SeverityChanged +2 Warning, SeverityChanged +31 Critical", Log(bench.Restart().Beat(60)));
    }

    [Theory]
    [InlineData("""{"severity": "critical"}""", "no condition")]
    [InlineData("""{"after": "5 min", "above": "5 L", "severity": "critical"}""", "after and above")]
    [InlineData("""{"above": "5 kWh", "severity": "critical"}""", "'5 kWh'")]
    [InlineData("""{"above": "5 L/h", "severity": "critical"}""", "'5 L/h'")]
    [InlineData("""{"after": "0 s", "severity": "critical"}""", "'0 s'")]
    public void Parse_AStepThatCannotBe_NamesItsPlace(string step, string found)
    {
        var error = Assert.Single(ErrorsOf(Over, step));
        Assert.Equal((1, found), (error.Line, error.Found.En));
        Assert.StartsWith("rules[0].then.steps[0]", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AStepByValueWhereThereIsNone_SaysWhatCounts() =>
        Assert.Contains(
            "after",
            Assert.Single(ErrorsOf("""{"kind": "silence", "for": "1 h"}""", """{"above": "5 L", "severity": "critical"}""")).Allowed.En,
            StringComparison.Ordinal);

    [Fact]
    public void Parse_StepsInVersion1_AreUnknown() =>
        Assert.Contains("steps", Assert.Single(ErrorsOf(Over, Rising, 1)).Found.En, StringComparison.Ordinal);

    private static string Log(Bench bench) =>
        string.Join(", ", bench.Outcomes.Select(o => $"{o.Kind} +{(o.At - Support.Bench.Start).TotalMinutes:0.##} {o.Severity}"));

    private static Bench Bench(string when, string steps, string more = "") =>
        new(Support.Bench.Parse(FileOf(when, steps, 2, more)), Support.Bench.DefaultRegister);

    private static IReadOnlyList<ConfigError> ErrorsOf(string when, string steps, int version = 2)
    {
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(FileOf(when, steps, version, "")), out var errors));
        return errors;
    }

    private static string FileOf(string when, string steps, int version, string more) =>
        $$$$"""{"version": {{{{version}}}}, "rules": [{"id": "r", "where": "hub", "sensors": {"device": "dev-1"}{{{{more}}}},""" +
        $$$$""" "when": {{{{when}}}}, "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}, "steps": [{{{{steps}}}}]}}]}""";
}
