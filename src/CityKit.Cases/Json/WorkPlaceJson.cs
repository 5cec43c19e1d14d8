using System.Text.Json;
using CityKit.Core;

namespace CityKit.Cases.Json;

/// <summary>A place as JSON: in the journal with a command, and in the work item.</summary>
public static class WorkPlaceJson
{
    /// <summary>Writes it as the object <c>place</c>; what is not known is left out.</summary>
    public static void Write(Utf8JsonWriter writer, WorkPlace place)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(place);
        writer.WriteStartObject("place");
        if (place.Point is { } point)
        {
            writer.WriteNumber("longitude", point.Longitude);
            writer.WriteNumber("latitude", point.Latitude);
        }
        Text(writer, "grid", place.Grid);
        if (place.NearGrids.Count > 0) NearGrids(writer, place.NearGrids);
        Text(writer, "compound", place.Compound);
        Text(writer, "building", place.Building);
        Text(writer, "entrance", place.Entrance);
        Text(writer, "spot", place.Spot);
        Text(writer, "address", place.Address);
        writer.WriteEndObject();
    }

    /// <summary>Reads the object that <see cref="Write"/> wrote.</summary>
    public static WorkPlace Read(JsonElement json) => new()
    {
        Point = json.TryGetProperty("longitude", out var longitude)
            ? GeoPoint.FromDegrees(longitude.GetDouble(), json.GetProperty("latitude").GetDouble()) : null,
        Grid = Text(json, "grid"),
        NearGrids = json.TryGetProperty("nearGrids", out var grids)
            ? [.. grids.EnumerateArray().Select(grid => grid.GetString() ?? "")] : [],
        Compound = Text(json, "compound"),
        Building = Text(json, "building"),
        Entrance = Text(json, "entrance"),
        Spot = Text(json, "spot"),
        Address = Text(json, "address"),
    };

    private static void NearGrids(Utf8JsonWriter writer, IReadOnlyList<string> grids)
    {
        writer.WriteStartArray("nearGrids");
        foreach (var grid in grids) writer.WriteStringValue(grid);
        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null) writer.WriteString(name, text);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
