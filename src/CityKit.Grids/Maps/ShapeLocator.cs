using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>
/// Finds the shape a point is in: a raster whose cells either are wholly in one shape or name the few edges that decide; and the nearest
/// shape, through a tree of boxes.
/// </summary>
internal sealed class ShapeLocator
{
    private const int CellsPerEdge = 2;
    private const int LeastCells = 1 << 10;
    private const int MostCells = 1 << 20;
    private const int Coarser = 4;

    private readonly EdgeTable table;
    private readonly GeoBox box;
    private readonly CellRaster raster;
    private readonly CellTable cells;
    private readonly BoxTree tree;

    internal ShapeLocator(ImmutableArray<ImmutableArray<GeoPolygon>> shapes) : this(new EdgeTable(shapes), null)
    {
    }

    /// <param name="table">The edges.</param>
    /// <param name="built">The cells as they were built before, and how many were aimed at; null to build them.</param>
    internal ShapeLocator(EdgeTable table, (int Target, CellTable Cells)? built)
    {
        (this.table, box) = (table, table.Bounds);
        tree = new BoxTree(table.Boxes);
        (Target, cells) = built ?? Build(table);
        raster = new CellRaster(box, Target);
    }

    /// <summary>How many cells were aimed at.</summary>
    internal int Target { get; }

    internal CellTable Cells => cells;

    /// <summary>How many cells a first try aims at.</summary>
    internal static int FirstTarget(EdgeTable table) => (int)Math.Clamp((long)table.Count * CellsPerEdge, LeastCells, MostCells);

    /// <summary>The lowest index of the shapes that contain the point, or -1.</summary>
    internal int Find(GeoPoint point) => box.Contains(point) ? cells.Find(raster.CellOf(point), point, table.All) : -1;

    /// <summary>
    /// The shape whose border is nearest to a point outside all shapes, the lowest index of equally near ones; -1 when none is within the
    /// distance.
    /// </summary>
    internal int FindNearest(GeoPoint point, double withinMetres, out GeoPoint border)
    {
        var search = new NearestSearch(table, point, withinMetres);
        tree.Search(ref search);
        border = search.Border;
        return search.Shape;
    }

    /// <summary>The shapes whose boxes share a point with a box, in order.</summary>
    internal List<int> Near(in GeoBox box)
    {
        List<int> found = [];
        tree.Collect(box, found);
        found.Sort();
        return found;
    }

    /// <summary>The point of a shape's border nearest to a place.</summary>
    internal GeoPoint BorderOf(int shape, GeoPoint place)
    {
        var search = new NearestSearch(table, place, double.PositiveInfinity);
        search.Measure(shape);
        return search.Border;
    }

    // Shapes piled upon each other make long lists; fewer cells make fewer lists, and one cell holds each edge once.
    private static (int Target, CellTable Cells) Build(EdgeTable table)
    {
        for (var target = FirstTarget(table); ; target = Math.Max(1, target / Coarser))
            if (CellFilling.Fill(new CellRaster(table.Bounds, target), table) is { } cells) return (target, cells);
            else if (target == 1) throw new ArgumentException($"{table.Count} edges are too many for one map.");
    }
}
