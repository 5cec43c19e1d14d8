using System.Collections.Immutable;
using CityKit.Core.Geometry;

namespace CityKit.Core;

/// <summary>An area on the ground (多边形): one outer ring and the holes in it, WGS84. Immutable.</summary>
/// <remarks>Edges are straight in longitude and latitude, as in GeoJSON; never across the 180° meridian. Rings are kept open: the first
/// point is not repeated at the end. A point on the border belongs to the polygon when the polygon lies just east of it, or just north
/// where the border runs exactly east-west; so of two neighbours exactly one contains it.</remarks>
public sealed class GeoPolygon
{
    private GeoPolygon(ImmutableArray<GeoPoint> outer, ImmutableArray<ImmutableArray<GeoPoint>> holes) =>
        (Outer, Holes, Bounds) = (outer, holes, GeoBox.Around(outer.AsSpan()));

    /// <summary>The outer ring (外环), at least 3 points, either direction.</summary>
    public ImmutableArray<GeoPoint> Outer { get; }

    /// <summary>The rings cut out of it (内环).</summary>
    public ImmutableArray<ImmutableArray<GeoPoint>> Holes { get; }

    /// <summary>The box around it.</summary>
    public GeoBox Bounds { get; }

    /// <summary>
    /// The area in square metres on the WGS84 ellipsoid, each ring in a local frame around its centre of area: under 0.01 % off up to 1° in
    /// height and 60° north or south.
    /// </summary>
    public double SquareMetres => SquareMetresOf(Outer) - Holes.Sum(SquareMetresOf);

    /// <summary>A polygon from its rings, each open or closed.</summary>
    /// <exception cref="ArgumentException">A ring has fewer than 3 different points in a row.</exception>
    public static GeoPolygon FromRings(IReadOnlyList<GeoPoint> outer, IReadOnlyList<IReadOnlyList<GeoPoint>>? holes = null) =>
        new(Open(outer), holes is null ? [] : [.. holes.Select(Open)]);

    /// <summary>Whether the point lies in the polygon; for border points see the remarks.</summary>
    public bool Contains(GeoPoint point)
    {
        if (!Bounds.Contains(point)) return false;
        var inside = BorderRule.IsInside(Outer.AsSpan(), point);
        foreach (var hole in Holes) inside ^= BorderRule.IsInside(hole.AsSpan(), point);
        return inside;
    }

    /// <summary>The outer ring's centre of area (形心). It may lie outside a bent polygon.</summary>
    public GeoPoint Centroid() => Centroid(Outer);

    internal int EdgeCount => Outer.Length + Holes.Sum(hole => hole.Length);

    internal IEnumerable<UpwardEdge> Edges() =>
        Holes.Prepend(Outer).SelectMany(ring => ring.Select((from, i) => new UpwardEdge(from, ring[(i + 1) % ring.Length])));

    private static double SquareMetresOf(ImmutableArray<GeoPoint> ring)
    {
        var latitude = Centroid(ring).Latitude;
        return Math.Abs(SignedSquareDegrees(ring)) * Wgs84.EastMetres(latitude) * Wgs84.NorthMetres(latitude);
    }

    private static GeoPoint Centroid(ImmutableArray<GeoPoint> ring)
    {
        var origin = ring[0]; // near the ring, so that the products stay small
        double x = 0, y = 0, twice = 0;
        for (var i = 0; i < ring.Length; i++)
        {
            var (ax, ay) = Offset(ring[i], origin);
            var (bx, by) = Offset(ring[(i + 1) % ring.Length], origin);
            var cross = ax * by - bx * ay;
            (x, y, twice) = (x + (ax + bx) * cross, y + (ay + by) * cross, twice + cross);
        }
        return twice != 0 && GeoPoint.TryFromDegrees(origin.Longitude + x / (3 * twice), origin.Latitude + y / (3 * twice), out var centre)
            ? centre : origin;
    }

    private static (double X, double Y) Offset(GeoPoint point, GeoPoint origin) =>
        (point.Longitude - origin.Longitude, point.Latitude - origin.Latitude);

    private static double SignedSquareDegrees(ImmutableArray<GeoPoint> ring)
    {
        var twice = 0.0;
        for (var i = 0; i < ring.Length; i++)
        {
            var (ax, ay) = Offset(ring[i], ring[0]);
            var (bx, by) = Offset(ring[(i + 1) % ring.Length], ring[0]);
            twice += ax * by - bx * ay;
        }
        return twice / 2;
    }

    private static ImmutableArray<GeoPoint> Open(IReadOnlyList<GeoPoint> ring)
    {
        var points = ImmutableArray.CreateBuilder<GeoPoint>(ring.Count);
        foreach (var point in ring)
            if (points.Count == 0 || points[^1] != point) points.Add(point);
        while (points.Count > 1 && points[^1] == points[0]) points.RemoveAt(points.Count - 1);
        if (points.Count < 3)
            throw new ArgumentException(
                $"A ring needs 3 different points, this one has {points.Count}. 一个环至少需要 3 个不同的点，此环只有 {points.Count} 个。", nameof(ring));
        return points.ToImmutable();
    }
}
