using System.Text.Json;
using CityKit.Cases.Json;
using CityKit.Commands;

namespace CityKit.BuiltIn;

/// <summary>A look-up as the journal has it, beside the report it was made for.</summary>
internal static class ComponentLookupJson
{
    internal static void Write(Utf8JsonWriter writer, ComponentLookup lookup)
    {
        writer.WriteStartObject("lookup");
        writer.WriteString("registry", lookup.Registry);
        if (lookup.Found is { } found)
        {
            writer.WritePropertyName("found");
            FoundComponentJson.Write(writer, found);
        }
        writer.WriteEndObject();
    }

    internal static ComponentLookup Read(JsonElement json) => new(json.GetProperty("registry").GetString() ?? "",
        json.TryGetProperty("found", out var found) ? FoundComponentJson.Read(found) : null);
}
