using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>Finds the shape a point lies in: a raster whose cells either lie wholly in one shape or name the few shapes whose borders pass.</summary>
internal sealed class ShapeLocator
{
    private const int CellsPerEdge = 4;
    private const int LeastCells = 1 << 10;
    private const int MostCells = 1 << 20;

    private readonly ShapeEdges[] shapes;
    private readonly GeoBox box;
    private readonly CellRaster raster;
    private readonly int[] cells;       // 0: none; n: wholly in shape n - 1; ~s: candidates from s
    private readonly int[] candidates;  // a count, then as many shapes in order; and so on

    internal ShapeLocator(ImmutableArray<ImmutableArray<GeoPolygon>> polygons)
    {
        shapes = [.. polygons.Select(parts => new ShapeEdges(parts))];
        box = shapes.Length == 0 ? default : shapes.Select(shape => shape.Bounds).Aggregate((a, b) => a.Union(b));
        raster = new CellRaster(box, Math.Clamp(shapes.Sum(shape => shape.All.Length) * CellsPerEdge, LeastCells, MostCells));
        var filling = new CellFilling(raster, shapes);
        (cells, candidates) = filling.Pack();
    }

    /// <summary>The lowest index of the shapes that contain the point, or -1.</summary>
    internal int Find(GeoPoint point)
    {
        if (!box.Contains(point)) return -1;
        var cell = cells[raster.CellOf(point)];
        return cell >= 0 ? cell - 1 : FindAmong(~cell, point);
    }

    private int FindAmong(int start, GeoPoint point)
    {
        foreach (var candidate in candidates.AsSpan(start + 1, candidates[start]))
            if (shapes[candidate].Contains(point)) return candidate;
        return -1;
    }
}
