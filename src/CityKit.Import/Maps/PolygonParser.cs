using System.Text.Json;
using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Reads the coordinates of a Polygon or MultiPolygon. The first thing wrong ends it.</summary>
internal ref struct PolygonParser
{
    private const int LeastPositions = 4;

    private Utf8JsonReader reader;
    private GeometryProblem? problem;
    private int rings;

    private readonly PlaceConversion convert;

    private PolygonParser(ReadOnlySpan<byte> coordinates, PlaceConversion convert)
    {
        this.convert = convert;
        reader = new Utf8JsonReader(coordinates);
        reader.Read();
    }

    internal static List<GeoPolygon>? Parse(string? type, ReadOnlySpan<byte> coordinates, PlaceConversion convert,
        out GeometryProblem problem)
    {
        problem = GeometryProblem.Type(type);
        if (type is not ("Polygon" or "MultiPolygon") || coordinates.IsEmpty) return null;
        var parser = new PolygonParser(coordinates, convert);
        var polygons = parser.ReadGeometry(isMany: type == "MultiPolygon");
        if (polygons.Count == 0) parser.problem ??= GeometryProblem.Nesting;
        problem = parser.problem ?? problem;
        return parser.problem is null ? polygons : null;
    }

    private List<GeoPolygon> ReadGeometry(bool isMany)
    {
        List<GeoPolygon> polygons = [];
        if (!isMany) AddPolygon(polygons);
        else if (Enter())
            while (Next()) AddPolygon(polygons);
        return polygons;
    }

    private void AddPolygon(List<GeoPolygon> polygons)
    {
        List<List<GeoPoint>> read = [];
        if (Enter())
            while (Next()) read.Add(ReadRing());
        if (read.Count == 0) problem ??= GeometryProblem.Nesting;
        if (problem is null) polygons.Add(GeoPolygon.FromRings(read[0], read[1..]));
    }

    private List<GeoPoint> ReadRing()
    {
        List<GeoPoint> ring = [];
        if (Enter())
            while (Next()) ring.Add(ReadPosition(ring.Count));
        if (ring.Count < LeastPositions || ring.Distinct().Count() < LeastPositions - 1)
            problem ??= GeometryProblem.Short(rings, ring.Count);
        else if (ring[0] != ring[^1]) problem ??= GeometryProblem.Open(rings);
        rings++;
        return ring;
    }

    private GeoPoint ReadPosition(int index)
    {
        if (!Enter()) return default;
        var isPoint = TryNumber(out var longitude) & TryNumber(out var latitude);
        while (isPoint && Next()) reader.Skip(); // a height, where there is one
        if (isPoint && convert(longitude, latitude, out var point)) return point;
        problem ??= GeometryProblem.Position(rings, index);
        return default;
    }

    private bool TryNumber(out double value)
    {
        value = 0;
        return Next() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value);
    }

    private bool Enter()
    {
        if (reader.TokenType != JsonTokenType.StartArray) problem ??= GeometryProblem.Nesting;
        return problem is null;
    }

    private bool Next() => problem is null && reader.Read() && reader.TokenType != JsonTokenType.EndArray;
}
