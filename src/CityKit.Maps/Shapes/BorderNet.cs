using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Maps.Shapes;

/// <summary>
/// The borders of some areas as a net of pieces, each kept once, so that areas can be simplified and neighbours still share every border:
/// no gap and no overlap comes between them. Immutable.
/// </summary>
/// <remarks>Neighbours share a border where they have the same points, as GeoJSON of one survey has. Pieces are simplified by D. Douglas
/// and T. Peucker (1973); each point's weight is calculated once, so that any tolerance is one pass.</remarks>
internal sealed class BorderNet
{
    private readonly ImmutableArray<ImmutableArray<GeoPolygon>> shapes;
    private readonly List<GeoPoint> points = [];
    private readonly Dictionary<GeoPoint, int> numbers = [];
    private readonly BorderJunctions junctions = new();
    private readonly Dictionary<(int, int), BorderArc> arcs = [];
    private readonly List<ImmutableArray<ImmutableArray<ArcUse>>> rings = []; // of each polygon

    internal BorderNet(IEnumerable<ImmutableArray<GeoPolygon>> shapes)
    {
        this.shapes = [.. shapes];
        var numbered = Polygons().Select(polygon => RingsOf(polygon).Select(Number).ToList()).ToList();
        junctions.Add(numbered.SelectMany(polygon => polygon));
        var cutter = new RingCutter(points, junctions, arcs);
        foreach (var polygon in numbered) rings.Add([.. polygon.Select(cutter.Cut)]);
    }

    /// <summary>How many pieces there are.</summary>
    internal int Arcs => arcs.Count;

    /// <summary>How many points all pieces have.</summary>
    internal int PointCount => points.Count;

    /// <summary>The areas with every point left out that is nearer than so many metres to the line without it. A part smaller than that is
    /// left out too, unless an area would have none.</summary>
    internal ImmutableArray<ImmutableArray<GeoPolygon>> Simplify(double metres)
    {
        var at = 0;
        var simplified = ImmutableArray.CreateBuilder<ImmutableArray<GeoPolygon>>(shapes.Length);
        foreach (var shape in shapes)
        {
            var parts = shape.Select(polygon => Simplify(rings[at++], metres)).OfType<GeoPolygon>().ToImmutableArray();
            simplified.Add(parts.IsEmpty ? [shape.MaxBy(polygon => polygon.SquareMetres)!] : parts);
        }
        return simplified.MoveToImmutable();
    }

    private GeoPolygon? Simplify(ImmutableArray<ImmutableArray<ArcUse>> polygon, double metres)
    {
        var outer = Points(polygon[0], metres);
        return outer.Count < 3 ? null
            : GeoPolygon.FromRings(outer, [.. polygon.Skip(1).Select(ring => Points(ring, metres)).Where(ring => ring.Count >= 3)]);
    }

    private List<GeoPoint> Points(ImmutableArray<ArcUse> ring, double metres)
    {
        List<GeoPoint> kept = [];
        foreach (var use in ring)
            foreach (var number in use.Kept(metres)) kept.Add(points[number]);
        return kept;
    }

    private IEnumerable<GeoPolygon> Polygons() => shapes.SelectMany(shape => shape);

    private static IEnumerable<ImmutableArray<GeoPoint>> RingsOf(GeoPolygon polygon) => polygon.Holes.Prepend(polygon.Outer);

    private int[] Number(ImmutableArray<GeoPoint> ring) => [.. ring.Select(Number)];

    private int Number(GeoPoint point)
    {
        if (numbers.TryGetValue(point, out var number)) return number;
        numbers.Add(point, points.Count);
        points.Add(point);
        return points.Count - 1;
    }
}
