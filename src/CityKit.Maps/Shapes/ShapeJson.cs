using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Core;

namespace CityKit.Maps.Shapes;

/// <summary>Writes geometries of GeoJSON (RFC 7946): six decimals, about 0.1 m; outer rings counter-clockwise.</summary>
internal static class ShapeJson
{
    private const int Decimals = 6;

    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<GeoPolygon> polygons)
    {
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "MultiPolygon");
        writer.WriteStartArray("coordinates");
        foreach (var polygon in polygons)
        {
            writer.WriteStartArray();
            WriteRing(writer, polygon.Outer, isOuter: true);
            foreach (var hole in polygon.Holes) WriteRing(writer, hole, isOuter: false);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, GeoPoint point)
    {
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "Point");
        writer.WritePropertyName("coordinates");
        WritePosition(writer, point);
        writer.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter writer, ImmutableArray<GeoPoint> ring, bool isOuter)
    {
        writer.WriteStartArray();
        var isReversed = IsClockwise(ring) == isOuter;
        for (var i = 0; i <= ring.Length; i++) WritePosition(writer, ring[(isReversed ? ring.Length - i : i) % ring.Length]);
        writer.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter writer, GeoPoint point)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Math.Round(point.Longitude, Decimals));
        writer.WriteNumberValue(Math.Round(point.Latitude, Decimals));
        writer.WriteEndArray();
    }

    private static bool IsClockwise(ImmutableArray<GeoPoint> ring)
    {
        var twice = 0.0;
        for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++)
            twice += (ring[i].Longitude - ring[j].Longitude) * (ring[i].Latitude + ring[j].Latitude - 2 * ring[0].Latitude);
        return twice > 0;
    }
}
