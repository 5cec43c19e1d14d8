using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Samples.Compound.Hub;

/// <summary>Members of the hub's answers.</summary>
internal static class HubJson
{
    /// <summary>A text; null when it is not there.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    /// <summary>A whole number; null when it is not there.</summary>
    public static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number ? found.GetInt64() : null;

    /// <summary>A moment.</summary>
    public static Instant Instant(JsonElement element, string name) =>
        InstantPattern.ExtendedIso.Parse(element.GetProperty(name).GetString()!).Value;

    /// <summary>A bilingual text on one line, English first.</summary>
    public static string Bilingual(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object
            ? $"{Text(found, "en")} {Text(found, "zh")}".Trim() : "";

    /// <summary>The elements of an array; none when it is not there.</summary>
    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array
            ? found.EnumerateArray() : [];
}
