using CityKit.Core;

namespace CityKit.Grids.Cutting;

/// <summary>
/// Clips a polygon to each cell of a raster: Sutherland and Hodgman, one border of the cell after the other. Neighbours share the raster's
/// lines exactly.
/// </summary>
internal static class CellClipper
{
    private const int Decimals = 7;

    /// <summary>Drops what rounding leaves: the smallest grid has 1 m².</summary>
    private const double LeastSquareMetres = 1;

    internal static double Rounded(double degrees) => Math.Round(degrees, Decimals, MidpointRounding.ToEven);

    /// <summary>The pieces from north to south, in each row from west to east.</summary>
    internal static List<GeoPolygon> Split(GeoPolygon outline, double[] meridians, double[] parallels)
    {
        List<GeoPolygon> pieces = [];
        for (var row = parallels.Length - 2; row >= 0; row--)
        {
            var strip = new GeoBox(meridians[0], parallels[row], meridians[^1], parallels[row + 1]);
            var outer = Clip(outline.Outer, strip);
            var holes = outline.Holes.Select(hole => Clip(hole, strip)).ToList();
            for (var column = 0; column < meridians.Length - 1; column++)
                AddPiece(pieces, outer, holes, strip with { West = meridians[column], East = meridians[column + 1] });
        }
        return pieces;
    }

    private static void AddPiece(List<GeoPolygon> pieces, IReadOnlyList<GeoPoint> outer, List<List<GeoPoint>> holes, GeoBox cell)
    {
        var ring = Clip(outer, cell);
        if (!IsRing(ring)) return;
        var piece = GeoPolygon.FromRings(ring, [.. holes.Select(hole => Clip(hole, cell)).Where(IsRing)]);
        if (piece.SquareMetres >= LeastSquareMetres) pieces.Add(piece);
    }

    private static bool IsRing(List<GeoPoint> points) => points.Distinct().Count() >= 3;

    private static List<GeoPoint> Clip(IReadOnlyList<GeoPoint> ring, GeoBox cell)
    {
        var points = ClipTo(ring, p => p.Longitude - cell.West, p => GeoPoint.FromDegrees(cell.West, p.Latitude));
        points = ClipTo(points, p => cell.East - p.Longitude, p => GeoPoint.FromDegrees(cell.East, p.Latitude));
        points = ClipTo(points, p => p.Latitude - cell.South, p => GeoPoint.FromDegrees(p.Longitude, cell.South));
        return ClipTo(points, p => cell.North - p.Latitude, p => GeoPoint.FromDegrees(p.Longitude, cell.North));
    }

    private static List<GeoPoint> ClipTo(IReadOnlyList<GeoPoint> ring, Func<GeoPoint, double> depth, Func<GeoPoint, GeoPoint> onLine)
    {
        List<GeoPoint> kept = [];
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            var (before, after) = (depth(from), depth(to));
            if (before >= 0) kept.Add(from);
            if (before < 0 && after > 0 || before > 0 && after < 0) kept.Add(onLine(Between(from, to, before, after)));
        }
        return kept;
    }

    // Always computed from the edge's lower end, so both neighbours of a line get the same point.
    private static GeoPoint Between(GeoPoint from, GeoPoint to, double before, double after)
    {
        if ((to.Latitude, to.Longitude).CompareTo((from.Latitude, from.Longitude)) < 0) return Between(to, from, after, before);
        var part = before / (before - after);
        return GeoPoint.FromDegrees(Rounded(from.Longitude + part * (to.Longitude - from.Longitude)),
            Rounded(from.Latitude + part * (to.Latitude - from.Latitude)));
    }
}
