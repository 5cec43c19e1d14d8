using System.Runtime.InteropServices;

namespace CityKit.Grids.Maps;

/// <summary>Works out, once, what each cell of a raster holds.</summary>
internal sealed class CellFilling
{
    private readonly CellRaster raster;
    private readonly bool[] hasEdge;
    private readonly int[] edgeOf;                // the last shape (+ 1) that put an edge into the cell
    private readonly List<long> touching = [];    // cell in the high half, shape in the low half

    internal CellFilling(CellRaster raster, ShapeEdges[] shapes)
    {
        this.raster = raster;
        hasEdge = new bool[raster.Rows * raster.Columns];
        edgeOf = new int[hasEdge.Length];
        for (var shape = 0; shape < shapes.Length; shape++)
        {
            foreach (var edge in shapes[shape].All) MarkEdge(edge, shape);
            FillInside(shapes[shape], shape);
        }
        touching.Sort();
    }

    internal (int[] Cells, int[] Candidates) Pack()
    {
        var cells = new int[hasEdge.Length];
        List<int> candidates = [];
        var pairs = CollectionsMarshal.AsSpan(touching);
        while (!pairs.IsEmpty)
        {
            var cell = CellIn(pairs[0]);
            var count = 1;
            while (count < pairs.Length && CellIn(pairs[count]) == cell) count++;
            cells[cell] = hasEdge[cell] ? ~candidates.Count : ShapeIn(pairs[0]) + 1;
            if (hasEdge[cell]) AddGroup(candidates, pairs[..count]);
            pairs = pairs[count..];
        }
        return (cells, [.. candidates]);
    }

    private static void AddGroup(List<int> candidates, ReadOnlySpan<long> pairs)
    {
        candidates.Add(pairs.Length);
        foreach (var pair in pairs) candidates.Add(ShapeIn(pair));
    }

    private void MarkEdge(UpwardEdge edge, int shape)
    {
        var last = raster.Row(edge.Upper.Latitude);
        for (var row = raster.Row(edge.Lower.Latitude); row <= last; row++)
        {
            var (from, to) = raster.ColumnsOf(edge, row);
            for (var column = from; column <= to; column++) MarkCell(row * raster.Columns + column, shape);
        }
    }

    private void MarkCell(int cell, int shape)
    {
        if (edgeOf[cell] == shape + 1) return;
        edgeOf[cell] = shape + 1;
        hasEdge[cell] = true;
        touching.Add(Pair(cell, shape));
    }

    // A cell without an edge of the shape lies wholly in it or wholly outside: its middle tells.
    private void FillInside(ShapeEdges edges, int shape)
    {
        var (left, right) = (raster.Column(edges.Bounds.West), raster.Column(edges.Bounds.East));
        for (var row = raster.Row(edges.Bounds.South); row <= raster.Row(edges.Bounds.North); row++)
            for (var column = left; column <= right; column++)
            {
                var cell = row * raster.Columns + column;
                if (edgeOf[cell] != shape + 1 && edges.Contains(raster.Middle(row, column))) touching.Add(Pair(cell, shape));
            }
    }

    private static long Pair(int cell, int shape) => (long)cell << 32 | (uint)shape;

    private static int CellIn(long pair) => (int)(pair >> 32);

    private static int ShapeIn(long pair) => (int)(pair & 0xFFFF_FFFF);
}
