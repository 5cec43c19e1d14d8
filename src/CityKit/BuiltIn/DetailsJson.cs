using System.Collections.Immutable;
using System.Text.Json;

namespace CityKit.BuiltIn;

/// <summary>Fields of a profile's own as the journal has them.</summary>
internal static class DetailsJson
{
    internal static ImmutableSortedDictionary<string, string> None { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    internal static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> details)
    {
        writer.WriteStartObject("details");
        foreach (var (name, value) in details) writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    internal static ImmutableSortedDictionary<string, string> Read(JsonElement? json) => json is not { } details ? None
        : None.AddRange(details.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, each.Value.GetString() ?? "")));
}
