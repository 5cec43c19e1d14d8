using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using CityKit.Shared.Rings;
using NetTopologySuite.Geometries;

namespace CityKit.NetTopologySuite;

/// <summary>Makes polygons of a polygon or multi-polygon that is not empty. The first thing wrong ends it.</summary>
internal sealed class PolygonReader
{
    private const int LeastPoints = 3;

    private Refusal? refusal;

    internal static bool TryRead(Geometry geometry, out ImmutableArray<GeoPolygon> polygons, [NotNullWhen(false)] out Refusal? refusal)
    {
        var reader = new PolygonReader();
        List<GeoPolygon> parts = [];
        for (var i = 0; i < geometry.NumGeometries && reader.refusal is null; i++)
            if (reader.Read((Polygon)geometry.GetGeometryN(i)) is { } part) parts.Add(part);
        refusal = reader.refusal ?? Flaw(parts);
        polygons = refusal is null ? [.. parts] : [];
        return refusal is null;
    }

    private GeoPolygon? Read(Polygon polygon)
    {
        var rings = polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(Read).ToList();
        return refusal is null ? GeoPolygon.FromRings(rings[0], rings[1..]) : null;
    }

    private List<GeoPoint> Read(LineString ring)
    {
        List<GeoPoint> points = [];
        foreach (var corner in ring.Coordinates)
            if (FromGeometry.TryPlace(corner, out var place)) points.Add(place);
            else refusal ??= FromGeometry.OutOfRange(corner.X, corner.Y);
        if (points.Distinct().Count() < LeastPoints) refusal ??= Refusal.Of("ring",
            $"A ring needs {LeastPoints} different points; one has {points.Distinct().Count()}.",
            $"一个环至少需要 {LeastPoints} 个不同的点，有一个环只有 {points.Distinct().Count()} 个。");
        return points;
    }

    // Of the polygons as they are taken, without points that repeat the one before.
    private static Refusal? Flaw(List<GeoPolygon> parts)
    {
        if (LongitudeJump.Of(parts) is { } jump) return Refusal.Of("antimeridian", jump.Message.En, jump.Message.Zh);
        if (RingCheck.FlawOf(new MultiPolygon([.. parts.Select(part => part.ToGeometry())])) is not { } flaw) return null;
        var (words, where) = (RingFlaws.Of(flaw.ErrorType), $"{flaw.Coordinate.X:R},{flaw.Coordinate.Y:R}");
        return Refusal.Of("invalid",
            $"The rings are not valid: {words.En} at {where}. ST_MakeValid or GeometryFixer repairs them.",
            $"环无效：{words.Zh}，位于 {where}。可用 ST_MakeValid 或 GeometryFixer 修复。");
    }
}
