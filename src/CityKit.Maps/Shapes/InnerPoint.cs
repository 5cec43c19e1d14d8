using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Maps.Shapes;

/// <summary>A place well inside an area, for its name: of a net of places in its largest part the one farthest from every border.</summary>
internal static class InnerPoint
{
    private const int Steps = 11;

    internal static GeoPoint Of(IReadOnlyList<GeoPolygon> polygons)
    {
        var polygon = polygons.MaxBy(part => part.SquareMetres)!;
        var cosine = Math.Cos(polygon.Centroid().Latitude * (Math.PI / 180));
        var rings = polygon.Holes.Prepend(polygon.Outer).Select(ring => Flat(ring, cosine)).ToArray();
        var best = (Place: polygon.Centroid(), Distance: -1.0);
        foreach (var place in Candidates(polygon.Bounds))
            if (polygon.Contains(place) && Distance(rings, place.Longitude * cosine, place.Latitude) is var distance
                && distance > best.Distance)
                best = (place, distance);
        return best.Place;
    }

    private static (double X, double Y)[] Flat(ImmutableArray<GeoPoint> ring, double cosine) =>
        [.. ring.Select(point => (point.Longitude * cosine, point.Latitude))];

    private static IEnumerable<GeoPoint> Candidates(GeoBox box)
    {
        for (var row = 0; row < Steps; row++)
            for (var column = 0; column < Steps; column++)
                yield return GeoPoint.FromDegrees(box.West + (box.East - box.West) * (column + 0.5) / Steps,
                    box.South + (box.North - box.South) * (row + 0.5) / Steps);
    }

    private static double Distance((double X, double Y)[][] rings, double x, double y)
    {
        var least = double.PositiveInfinity;
        foreach (var ring in rings)
            for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++) least = Math.Min(least, Squared(ring[j], ring[i], x, y));
        return least;
    }

    private static double Squared((double X, double Y) a, (double X, double Y) b, double x, double y)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = dx * dx + dy * dy;
        var part = length > 0 ? Math.Clamp(((x - a.X) * dx + (y - a.Y) * dy) / length, 0, 1) : 0;
        var (ox, oy) = (x - a.X - part * dx, y - a.Y - part * dy);
        return ox * ox + oy * oy;
    }
}
