using System.Text.Json.Nodes;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.AspNetCore.OpenApi;

/// <summary>JSON Schemas of what goes over HTTP.</summary>
internal static class Schemas
{
    /// <summary>The schemas that others refer to, from the file beside this one.</summary>
    internal static JsonNode Shared()
    {
        using var file = typeof(Schemas).Assembly.GetManifestResourceStream("schemas.json")!;
        return JsonNode.Parse(file)!;
    }

    internal static JsonObject Refer(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>An object by its members: <c>a, b?, c:number, d?:object</c>; a question mark is for one that may be missing.</summary>
    internal static JsonObject OfMembers(string members)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (name, type, isNeeded) in Members(members))
        {
            properties[name] = new JsonObject { ["type"] = type };
            if (isNeeded) required.Add((JsonNode)name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0) schema["required"] = required;
        return schema;
    }

    /// <summary>The members of such a list.</summary>
    internal static IEnumerable<(string Name, string Type, bool IsNeeded)> Members(string members) =>
        from member in members.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let parts = member.Split(':')
        select (parts[0].TrimEnd('?'), parts.Length > 1 ? parts[1] : "string", !parts[0].EndsWith('?'));

    /// <summary>A page: its rows under a name, and where the next begins.</summary>
    internal static JsonObject Page(string rows, string row) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [rows] = new JsonObject { ["type"] = "array", ["items"] = Refer(row) },
            ["next"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
        },
    };

    /// <summary>The schema of a query's parameter.</summary>
    internal static JsonObject Of(QueryParameter parameter) => parameter.Type switch
    {
        IndexType.Integer => new JsonObject { ["type"] = "integer" },
        IndexType.Instant => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ => new JsonObject { ["type"] = "string" },
    };
}
