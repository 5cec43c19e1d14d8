using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityKit.Sensors.Packs;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using CityKit.Sensors.Trials;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Sensors.Tests.Rules;

/// <summary>The published schemas say of a file's shape what its reader says, no more and no less.</summary>
public sealed partial class RuleSchemaTests
{
    private static readonly JsonSchema RulesSchema = JsonSchema.FromText(Resource.Text("rules.schema.json"));
    private static readonly JsonSchema TestsSchema = JsonSchema.FromText(Resource.Text("rule-tests.schema.json"));

    private static IEnumerable<string> RuleJsons => RulePacks.All.Select(pack => Encoding.UTF8.GetString(pack.RulesJson.Span))
        .Append(Resource.Text("compound.rules.json"))
        .Concat(Fences().Matches(Resource.Text("rules.md")).Select(match => match.Groups[1].Value).Where(json => !IsOfTests(json)));

    public static TheoryData<string> RuleFiles => [.. RuleJsons];

    public static TheoryData<string> TestFiles => [.. RulePacks.All.Select(pack => Encoding.UTF8.GetString(pack.TestsJson.Span))];

    [Theory]
    [MemberData(nameof(RuleFiles))]
    public void Rules_AFileAndWhatMayGoWrongWithIt_SchemaAndReaderAgree(string json) =>
        SchemaAgreement.Holds(RulesSchema, json, IsRuleFile, AboutNumbersAndZones());

    [Theory]
    [MemberData(nameof(TestFiles))]
    public void Tests_AFileAndWhatMayGoWrongWithIt_SchemaAndReaderAgree(string json) =>
        SchemaAgreement.Holds(TestsSchema, json, IsTestFile, AboutOthers());

    [Fact]
    public void Example_OfRules_IsReadAndShowsEveryMember()
    {
        var json = Resource.Text("examples/rules.json");
        Assert.Equal((true, true), (IsRuleFile(json), SchemaAgreement.Accepts(RulesSchema, json)));
        Assert.Empty(SchemaAgreement.MembersMissingIn(json, Resource.Text("rules.schema.json")));
    }

    [Fact]
    public void Example_OfTests_SchemaAndReaderAgreeOnIt() =>
        SchemaAgreement.Holds(TestsSchema, Resource.Text("examples/tests.json"), IsTestFile, AboutOthers());

