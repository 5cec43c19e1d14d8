using System.Collections.Immutable;
using System.Text.Json;

namespace CityKit.Cases.Json;

/// <summary>Texts by name as JSON: in the journal, in work items and in answers.</summary>
public static class TextMapJson
{
    /// <summary>Writes them as one object.</summary>
    public static void Write(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(texts);
        writer.WriteStartObject(name);
        foreach (var (key, value) in texts) writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; none for null.</summary>
    public static ImmutableSortedDictionary<string, string> Read(JsonElement? json) => json is not { } texts ? TextMap.Empty
        : TextMap.Empty.AddRange(texts.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, each.Value.GetString() ?? "")));
}
