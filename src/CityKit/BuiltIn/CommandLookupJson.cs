using System.Text.Json;
using CityKit.Cases.Json;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>A look-up as the journal has it, behind the members of the command it was made for.</summary>
internal static class CommandLookupJson
{
    private const string Name = "lookup";

    internal static void Write(Utf8JsonWriter writer, CommandLookup lookup)
    {
        writer.WriteStartObject(Name);
        if (lookup.Registry is { } registry) writer.WriteString("registry", registry);
        Write(writer, "found", lookup.Found, FoundComponentJson.Write);
        if (lookup.Candidates.Count > 0)
        {
            writer.WriteStartArray("candidates");
            foreach (var found in lookup.Candidates) FoundComponentJson.Write(writer, found);
            writer.WriteEndArray();
        }
        Write(writer, "duties", lookup.Duties, DutyLookupJson.Write);
        Write(writer, "suggestion", lookup.Suggestion, DispatchSuggestionJson.Write);
        writer.WriteEndObject();
    }

    /// <summary>The look-up of an entry; null when it has none.</summary>
    internal static CommandLookup? ReadIfAny(JsonElement entry) => !entry.TryGetProperty(Name, out var json) ? null : new CommandLookup
    {
        Registry = json.TryGetProperty("registry", out var registry) ? registry.GetString() : null,
        Found = Read(json, "found", FoundComponentJson.Read),
        Candidates = json.TryGetProperty("candidates", out var list) ? [.. list.EnumerateArray().Select(FoundComponentJson.Read)] : [],
        Duties = Read(json, "duties", DutyLookupJson.Read),
        Suggestion = Read(json, "suggestion", DispatchSuggestionJson.Read),
    };

    private static void Write<T>(Utf8JsonWriter writer, string name, T? value, Action<Utf8JsonWriter, T> write) where T : class
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        write(writer, value);
    }

    private static T? Read<T>(JsonElement json, string name, Func<JsonElement, T> read) where T : class =>
        json.TryGetProperty(name, out var value) ? read(value) : null;
}