    /// <summary>Whoever gives the reader a member or a kind more is told here that the schema has not got it.</summary>
    [Fact]
    public void Rules_EachWordThatTheReaderKnows_IsInTheSchema()
    {
        var schema = Resource.Text("rules.schema.json");
        var known = RuleJsons.SelectMany(WordsOf).Distinct().ToList();
        Assert.Contains("clearHold", known);
        Assert.Contains("without", known);
        Assert.All(known, word => Assert.Contains($"\"{word}\"", schema, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"kind": "threshold", "above": "1 L"}""", true)]
    [InlineData("""{"kind": "threshold", "above": "1 L", "below": "2 L"}""", false)]
    [InlineData("""{"kind": "threshold", "outside": {"from": "1 L", "to": "2 L"}, "above": "1 L"}""", false)]
    [InlineData("""{"kind": "threshold", "outside": {"from": "1 L", "to": "2 L"}, "clear": "1 L"}""", false)]
    [InlineData("""{"kind": "threshold", "above": "1 L", "clear": "1 L", "hysteresis": "0 L"}""", false)]
    [InlineData("""{"kind": "threshold", "above": "15 km/h", "inside": [[120, 36], [121, 36], [121, 37]]}""", true)]
    [InlineData("""{"kind": "threshold", "above": "15 km/h", "inside": [[120, 36], [121, 36], [121]]}""", false)]
    [InlineData("""{"kind": "threshold", "above": "1L"}""", false)]
    [InlineData("""{"kind": "match", "event": "contact", "value": 2}""", false)]
    [InlineData("""{"kind": "match", "event": "detection", "value": 2}""", true)]
    [InlineData("""{"kind": "match", "event": "fault", "changes": true}""", false)]
    [InlineData("""{"kind": "match", "event": "contact", "changes": true, "fields": {"a": 1}}""", false)]
    [InlineData("""{"kind": "match", "event": "contact", "changes": false, "fields": {"a": "b"}}""", true)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "1 L", "steps": 24}""", true)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "1 L", "steps": 289}""", false)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "1 L", "steps": 1, "tumbling": true}""", false)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "1 L", "steps": 1, "tumbling": false}""", true)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "6 mad", "comparedWith": "normal", "days": 56}""", true)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "6 mad", "comparedWith": "yesterday"}""", false)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "50 %", "comparedWith": "yesterday", "days": 28}""", false)]
    [InlineData(
        """{"kind": "window", "over": "24 h", "of": "average", "below": "50 %", "comparedWith": "last-week", "lessBaseload": true}""",
        false)]
    [InlineData("""{"kind": "window", "over": "24h", "below": "1 L"}""", false)]
    [InlineData("""{"kind": "window", "over": "P1D", "below": "1 L"}""", true)]
    [InlineData("""{"kind": "window", "over": "PT", "below": "1 L"}""", false)]
    [InlineData("""{"kind": "window", "over": "24 h", "below": "1 L", "coverage": 0.9}""", false)]
    [InlineData("""{"kind": "window", "over": "24 h", "above": "1 L", "between": {"from": "24:00", "to": "05:00"}}""", false)]
    [InlineData("""{"kind": "change", "rises": "1 °C/min"}""", true)]
    [InlineData("""{"kind": "change", "rises": "1 °C"}""", false)]
    [InlineData("""{"kind": "change", "rises": "1 L/h", "falls": "1 L/h"}""", false)]
    [InlineData("""{"kind": "dwell", "for": "5 min"}""", false)]
    [InlineData("""{"kind": "any", "of": []}""", false)]
    [InlineData("""{"kind": "any", "of": [{"when": {"kind": "any", "of": []}}]}""", false)]
    [InlineData("""{"kind": "count", "of": {"when": {"kind": "match", "event": "contact"}}, "atLeast": 0}""", false)]
    [InlineData("""{"kind": "sequence", "first": {"when": {"kind": "match", "event": "contact"}}, "within": "5 min"}""", false)]
    public void Rules_OneCondition_SchemaAndReaderAgree(string when, bool isRight)
    {
        var json = $$$"""
            {"version": 2, "rules": [{"id": "r", "where": "hub", "sensors": {"quantity": "water"}, "when": {{{when}}},
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
            """;
        Assert.Equal((isRight, isRight), (IsRuleFile(json), SchemaAgreement.Accepts(RulesSchema, json)));
    }

    [Theory]
    [InlineData("""{"at": "00:10", "sensor": "s", "value": 3}""", true)]
    [InlineData("""{"at": "00:10", "sensor": "s", "value": "3 L"}""", true)]
    [InlineData("""{"at": "36:00:10.5", "sensor": "s", "value": 3}""", true)]
    [InlineData("""{"at": "0:10", "sensor": "s", "value": 3}""", false)]
    [InlineData("""{"at": "00:60", "sensor": "s", "value": 3}""", false)]
    [InlineData("""{"at": "00:10", "sensor": "s"}""", false)]
    [InlineData("""{"at": "00:10", "sensor": "s", "state": "active", "value": 3}""", false)]
    [InlineData("""{"at": "00:10", "sensor": "s", "event": "detection", "place": [120.3, 36.1]}""", true)]
    [InlineData("""{"at": "00:10", "sensor": "s", "value": 3, "until": "01:00"}""", false)]
    [InlineData("""{"at": "00:10", "sensor": "s", "value": 3, "every": "1 h"}""", false)]
    [InlineData(
        """{"at": "00:10", "sensor": "s", "value": 3, "until": "01:00", "every": "10 min", "span": "5 min", "unhealthy": true}""",
        true)]
    public void Tests_OneInput_SchemaAndReaderAgree(string input, bool isRight)
    {
        var json = $$$"""
            {"version": 1, "sensors": [{"sensor": "s", "quantity": "water", "unit": "L"}],
             "tests": [{"name": "t", "inputs": [{{{input}}}], "alerts": []}]}
            """;
        Assert.Equal((isRight, isRight), (IsTestFile(json), SchemaAgreement.Accepts(TestsSchema, json)));
    }

    private static IEnumerable<string> WordsOf(string json) => JsonMutants.Of(JsonNode.Parse(json)!)
        .Where(mutant => Asking().IsMatch(mutant.What))
        .SelectMany(mutant =>
        {
            RuleSet.Parse(Encoding.UTF8.GetBytes(mutant.Json), out var errors);
            return errors.Where(error =>
                error.Found.En.Contains("stranger", StringComparison.Ordinal) || error.Path.EndsWith(".kind", StringComparison.Ordinal));
        })
        .SelectMany(error => error.Allowed.En.Split(", "))
        .Where(word => !word.Contains(' ', StringComparison.Ordinal));

    private static bool IsRuleFile(string json) => RuleSet.Parse(Encoding.UTF8.GetBytes(json), out _) is not null;

    private static bool IsTestFile(string json) => RuleTestFile.Parse(Encoding.UTF8.GetBytes(json), out _) is not null;

    private static bool IsOfTests(string json) => json.Contains("\"tests\":", StringComparison.Ordinal);

    /// <summary>What makes the reader name what it knows.</summary>
    [GeneratedRegex("""\.kind: is "\?!"|: more$""")]
    private static partial Regex Asking();

    [GeneratedRegex("""\.(device|sensor|unit|perUnit): (without|is ("\?!"|7))""")]
    private static partial Regex AboutOthers();

    [GeneratedRegex("""^zone: is "\?!"$|\.tumbling: (without|is true)""")]
    private static partial Regex AboutNumbersAndZones();

    [GeneratedRegex("^```json\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
