using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>As much of JSON Schema 2020-12 as docs/edge.schema.json uses; a keyword it does not know is an error of its own.</summary>
internal static class SmallSchema
{
    private static readonly string[] Spoken = ["$schema", "title", "description", "default"];

    internal static List<string> Errors(JsonObject schema, JsonNode? value, string path = "")
    {
        var errors = new List<string>();
        foreach (var (keyword, rule) in schema)
            if (!Spoken.Contains(keyword)) errors.AddRange(Errors(schema, keyword, rule!, value, path));
        return errors;
    }

    private static IEnumerable<string> Errors(JsonObject schema, string keyword, JsonNode rule, JsonNode? value,
        string path) => keyword switch
    {
        "type" =>
            Fails(KindOf(value) is var kind && kind != (string)rule! && !(kind == "integer" && (string)rule! == "number"), path,
                $"is no {rule}"),
        "const" => Fails(!JsonNode.DeepEquals(rule, value), path, $"is not {rule}"),
        "enum" => Fails(!rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)), path, "is none of the words"),
        "pattern" => Fails(value is not null && !Regex.IsMatch((string)value!, (string)rule!), path, $"does not match {rule}"),
        "minLength" => Fails(((string)value!).Length < (int)rule, path, "is too short"),
        "maxLength" => Fails(((string)value!).Length > (int)rule, path, "is too long"),
        "minimum" => Fails((decimal)value! < (decimal)rule, path, "is too small"),
        "maximum" => Fails((decimal)value! > (decimal)rule, path, "is too large"),
        "minItems" => Fails(value!.AsArray().Count < (int)rule, path, "has too few"),
        "maxItems" => Fails(value!.AsArray().Count > (int)rule, path, "has too many"),
        "required" => rule.AsArray().Where(name => !value!.AsObject().ContainsKey((string)name!)).Select(name => $"{path}: lacks {name}"),
        "properties" =>
            rule.AsObject().Where(p => value!.AsObject().ContainsKey(p.Key))
                .SelectMany(p => Errors(p.Value!.AsObject(), value![p.Key], $"{path}.{p.Key}")),
        "additionalProperties" =>
            value!.AsObject().Where(m => !schema["properties"]!.AsObject().ContainsKey(m.Key)).Select(m => $"{path}: unknown {m.Key}"),
        "items" => value!.AsArray().SelectMany((item, i) => Errors(rule.AsObject(), item, $"{path}[{i}]")),
        "oneOf" => Fails(rule.AsArray().Count(one => Errors(one!.AsObject(), value).Count == 0) != 1, path, "is not one of the kinds"),
        "dependentRequired" =>
            rule.AsObject().Where(d => value!.AsObject().ContainsKey(d.Key))
                .SelectMany(d => d.Value!.AsArray().Where(n => !value!.AsObject().ContainsKey((string)n!))
                    .Select(n => $"{path}: lacks {n}")),
        _ => [$"{path}: the schema uses {keyword}, which this test does not know"],
    };

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => "integer",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static IEnumerable<string> Fails(bool wrong, string path, string why) => wrong ? [$"{path}: {why}"] : [];
}
