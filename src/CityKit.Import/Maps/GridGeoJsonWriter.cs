using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Core;
using CityKit.Grids.Maps;
using NodaTime.Text;

namespace CityKit.Import.Maps;

/// <summary>
/// Writes grids as a GeoJSON FeatureCollection that <see cref="GridGeoJsonReader"/> reads back. The same grids give the same bytes.
/// </summary>
public static class GridGeoJsonWriter
{
    /// <summary>
    /// Writes all grids in the given order, under the default property names; outer rings run counter-clockwise, holes clockwise (RFC
    /// 7946).
    /// </summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<Grid> grids)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var grid in grids) WriteFeature(writer, grid);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteFeature(Utf8JsonWriter writer, Grid grid)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteStartObject("properties");
        writer.WriteString("code", grid.Code);
        writer.WriteString("name", grid.Name);
        if (grid.Valid.From is { } from) writer.WriteString("validFrom", LocalDatePattern.Iso.Format(from));
        if (grid.Valid.Until is { } until) writer.WriteString("validUntil", LocalDatePattern.Iso.Format(until));
        if (grid.IsProvisional) writer.WriteBoolean("provisional", true);
        writer.WriteEndObject();
        writer.WriteStartObject("geometry");
        WriteGeometry(writer, grid.Polygons);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter writer, ImmutableArray<GeoPolygon> polygons)
    {
        var isMany = polygons.Length > 1;
        writer.WriteString("type", isMany ? "MultiPolygon" : "Polygon");
        writer.WritePropertyName("coordinates");
        if (isMany) writer.WriteStartArray();
        foreach (var polygon in polygons) WritePolygon(writer, polygon);
        if (isMany) writer.WriteEndArray();
    }

    private static void WritePolygon(Utf8JsonWriter writer, GeoPolygon polygon)
    {
        writer.WriteStartArray();
        WriteRing(writer, polygon.Outer, clockwise: false);
        foreach (var hole in polygon.Holes) WriteRing(writer, hole, clockwise: true);
        writer.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter writer, ImmutableArray<GeoPoint> ring, bool clockwise)
    {
        var ordered = IsClockwise(ring) == clockwise ? ring : [.. ring.Reverse()];
        writer.WriteStartArray();
        foreach (var point in ordered.Add(ordered[0]))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(point.Longitude);
            writer.WriteNumberValue(point.Latitude);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private static bool IsClockwise(ImmutableArray<GeoPoint> ring)
    {
        var twice = 0.0;
        for (var i = 0; i < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
            twice += (b.Longitude - a.Longitude) * (b.Latitude + a.Latitude - 2 * ring[0].Latitude);
        }
        return twice > 0;
    }
}
