using System.Text.Json;

namespace CityKit.Verifying;

/// <summary>Where two JSON values differ: the innermost members.</summary>
internal static class JsonDifferences
{
    private const int MostShown = 200; // characters of one value

    internal static IEnumerable<(string Path, string Found, string Expected)> Of(JsonElement? found, JsonElement? expected,
        string path = "")
    {
        if (found is { } has && expected is { } should)
        {
            if (JsonElement.DeepEquals(has, should)) return [];
            if (has.ValueKind == should.ValueKind && has.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                return Names(has).Union(Names(should)).SelectMany(name =>
                    Of(Member(has, name), Member(should, name), path.Length == 0 ? name : $"{path}.{name}"));
        }
        return [(path, Shown(found), Shown(expected))];
    }

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().Select(member => member.Name)
        : Enumerable.Range(0, json.GetArrayLength()).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object
        ? json.TryGetProperty(name, out var member) ? member : null
        : int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) is var i && i < json.GetArrayLength() ? json[i] : null;

    private static string Shown(JsonElement? json) =>
        json?.GetRawText() is not { } text ? "nothing" : text.Length <= MostShown ? text : $"{text.AsSpan(0, MostShown)}…";
}
