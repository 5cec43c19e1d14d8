using System.Collections.Immutable;
using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>Finds polygons that run over the 180° meridian: an edge that jumps by more than half the globe. Cut there into parts, as RFC 7946 (3.1.9) asks, a polygon has none.</summary>
internal static class Antimeridian
{
    internal const string Reason = "antimeridian";

    private const double HalfGlobe = 180; // degrees

    /// <summary>Why a grid is refused; null when no edge of it jumps.</summary>
    internal static FeatureProblem? ProblemOf(Grid grid)
    {
        foreach (var polygon in grid.Polygons)
            foreach (var ring in polygon.Holes.Prepend(polygon.Outer))
                if (JumpOf(ring) is { } jump) return Problem(grid.Code, jump.From, jump.To);
        return null;
    }

    private static (GeoPoint From, GeoPoint To)? JumpOf(ImmutableArray<GeoPoint> ring)
    {
        for (var i = 0; i < ring.Length; i++)
            if (ring[(i + 1) % ring.Length] is var next && Math.Abs(next.Longitude - ring[i].Longitude) > HalfGlobe) return (ring[i], next);
        return null;
    }

    private static FeatureProblem Problem(string code, GeoPoint from, GeoPoint to)
    {
        var jump = string.Create(CultureInfo.InvariantCulture, $"{from.Longitude:R}° → {to.Longitude:R}°");
        return new FeatureProblem(0, code, Reason, new LocalizedText(
            $"环的经度跳变 {jump}，超过 180°：多边形跨越 180° 经线。请在该经线处切成 MultiPolygon 的两部分（RFC 7946 第 3.1.9 条）。",
            $"A ring's longitude jumps {jump}, by more than 180°: the polygon runs over the 180° meridian. Cut it there into two parts of a MultiPolygon (RFC 7946, 3.1.9).")) { Where = from };
    }
}
