using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Shared.Rings;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Import.Maps;

/// <summary>A grid and its shape in the overlay library's terms.</summary>
internal sealed class GridShape
{
    internal const string AntimeridianReason = "antimeridian";
    internal static readonly GeometryFactory Factory = new();

    internal GridShape(Grid grid, bool repair = false)
    {
        Grid = grid;
        Geometry = GeometryOf(grid);
        Error = LongitudeJump.Of(grid.Polygons) is { } jump
            ? new FeatureProblem(0, grid.Code, AntimeridianReason, jump.Message) { Where = jump.From }
            : null;
        if (Error is not null || RingCheck.FlawOf(Geometry) is not { } flaw) return;
        Error = Problem(flaw);
        if (SharedEdges.Dissolve(Geometry, flaw) is { } dissolved) (Geometry, Notice, Error) = (dissolved, SharedEdge(flaw), null);
        else if (repair && RingRepair.Of(grid, Geometry) is { } done)
            (Grid, Geometry, Notice, Error) = (done.Grid, done.Shape, RingRepair.Finding(grid.Code, Error, done.Repair), null);
    }

    internal Grid Grid { get; }

    internal Geometry Geometry { get; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    internal FeatureProblem? Error { get; }

    /// <summary>What is said of it though it can be used: parts of it share an edge, or it was repaired; null when nothing is.</summary>
    internal GridFinding? Notice { get; }

    /// <summary>A grid's rings as they are, valid or not.</summary>
    internal static Geometry GeometryOf(Grid grid)
    {
        var polygons = grid.Polygons.Select(ToPolygon).ToArray();
        return polygons.Length == 1 ? polygons[0] : Factory.CreateMultiPolygon(polygons);
    }

    /// <summary>The polygons of an overlay's result that are large enough to be reported.</summary>
    internal static ImmutableArray<GeoPolygon> Parts(Geometry result, double leastSquareMetres)
    {
        var parts = ImmutableArray.CreateBuilder<GeoPolygon>();
        for (var i = 0; i < result.NumGeometries; i++)
            if (result.GetGeometryN(i) is Polygon { IsEmpty: false } polygon && FromPolygon(polygon) is { } part
                && part.SquareMetres >= leastSquareMetres)
                parts.Add(part);
        return parts.ToImmutable();
    }

    /// <summary>A point inside a polygon, away from its border where that can be.</summary>
    internal static GeoPoint InteriorOf(GeoPolygon polygon)
    {
        var point = ToPolygon(polygon).InteriorPoint;
        return GeoPoint.FromDegrees(point.X, point.Y);
    }

    /// <summary>What is wrong with a polygon's rings, and where; null when they are valid.</summary>
    internal static LocalizedText? FlawOf(GeoPolygon polygon)
    {
        if (RingCheck.FlawOf(ToPolygon(polygon)) is not { } error) return null;
        var (flaw, where) = (RingFlaws.Of(error.ErrorType), PlaceOf(error));
        return new($"{flaw.Zh}（{where}）", $"{flaw.En} ({where})");
    }

    private FeatureProblem Problem(TopologyValidationError error)
    {
        var (flaw, where) = (RingFlaws.Of(error.ErrorType), PlaceOf(error));
        return new FeatureProblem(0, Grid.Code, "invalid",
            new LocalizedText($"环无效：{flaw.Zh}，位于 {where}。", $"Its rings are not valid: {flaw.En} at {where}."))
        {
            Where = where,
        };
    }

    private GridFinding SharedEdge(TopologyValidationError error) =>
        new(GridFindingKind.SharedEdge, [Grid.Code], PlaceOf(error) ?? Grid.Polygons[0].Outer[0], 0, [],
        new LocalizedText($"网格 {Grid.Code} 的各部分共边，合并时未融合；已按整体处理。",
            $"Parts or holes of grid {Grid.Code} share an edge, as a merge without dissolving leaves them; it is taken as one."));

    private static GeoPoint? PlaceOf(TopologyValidationError error) =>
        GeoPoint.TryFromDegrees(error.Coordinate?.X ?? double.NaN, error.Coordinate?.Y ?? double.NaN, out var point) ? point : null;

    private static Polygon ToPolygon(GeoPolygon polygon) => Factory.CreatePolygon(ToRing(polygon.Outer), [.. polygon.Holes.Select(ToRing)]);

    private static LinearRing ToRing(ImmutableArray<GeoPoint> ring) =>
        Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(point => new Coordinate(point.Longitude, point.Latitude))]);

    private static GeoPolygon? FromPolygon(Polygon polygon)
    {
        var outer = FromRing(polygon.ExteriorRing);
        return outer.Distinct().Count() < 3 ? null : GeoPolygon.FromRings(outer, [.. polygon.InteriorRings.Select(FromRing)]);
    }

    private static GeoPoint[] FromRing(LineString ring) => [.. ring.Coordinates.Select(point => GeoPoint.FromDegrees(point.X, point.Y))];
}
