using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Rules;

/// <summary>Rules over several conditions as files.</summary>
public sealed class GroupRuleFileTests
{
    private const string File = """
        {"version": 2, "rules": [
          {"id": "smoke-3", "where": "hub", "per": "building", "sensors": {"quantity": "smoke"},
           "when": {"kind": "count", "of": {"when": {"kind": "match", "event": "contact"}}, "atLeast": 3, "within": "5 min"},
           "then": {"severity": "critical", "title": {"zh": "一", "en": "one"}}},
          {"id": "gate", "where": "hub", "per": "compound",
           "when": {"kind": "without", "first": {"sensors": {"quantity": "gate"}, "when": {"kind": "contact", "is": "active"}},
             "then": {"sensors": {"quantity": "badge"}, "when": {"kind": "match", "event": "detection"}}, "within": "2 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
        """;

    [Fact]
    public void Parse_GroupRules_AreRead()
    {
        var rules = Bench.Parse(File).Rules;
        var smoke = Assert.IsType<GroupRule>(rules[0]);
        Assert.Equal((GroupKind.Count, RulePer.Building, 3, Duration.FromMinutes(5)), (smoke.Kind, smoke.Per, smoke.AtLeast, smoke.Within));
        var gate = Assert.IsType<GroupRule>(rules[1]);
        Assert.Equal(["contact is active", "match event detection"], gate.Conditions.Select(c => c.Words));
        Assert.Equal(["gate", "badge"], gate.Conditions.Select(c => c.Rule.Sensors.Quantity.ToString()));
        Assert.True(gate.IsAbout(Sensor("badge")) && gate.IsAbout(Sensor("gate")) && !gate.IsAbout(Sensor("smoke")));
        Assert.Equal((6, 7), (gate.Conditions[0].Rule.Line, gate.Conditions[1].Rule.Line));
    }

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 1", "rules[0].when.kind", null)]
    [InlineData("\"count\"", "\"cuont\"", "rules[0].when.kind", "count")]
    [InlineData("\"per\": \"building\"", "\"per\": \"bilding\"", "rules[0].per", "building")]
    [InlineData("\"atLeast\": 3", "\"atLeast\": 0", "rules[0].when.atLeast", null)]
    [InlineData("\"kind\": \"match\", \"event\": \"contact\"", "\"kind\": \"any\", \"of\": []", "rules[0].when.of.when.kind", null)]
    [InlineData("\"sensors\": {\"quantity\": \"badge\"}, ", "", "rules[1].when.then.sensors", null)]
    [InlineData("\"within\": \"2 min\"", "\"within\": \"0 min\"", "rules[1].when.within", null)]
    [InlineData("\"first\": {", "\"first\": {\"sensor\": {}, ", "rules[1].when.first.sensor", "sensors")]
    [InlineData("\"of\": {\"when\": {\"kind\": \"match\", \"event\": \"contact\"}}", "\"of\": 1", "rules[0].when.of", null)]
    public void Parse_OneThingWrong_SaysWhereAndWhatWasMeant(string right, string wrong, string path, string? nearMiss)
    {
        Assert.Contains(right, File, StringComparison.Ordinal);
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(File.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains((path, nearMiss), errors.Select(e => (e.Path, e.NearMiss)));
    }

    [Theory]
    [InlineData("\"of\": []", "rules[0].when.of")]
    [InlineData("\"of\": [1]", "rules[0].when.of[0]")]
    [InlineData("\"of\": [{\"when\": {\"kind\": \"match\", \"event\": \"contact\"}}], \"hold\": \"-1 min\"", "rules[0].when.hold")]
    [InlineData("\"of\": [{}]", "rules[0].when.of[0].when")]
    public void Parse_CombinationWrong_SaysWhere(string members, string path)
    {
        var file = $$$$"""
            {"version": 2, "rules": [{"id": "r", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "all", {{{{members}}}}},
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
            """;
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(file), out var errors));
        Assert.Equal(path, errors[0].Path);
    }

    [Fact]
    public void Parse_NoSensorsAnywhere_IsRefused()
    {
        const string file = """
            {"version": 2, "rules": [{"id": "r", "where": "hub", "when": {"kind": "match", "event": "contact"},
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
            """;
        Assert.Null(RuleSet.Parse(Encoding.UTF8.GetBytes(file), out var errors));
        Assert.Equal("rules[0].sensors", Assert.Single(errors).Path);
    }

    [Fact] // left out by the engine, and said once a rule
    public void Check_SensorsOfNoBuilding_IsOneErrorOfTheRule()
    {
        var register = SensorRegister.Of(
        [
            Sensor("smoke", "1") with { Building = "5", Compound = "c" },
            Sensor("smoke", "2"),
            Sensor("smoke", "3") with { Building = "5" },
        ]);
        var error = Assert.Single(Bench.Parse(File).Check(register));
        Assert.Equal((2, 3, "smoke-3"), (error.Line, error.Column, error.Path));
        Assert.Equal(new LocalizedText("按 building 分组而传感器 d/smoke-2 等 2 个未写明 building 的规则",
            "a rule per building about d/smoke-2 and 1 more without building"), error.Found);
    }

    [Fact] // the errors of a condition are its own place under the id of the rule
    public void Check_ConditionThatDoesNotFit_NamesTheRule()
    {
        var rules = GroupBench.RulesOf("""{"kind": "any", "of": [{"when": {"kind": "threshold", "above": "4 m3"}}]}""", "building");
        var error = Assert.Single(rules.Check(SensorRegister.Of([Sensor("smoke") with { Building = "5", Compound = "c", Unit = "kWh" }])));
        Assert.Equal(("r", 2), (error.Path, error.Line));
        Assert.Equal("r", Assert.Single(rules.CheckLimits(SensorRegister.Of([Sensor("smoke") with { Unit = "kWh" }]))).Path);
    }

    [Fact]
    public void WithoutConsent_GroupRule_IsNamedItself()
    {
        const string when = """
            {"kind": "all", "of": [{"when": {"kind": "match", "event": "contact"}}, {"when": {"kind": "match", "event": "fault"}}]}
            """;
        var rules = GroupBench.RulesOf(when, "household", basis: "\"purpose\": \"elder-care\"");
        var (_, stopped) = Assert.Single(rules.WithoutConsent([Sensor("smoke") with { Household = "h" }], Bench.Start));
        Assert.Same(rules.Rules[0], Assert.Single(stopped));
    }

    [Theory]
    [InlineData(RulePer.Sensor, "d/smoke")]
    [InlineData(RulePer.Device, "d")]
    [InlineData(RulePer.Building, "c/5")]
    [InlineData(RulePer.Entrance, "c/5/2")]
    [InlineData(RulePer.Household, null)]
    [InlineData(RulePer.Component, null)]
    [InlineData(RulePer.Compound, "c")]
    [InlineData(RulePer.Grid, "g")]
    [InlineData(RulePer.City, "city")]
    public void Of_ASensor_IsItsGroup(RulePer per, string? value) =>
        Assert.Equal(value, GroupKey.Of(per, Sensor("smoke") with { Compound = "c", Building = "5", Entrance = "2", Grid = "g" })?.Value);

    [Fact]
    public void Of_CodesWithSlashes_AreDifferentGroups() => Assert.NotEqual(
        GroupKey.Of(RulePer.Building, Sensor("smoke") with { Compound = "a/b", Building = "c" }),
        GroupKey.Of(RulePer.Building, Sensor("smoke") with { Compound = "a", Building = "b/c" }));

    private static Sensor Sensor(string quantity, string? number = null) => new()
    {
        Key = GroupBench.Key("d", number is null ? quantity : $"{quantity}-{number}"),
        Quantity = Quantity.Parse(quantity), ValidFrom = Bench.Start,
    };
}
