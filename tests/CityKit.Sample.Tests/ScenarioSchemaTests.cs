using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityKit.Samples.Compound;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Sample.Tests;

/// <summary>The published schema says of a scenario's shape what its reader says.</summary>
public sealed partial class ScenarioSchemaTests
{
    private static readonly string SchemaText = Resource("scenario.schema.json");
    private static readonly JsonSchema Schema = JsonSchema.FromText(SchemaText);

    [Fact]
    public void Schema_TheSampleAndWhatMayGoWrongWithIt_AgreesWithTheReader()
    {
        var file = Path.Combine(Path.GetDirectoryName(TestScenario.Path)!, "short-scenario.json");
        SchemaAgreement.Holds(Schema, Short(), json => IsScenario(json, file), AboutOthers());
    }

    [Fact]
    public void Schema_TheWholeSample_IsAsTheSchemaHasIt() =>
        Assert.True(SchemaAgreement.Accepts(Schema, File.ReadAllText(TestScenario.Path)));

    /// <summary>The sample with one entry of each kind: what may go wrong with each of 26 alike says nothing more.</summary>
    private static string Short()
    {
        var root = JsonNode.Parse(File.ReadAllText(TestScenario.Path))!;
        Keep(root["happenings"]!.AsArray(), each => (string)each["what"]!);
        Keep(root["leads"]!.AsArray(), each => (string)each["do"]!);
        Keep(root["items"]!.AsArray(), each => string.Join(' ', each.AsObject().Select(member => member.Key)));
        Keep(root["people"]!.AsArray(), each => (string)each["id"]! is "operator" ? "first" : $"{each["places"] is null}");
        foreach (var user in root["items"]!.AsArray().Concat(root["reports"]!.AsArray()).Append(root["gas"])) user!["as"] = "operator";
        foreach (var lead in root["leads"]!.AsArray()) lead!["as"] = "operator";
        return root.ToJsonString();
    }

    private static void Keep(JsonArray all, Func<JsonNode, string> kind)
    {
        var seen = new HashSet<string>();
        foreach (var each in all.ToList())
            if (!seen.Add(kind(each!))) all.Remove(each);
    }

    private static bool IsScenario(string json, string file)
    {
        File.WriteAllText(file, json);
        try
        {
            return ScenarioReader.Read(file) is not null;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ScenarioSchemaTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Files, lines, barriers and people that are not there, and times, which the file's other parts decide.</summary>
    [GeneratedRegex(
        @"^(zone|step|files\.\w+|barriers(\.canopy)?|lines|people|lines\.\d+\.name|people\.\d+\.id): "
        + @"|\.(as|pair|line|upper|lower|sourceZone|file|at): is ")]
    private static partial Regex AboutOthers();
}
