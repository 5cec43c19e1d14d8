using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Maps;

/// <summary>What each cell of a raster holds. A cell is 0: nothing; n: wholly in shape n - 1; ~s: look at the list from s on.</summary>
/// <remarks>A list is a count of groups; a group is a shape, twice the count of its edges (and 1 when a point that none of them is crossed
/// from is inside), and the numbers of the edges. Groups are in the order of shapes. An edge not in its group is placed so that every point
/// of the cell gets the same answer from it.</remarks>
internal sealed class CellTable
{
    private readonly int[] cells;
    private readonly int[] lists;

    internal CellTable(int[] cells, int[] lists) => (this.cells, this.lists) = (cells, lists);

    internal ReadOnlySpan<int> Cells => cells;

    internal ReadOnlySpan<int> Lists => lists;

    /// <summary>The lowest shape in a cell that contains the point, or -1.</summary>
    internal int Find(int cell, GeoPoint point, ReadOnlySpan<UpwardEdge> edges)
    {
        var held = cells[cell];
        return held >= 0 ? held - 1 : FindInList(~held, point, edges);
    }

    private int FindInList(int at, GeoPoint point, ReadOnlySpan<UpwardEdge> edges)
    {
        for (var groups = lists[at++]; groups > 0; groups--)
        {
            var (shape, head) = (lists[at], lists[at + 1]);
            var inside = (head & 1) != 0;
            foreach (var edge in lists.AsSpan(at + 2, head >> 1)) inside ^= edges[edge].IsCrossedFrom(point);
            if (inside) return shape;
            at += 2 + (head >> 1);
        }
        return -1;
    }
}
