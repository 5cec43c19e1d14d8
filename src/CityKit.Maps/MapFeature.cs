using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Maps.Shapes;
using CityKit.Modules;

namespace CityKit.Maps;

/// <summary>A feature of GeoJSON: what it is, and where.</summary>
/// <param name="Properties">Names and texts.</param>
/// <param name="Polygons">What it covers; empty for a point.</param>
/// <param name="Point">Where it is, of a point.</param>
internal sealed record MapFeature((string Name, string Text)[] Properties, ImmutableArray<GeoPolygon> Polygons, GeoPoint Point)
{
    internal static MapFeature Of(Grid grid) => new(
        [("code", grid.Code), ("name", grid.Name), ("scheme", grid.Scheme.Value)], grid.Polygons, default);

    /// <summary>The border and the name, and nothing of what or who is in it.</summary>
    internal static MapFeature Of(Compound compound) => new(
        [("id", compound.Id), ("zh", compound.Name.Zh), ("en", compound.Name.En), ("community", $"{compound.Community}")],
            [compound.Outline], default);

    internal static MapFeature Of(ComponentPlace place) => new(
        [("code", $"{place.Id}"), ("class", place.Id.Class.Code), ("state", place.State.ToTerm())], [], place.Location);

    /// <summary>How many corners its rings have.</summary>
    internal int Corners => Polygons.Sum(polygon => polygon.Outer.Length + polygon.Holes.Sum(hole => hole.Length));

    /// <summary>A FeatureCollection of some.</summary>
    internal static byte[] Collection(IEnumerable<MapFeature> features) => ModuleJson.ToUtf8(features, static (writer, all) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var feature in all) feature.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteStartObject("properties");
        foreach (var (name, text) in Properties) writer.WriteString(name, text);
        writer.WriteEndObject();
        if (Polygons.IsEmpty) ShapeJson.Write(writer, Point);
        else ShapeJson.Write(writer, Polygons);
        writer.WriteEndObject();
    }
}
