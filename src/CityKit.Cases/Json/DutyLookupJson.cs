using System.Text.Json;
using CityKit.Grids.Nets;
using NodaTime.Text;

namespace CityKit.Cases.Json;

/// <summary>What nets said as JSON: in the journal with the input, and in the work item.</summary>
public static class DutyLookupJson
{
    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter writer, DutyLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(lookup);
        writer.WriteStartObject();
        writer.WriteString("nets", lookup.Nets);
        writer.WriteString("on", LocalDatePattern.Iso.Format(lookup.On));
        writer.WriteStartArray("found");
        foreach (var duty in lookup.Found) Write(writer, duty);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, DutyLookup)"/> wrote.</summary>
    /// <exception cref="FormatException">A net's name or the day is not valid.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public static DutyLookup Read(JsonElement json) => new(
        Text(json, "nets"), LocalDatePattern.Iso.Parse(Text(json, "on")).GetValueOrThrow(),
        [.. json.GetProperty("found").EnumerateArray().Select(ReadDuty)]);

    private static void Write(Utf8JsonWriter writer, FoundDuty duty)
    {
        writer.WriteStartObject();
        writer.WriteString("net", duty.Net.Value);
        writer.WriteString("level", duty.Level);
        writer.WriteString("place", duty.Place);
        writer.WriteString("body", duty.Body);
        writer.WriteString("role", duty.Role);
        writer.WriteEndObject();
    }

    private static FoundDuty ReadDuty(JsonElement json) => new(
        NetId.Parse(Text(json, "net")), Text(json, "level"), Text(json, "place"), Text(json, "body"), Text(json, "role"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
