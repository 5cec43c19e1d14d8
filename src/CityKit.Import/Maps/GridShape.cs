using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Import.Maps;

/// <summary>A grid and its shape in the overlay library's terms.</summary>
internal sealed class GridShape
{
    internal static readonly GeometryFactory Factory = new();

    internal GridShape(Grid grid)
    {
        Grid = grid;
        var polygons = grid.Polygons.Select(ToPolygon).ToArray();
        Geometry = polygons.Length == 1 ? polygons[0] : Factory.CreateMultiPolygon(polygons);
        Error = new IsValidOp(Geometry).ValidationError is { } error ? Problem(error) : null;
    }

    internal Grid Grid { get; }

    internal Geometry Geometry { get; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    internal FeatureProblem? Error { get; }

    /// <summary>The polygons of an overlay's result that are large enough to be told.</summary>
    internal static ImmutableArray<GeoPolygon> Parts(Geometry result, double leastSquareMetres)
    {
        var parts = ImmutableArray.CreateBuilder<GeoPolygon>();
        for (var i = 0; i < result.NumGeometries; i++)
            if (result.GetGeometryN(i) is Polygon { IsEmpty: false } polygon && FromPolygon(polygon) is { } part && part.SquareMetres >= leastSquareMetres) parts.Add(part);
        return parts.ToImmutable();
    }

    /// <summary>A point inside a polygon, away from its border where that can be.</summary>
    internal static GeoPoint InteriorOf(GeoPolygon polygon)
    {
        var point = ToPolygon(polygon).InteriorPoint;
        return GeoPoint.FromDegrees(point.X, point.Y);
    }

    /// <summary>What is wrong with a polygon's rings, and where; null when they are valid.</summary>
    internal static string? FlawOf(GeoPolygon polygon) => new IsValidOp(ToPolygon(polygon)).ValidationError is { } error ? $"{error.Message} at {error.Coordinate.X},{error.Coordinate.Y}" : null;

    private FeatureProblem Problem(TopologyValidationError error)
    {
        var where = GeoPoint.TryFromDegrees(error.Coordinate?.X ?? double.NaN, error.Coordinate?.Y ?? double.NaN, out var point) ? point : (GeoPoint?)null;
        return new FeatureProblem(0, Grid.Code, "invalid", new LocalizedText($"环无效（{error.Message}），位于 {where}。", $"Its rings are not valid: {error.Message} at {where}.")) { Where = where };
    }

    private static Polygon ToPolygon(GeoPolygon polygon) => Factory.CreatePolygon(ToRing(polygon.Outer), [.. polygon.Holes.Select(ToRing)]);

    private static LinearRing ToRing(ImmutableArray<GeoPoint> ring) => Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(point => new Coordinate(point.Longitude, point.Latitude))]);

    private static GeoPolygon? FromPolygon(Polygon polygon)
    {
        var outer = FromRing(polygon.ExteriorRing);
        return outer.Distinct().Count() < 3 ? null : GeoPolygon.FromRings(outer, [.. polygon.InteriorRings.Select(FromRing)]);
    }

    private static GeoPoint[] FromRing(LineString ring) => [.. ring.Coordinates.Select(point => GeoPoint.FromDegrees(point.X, point.Y))];
}
