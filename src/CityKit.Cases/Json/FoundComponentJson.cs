using System.Text.Json;
using CityKit.Components;

namespace CityKit.Cases.Json;

/// <summary>A found component as JSON: in the journal with the report, and in the work item.</summary>
public static class FoundComponentJson
{
    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter writer, FoundComponent found)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(found);
        writer.WriteStartObject();
        writer.WriteString("component", found.Id.ToString());
        writer.WriteNumber("metres", found.Metres);
        writer.WriteString("department", found.Department);
        if (found.Owner is { } owner) writer.WriteString("owner", owner);
        if (found.Maintainer is { } maintainer) writer.WriteString("maintainer", maintainer);
        writer.WriteString("registry", found.Registry);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The component's id is not valid.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public static FoundComponent Read(JsonElement json) => new(
        ComponentId.Parse(Text(json, "component")), json.GetProperty("metres").GetDouble(), Text(json, "department"),
        TextIfAny(json, "owner"), TextIfAny(json, "maintainer"), Text(json, "registry"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static string? TextIfAny(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
