using CityKit.Core;

namespace CityKit.Maps.Tiles;

/// <summary>Cuts rings at the sides of a box (I. Sutherland and G. Hodgman, 1974). Where a ring comes back into the box its border runs
/// along the box's side, which is outside of what a tile shows.</summary>
internal static class BoxClip
{
    /// <summary>What of a ring is in the box, open; fewer than three points when nothing is.</summary>
    internal static List<(double X, double Y)> Clip(IEnumerable<GeoPoint> ring, GeoBox box)
    {
        List<(double X, double Y)> points = [.. ring.Select(point => (point.Longitude, point.Latitude))];
        points = Cut(points, p => p.X - box.West);
        points = Cut(points, p => box.East - p.X);
        points = Cut(points, p => p.Y - box.South);
        return Cut(points, p => box.North - p.Y);
    }

    /// <param name="points">The ring.</param>
    /// <param name="inside">How far inside of a side a point is; negative outside.</param>
    private static List<(double X, double Y)> Cut(List<(double X, double Y)> points, Func<(double X, double Y), double> inside)
    {
        List<(double X, double Y)> kept = [];
        for (var (i, j) = (0, points.Count - 1); i < points.Count; j = i++)
        {
            var (before, now) = (inside(points[j]), inside(points[i]));
            if (before < 0 != now < 0) kept.Add(Between(points[j], points[i], before / (before - now)));
            if (now >= 0) kept.Add(points[i]);
        }
        return kept;
    }

    private static (double X, double Y) Between((double X, double Y) a, (double X, double Y) b, double part) =>
        (a.X + (b.X - a.X) * part, a.Y + (b.Y - a.Y) * part);
}
