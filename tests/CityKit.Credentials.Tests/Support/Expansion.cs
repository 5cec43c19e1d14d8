using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CityKit.Credentials.Tests.Support;

/// <summary>The rules of RFC 9901, 7.1, step 3, in the plainest way, to hold the reader against: what good tokens mean.</summary>
internal static class Expansion
{
    internal static JsonNode Of(JsonNode payload, IEnumerable<string> disclosures)
    {
        var byDigest = disclosures.ToDictionary(text => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text))),
            text => JsonNode.Parse(Base64Url.DecodeFromChars(text))!.AsArray());
        var expanded = (JsonObject)Expand(payload, byDigest)!;
        expanded.Remove("_sd_alg");
        return expanded;
    }

    private static JsonNode? Expand(JsonNode? value, Dictionary<string, JsonArray> disclosures) => value switch
    {
        JsonObject members => Expand(members, disclosures),
        JsonArray array => Expand(array, disclosures),
        _ => value?.DeepClone(),
    };

    private static JsonObject Expand(JsonObject members, Dictionary<string, JsonArray> disclosures)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
            if (name != "_sd") result[name] = Expand(value, disclosures);
        foreach (var digest in members["_sd"]?.AsArray() ?? [])
            if (disclosures.TryGetValue(digest!.GetValue<string>(), out var found))
                result[found[1]!.GetValue<string>()] = Expand(found[2], disclosures);
        return result;
    }

    private static JsonArray Expand(JsonArray array, Dictionary<string, JsonArray> disclosures)
    {
        var result = new JsonArray();
        foreach (var item in array)
            if (item is not JsonObject { Count: 1 } placeholder || placeholder["..."] is not { } digest)
                result.Add(Expand(item, disclosures));
            else if (disclosures.TryGetValue(digest.GetValue<string>(), out var found)) result.Add(Expand(found[1], disclosures));
        return result;
    }
}
