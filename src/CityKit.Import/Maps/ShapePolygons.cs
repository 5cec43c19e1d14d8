using CityKit.Core;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Maps;

/// <summary>Makes a grid's polygons of a table's shape. The first thing wrong ends it.</summary>
internal sealed class ShapePolygons(PlaceConversion convert)
{
    private const int LeastPoints = 3;

    private GeometryProblem? problem;
    private int rings;

    /// <summary>The polygons; null when <paramref name="problem"/> says why there are none.</summary>
    internal static List<GeoPolygon>? Of(Geometry? shape, PlaceConversion convert, out GeometryProblem problem)
    {
        problem = GeometryProblem.Type(shape?.GeometryType ?? "");
        if (shape is not (Polygon or MultiPolygon) || shape.IsEmpty) return null;
        var making = new ShapePolygons(convert);
        List<GeoPolygon> polygons = [];
        for (var i = 0; i < shape.NumGeometries && making.problem is null; i++)
            if (making.Make((Polygon)shape.GetGeometryN(i)) is { } polygon) polygons.Add(polygon);
        problem = making.problem ?? problem;
        return making.problem is null ? polygons : null;
    }

    private GeoPolygon? Make(Polygon polygon)
    {
        if (polygon.IsEmpty) problem ??= GeometryProblem.Nesting;
        var points = polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(Ring).ToList();
        return problem is null ? GeoPolygon.FromRings(points[0], points[1..]) : null;
    }

    private List<GeoPoint> Ring(LineString ring)
    {
        List<GeoPoint> points = [];
        foreach (var corner in ring.Coordinates)
            if (convert(corner.X, corner.Y, out var place)) points.Add(place);
            else problem ??= GeometryProblem.Position(rings, points.Count);
        if (points.Distinct().Count() < LeastPoints) problem ??= GeometryProblem.Short(rings, points.Count);
        rings++;
        return points;
    }
}
