using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace CityKit.Tests.Shared;

/// <summary>A published schema says of a file's shape what its reader says, no more and no less.</summary>
internal static class SchemaAgreement
{
    /// <summary>Whether the schema takes the text.</summary>
    internal static bool Accepts(JsonSchema schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        return schema.Evaluate(document.RootElement).IsValid;
    }

    /// <summary>Schema and reader take the file, and of each <see cref="JsonMutants">mutant</see> they say the same.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="json">A file without a fault.</param>
    /// <param name="reads">Whether the reader takes a text.</param>
    /// <param name="but">Mutants by which one part of the file does not fit another, which is not a matter of shape.</param>
    internal static void Holds(JsonSchema schema, string json, Func<string, bool> reads, Regex? but = null)
    {
        Assert.True(reads(json), "the reader refuses the file");
        Assert.True(Accepts(schema, json), "the schema refuses the file");
        var judged = JsonMutants.Of(JsonNode.Parse(json)!)
            .Select(mutant => (mutant.What, Read: reads(mutant.Json), Accepted: Accepts(schema, mutant.Json))).ToList();
        Assert.NotEmpty(judged);
        var said = judged.Where(mutant => mutant.Read != mutant.Accepted && (mutant.Read || but?.IsMatch(mutant.What) != true))
            .Select(mutant => $"only the {(mutant.Read ? "reader" : "schema")} takes {mutant.What}").ToList();
        Assert.True(said.Count == 0, string.Join('\n', said));
    }

    /// <summary>The members that a schema names and a file has nowhere: a full example shows each once.</summary>
    internal static IEnumerable<string> MembersMissingIn(string json, string schema)
    {
        var shown = Names(JsonNode.Parse(json)).ToHashSet();
        return Properties(JsonNode.Parse(schema)).Distinct().Where(name => !shown.Contains(name));
    }

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(member => Names(member.Value).Prepend(member.Key)),
        JsonArray all => all.SelectMany(Names),
        _ => [],
    };

    private static IEnumerable<string> Properties(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(member => member.Key == "properties" && member.Value is JsonObject named
            ? named.Where(each => each.Value is JsonObject).Select(each => each.Key).Concat(Properties(named)) : Properties(member.Value)),
        JsonArray all => all.SelectMany(Properties),
        _ => [],
    };
}
