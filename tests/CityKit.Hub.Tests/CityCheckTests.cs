using System.Text;
using CityKit.Checking;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;

namespace CityKit.Hub.Tests;

/// <summary>The check of a city's files in code; the table of faults is with <c>citykit city check</c>.</summary>
public sealed class CityCheckTests
{
    [Fact]
    public void Run_NoFiles_FindsNothing()
    {
        var report = CityCheck.Run([]);
        Assert.Empty(report.Findings);
        Assert.True(report.AreNamesChecked);
    }

    [Fact]
    public void Run_RulesWithoutARegister_DoubtsNoRule() =>
        Assert.Empty(CityCheck.Run([new CityFile("rules.json", CityFileKind.Rules, TestCity.Rules)]).Findings);

    [Fact]
    public void Run_WhatAHubStartsWith_HasNoError()
    {
        CityFile[] files = [new("rules.json", CityFileKind.Rules, TestCity.Rules),
            new("sensors.json", CityFileKind.Sensors, TestCity.Sensors)];
        Assert.DoesNotContain(CityCheck.Run(files, TestCity.NewSetup().Grids).Findings, finding => !finding.IsDoubt);
    }

    private const string Standard = """
        {"schema": 1, "version": "2026-03", "conditions": [
          {"id": "a", "class": "GB/T 47678.5-2026:matter:06010", "condition": {"zh": "有垃圾", "en": "waste"}, "limit": "4工作时", "close": {"zh": "清走", "en": "gone"}}]}
        """;

    [Fact]
    public void Run_AStandardInAFileOfItsOwn_IsThePolicys()
    {
        var report = CityCheck.Run([File(CityFileKind.Standard, Standard), File(CityFileKind.Policy, """{"schema": 1, "label": "x"}""")]);
        Assert.Empty(report.Findings);
        var policy = HubSetup.Of(report)!.Work.Policy;
        Assert.Equal(("x", "2026-03"), (policy.Label, policy.VersionOf(policy.FindCondition("a")!)));
    }

    [Theory]
    [InlineData("06010", "06099", "{\"schema\": 1}", "conditions[0].class", 2)]
    [InlineData("4工作时", "4小时", "{\"schema\": 1}", "conditions[0].limit", 2)]
    [InlineData("2026-03", "2026-03", "{\"schema\": 1, \"standard\": \"starter-1\"}", "", 1)]
    public void Run_AStandardThatCannotCount_IsFoundInItsFile(string right, string wrong, string policy, string path, int line)
    {
        var standard = File(CityFileKind.Standard, Standard.Replace(right, wrong, StringComparison.Ordinal));
        var finding = Assert.Single(CityCheck.Run([File(CityFileKind.Policy, policy), standard]).Findings);
        Assert.Equal(("Standard", path, line), (finding.File, finding.Error.Path, finding.Error.Line));
    }

    [Fact]
    public void Run_AHouseholdsSensorWithoutTheConsentOfARule_IsDoubtedAtTheSensor()
    {
        var sensors = Encoding.UTF8.GetString(TestCity.Sensors)
            .Replace("\"purpose\": \"elder-care\"", "\"purpose\": \"water\"", StringComparison.Ordinal);
        CityFile[] files = [new("rules.json", CityFileKind.Rules, TestCity.Rules),
            new("sensors.json", CityFileKind.Sensors, Encoding.UTF8.GetBytes(sensors))];
        var doubt = Assert.Single(
            CityCheck.Run(files, TestCity.NewSetup().Grids).Findings, finding => finding.Error.Path == "sensors[6].consent");
        Assert.Equal(("sensors.json", true, 9), (doubt.File, doubt.IsDoubt, doubt.Error.Line));
        Assert.Contains("a consent for elder-care, without which the rules gas-low", doubt.Error.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", """[{"sensors": {"quantity": "smok"}, "when": {"kind": "match", "event": "contact"}}]""", ".of[0]")]
    [InlineData("count", """{"sensors": {"quantity": "smok"}, "when": {"kind": "match", "event": "contact"}}""", ".of")]
    [InlineData("all", """[{"sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"}}]""", null)]
    public void Run_ARuleOverConditions_IsDoubtedWhereOneSelectsNoSensor(string kind, string of, string? path)
    {
        var more = kind == "count" ? ", \"atLeast\": 2, \"within\": \"5 min\"" : "";
        var rules = $$$"""
            {"version": 2, "rules": [{"id": "r", "where": "hub", "per": "building", "when": {"kind": "{{{kind}}}", "of": {{{of}}}{{{more}}} },
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
            """;
        const string Sensors = """
            {"version": 1, "sensors": [
              {"device": "a", "sensor": "b", "quantity": "smoke", "compound": "c", "building": "1", "validFrom": "2026-01-01T00:00:00Z"}]}
            """;
        CityFile[] files = [File(CityFileKind.Rules, rules), File(CityFileKind.Sensors, Sensors)];
        var found = CityCheck.Run(files).Findings.SingleOrDefault()?.Error.Path;
        Assert.Equal(path is null ? null : $"rules[0].when{path}.sensors.quantity", found);
    }

    private static CityFile File(CityFileKind kind, string text) => new($"{kind}", kind, Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("\"reward-snapshot\"", "\"reward-snapshots\"", "profile")]
    [InlineData("[\"closed\"]", "[\"closed\", \"closing\"]", "verified")]
    [InlineData("\"videoSeconds\"", "\"kind\"", "classes[0].kinds[1].measured[0].field")]
    [InlineData("\"cubicMetres\"", "\"cubicMeters\"", "classes[2].kinds[0].measured[0].or.field")]
    [InlineData("\"fen\": 10000", "\"fen\": 10001", "classes[0].kinds[0].fen")]
    [InlineData("", "", null)]
    public void Run_RewardsThatNameWhatIsNotThere_SaysWhere(string right, string wrong, string? path)
    {
        var text = CityKit.Cases.Rewards.RewardRules.StarterText;
        var file = Encoding.UTF8.GetBytes(right.Length == 0 ? text : text.Replace(right, wrong, StringComparison.Ordinal));
        var findings = CityCheck.Run([new CityFile("rewards.json", CityFileKind.Rewards, file)]).Findings;
        Assert.Equal(path is null ? [] : [path], findings.Select(finding => finding.Error.Path));
        Assert.All(findings, finding => Assert.False(finding.IsDoubt));
    }

    /// <summary>A map that does not have a sensor's grid: the hub would never find who answers for it.</summary>
    [Fact]
    public async Task Start_SensorInAGridThatTheMapLacks_SaysWhere()
    {
        var setup = TestCity.NewSetup();
        var sensors = Encoding.UTF8.GetString(TestCity.Sensors)
            .Replace("\"quantity\":", "\"grid\": \"370202999001009\", \"quantity\":", StringComparison.Ordinal);
        var files = new HubConfiguration(TestCity.Rules, Encoding.UTF8.GetBytes(sensors));
        await using var hub = new CityHub(setup with { Configuration = files }, new InMemoryCityStore(), FakeTime.At(TestCity.Start));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => hub.StartAsync());
        Assert.Contains(".grid): found '370202999001009', expected a grid of the map", refused.Message, StringComparison.Ordinal);
    }
}
