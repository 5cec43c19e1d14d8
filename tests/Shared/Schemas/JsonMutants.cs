using System.Text.Json.Nodes;

namespace CityKit.Tests.Shared;

/// <summary>What may go wrong with a JSON file: each member left out, a stranger in each object, each value of another type.</summary>
internal static class JsonMutants
{
    private static readonly string[] Others = ["7", "true", "\"?!\"", "[]", "{}", "null", "-0.5", "\"\""];

    internal static IEnumerable<(string What, string Json)> Of(JsonNode root)
    {
        foreach (var path in Paths(root, []).ToList())
        {
            if (path.Count > 0 && path[^1] is string name)
                yield return Changed(root, path, $"without {name}", (parent, _) => parent.AsObject().Remove(name));
            foreach (var other in path.Count > 0 ? Others : [])
                yield return Changed(root, path, $"is {other}", (parent, step) => Put(parent, step, JsonNode.Parse(other)));
            if (At(root, path) is JsonObject)
                yield return Changed(root, [.. path, "stranger"], "more", (parent, _) => parent.AsObject().Add("stranger", 1));
        }
    }

    private static (string, string) Changed(JsonNode root, IReadOnlyList<object> path, string what, Action<JsonNode, object> change)
    {
        var copy = root.DeepClone();
        change(At(copy, [.. path.SkipLast(1)])!, path[^1]);
        return ($"{string.Join('.', path)}: {what}", copy.ToJsonString());
    }

    private static void Put(JsonNode parent, object step, JsonNode? value)
    {
        if (step is string name) parent[name] = value;
        else parent[(int)step] = value;
    }

    private static JsonNode? At(JsonNode? node, IReadOnlyList<object> path) =>
        path.Aggregate(node, (at, step) => step is string name ? at![name] : at![(int)step]);

    private static IEnumerable<IReadOnlyList<object>> Paths(JsonNode? node, IReadOnlyList<object> path)
    {
        yield return path;
        IEnumerable<(object Step, JsonNode? Value)> inside = node switch
        {
            JsonObject some => some.Select(member => ((object)member.Key, member.Value)),
            JsonArray all => all.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var (step, value) in inside)
            foreach (var deeper in Paths(value, [.. path, step])) yield return deeper;
    }
}
