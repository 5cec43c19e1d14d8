using System.Text.Json.Nodes;
using CityKit.Core;
using CityKit.Maps.Tiles;
using CityKit.Grids.Coordinates;
using CityKit.Grids.Maps;

namespace CityKit.Desk.Map;

/// <summary>Where features lie on a map: in the ground map's coordinates, and one without a point in the middle of its grid.</summary>
internal static class FeaturePlaces
{
    private const string Nothing = """{"type":"FeatureCollection","features":[]}""";

    internal static string Place(string? features, GridMap? grids, TileDatum datum)
    {
        var collection = JsonNode.Parse(features ?? Nothing)!;
        foreach (var feature in collection["features"]!.AsArray())
            if (PointOf(feature!, grids) is { } point) feature!["geometry"] = Geometry(point, datum);
        return collection.ToJsonString();
    }

    private static GeoPoint? PointOf(JsonNode feature, GridMap? grids)
    {
        if (feature["geometry"]?["coordinates"]?.AsArray() is [{ } longitude, { } latitude])
            return GeoPoint.TryFromDegrees(longitude.GetValue<double>(), latitude.GetValue<double>(), out var point) ? point : null;
        return feature["properties"]?["grid"]?.GetValue<string>() is { } code && grids?.TryGet(code, out var grid) == true ? MiddleOf(grid)
            : null;
    }

    private static GeoPoint MiddleOf(Grid grid)
    {
        var box = grid.Polygons[0].Bounds;
        return GeoPoint.FromDegrees((box.West + box.East) / 2, (box.South + box.North) / 2);
    }

    private static JsonObject Geometry(GeoPoint point, TileDatum datum)
    {
        var (longitude, latitude) = (point.Longitude, point.Latitude);
        if (datum == TileDatum.Gcj02) (longitude, latitude) = Gcj02Point.FromGeoPoint(point) is var shifted
            ? (shifted.Longitude, shifted.Latitude) : default;
        return new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(longitude, latitude) };
    }
}
