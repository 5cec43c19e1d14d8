using System.Text.Json;

namespace CityKit.Import.Surveys;

/// <summary>Names what differs between two mappings as a mark keeps them.</summary>
internal static class MappingDifference
{
    /// <summary>Each difference as "mapping.fields.BJDM.constant: before -> now".</summary>
    internal static string Of(string before, string now)
    {
        var (then, today) = (Flat(before), Flat(now));
        var names = then.Keys.Union(today.Keys, StringComparer.Ordinal)
            .Where(name => then.GetValueOrDefault(name) != today.GetValueOrDefault(name));
        return string.Join("; ", names.Order(StringComparer.Ordinal)
            .Select(name => $"mapping{name}={then.GetValueOrDefault(name)} -> {today.GetValueOrDefault(name)}"));
    }

    private static Dictionary<string, string> Flat(string json)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        Add(document.RootElement, "", values);
        return values;
    }

    private static void Add(JsonElement element, string path, Dictionary<string, string> values)
    {
        if (element.ValueKind != JsonValueKind.Object) values[path] = element.ToString();
        else
            foreach (var member in element.EnumerateObject()) Add(member.Value, $"{path}.{member.Name}", values);
    }
}
