using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>
/// Works out, once, what each cell of a raster holds, shape by shape and row by row. Gives up when shapes are so that the work or the lists
/// would outgrow all measure.
/// </summary>
internal sealed class CellFilling
{
    // Edges looked at, far above what real maps need (about 40 an edge) and low enough to give up in a second; entries for each cell and
    // edge, of which real maps need about 5.
    private const long MostWork = 1L << 27;
    private const int MostEntriesEach = 32;
    private const int LeastLimit = 1 << 20;

    private readonly CellRaster raster;
    private readonly EdgeTable table;
    private readonly List<CellGroup> groups = [];
    private readonly List<int> numbers = [];   // of the edges of all groups
    private readonly bool[] touched;           // columns of the row at hand that an edge of the shape at hand may touch
    private readonly bool[] isBorder;          // cells that an edge of any shape may touch
    private readonly long mostEntries;
    private long work;
    private long rowEntries;                   // of the shape at hand

    private CellFilling(CellRaster raster, EdgeTable table)
    {
        (this.raster, this.table) = (raster, table);
        touched = new bool[raster.Columns];
        isBorder = new bool[raster.Rows * raster.Columns];
        mostEntries = Math.Max(LeastLimit, MostEntriesEach * ((long)isBorder.Length + table.Count));
    }

    private bool IsTooMuch => work > MostWork || numbers.Count + groups.Count + rowEntries > mostEntries;

    /// <summary>The table, or null when it would be too much.</summary>
    internal static CellTable? Fill(CellRaster raster, EdgeTable table)
    {
        var filling = new CellFilling(raster, table);
        for (var shape = 0; shape < table.Shapes && !filling.IsTooMuch; shape++) filling.FillShape(shape);
        return filling.IsTooMuch ? null : filling.Pack();
    }

    private void FillShape(int shape)
    {
        var box = table.BoxOf(shape);
        var (left, right) = (raster.Column(box.West), raster.Column(box.East));
        var rows = EdgesByRow(shape, raster.Row(box.South), raster.Row(box.North));
        for (var row = 0; row < rows.Length && !IsTooMuch; row++) FillRow(shape, raster.Row(box.South) + row, left, right, rows[row]);
    }

    // Each edge in every row it may touch; level edges are never crossed, but a cell they pass is a border all the same.
    private List<int>[] EdgesByRow(int shape, int first, int last)
    {
        rowEntries = 0;
        var rows = new List<int>[last - first + 1];
        for (var row = 0; row < rows.Length; row++) rows[row] = [];
        for (var edge = table.StartOf(shape); edge < table.StartOf(shape + 1) && !IsTooMuch; edge++)
        {
            var (from, to) = (raster.Row(table.All[edge].Lower.Latitude), raster.Row(table.All[edge].Upper.Latitude));
            work += to - from + 1;
            rowEntries += to - from + 1;
            for (var row = from; row <= to; row++) rows[row - first].Add(edge);
        }
        return rows;
    }

    private void FillRow(int shape, int row, int left, int right, List<int> edges)
    {
        Array.Clear(touched, left, right - left + 1);
        foreach (var edge in edges)
        {
            var (from, to) = raster.ColumnsOf(table.All[edge], row);
            for (var column = Math.Max(from, left); column <= Math.Min(to, right); column++) touched[column] = true;
        }
        bool? run = null; // whether the untouched cells since the last border are inside
        for (var column = left; column <= right && !IsTooMuch; column++)
        {
            work++;
            if (touched[column]) AddBorder(shape, row, column, edges);
            else if (run ??= Crossings(raster.Middle(row, column), edges))
                groups.Add(new CellGroup(CellOf(row, column), shape, 1, numbers.Count));
            if (touched[column]) run = null;
        }
    }

    private bool Crossings(GeoPoint point, List<int> edges)
    {
        work += edges.Count;
        var inside = false;
        foreach (var edge in edges) inside ^= table.All[edge].IsCrossedFrom(point);
        return inside;
    }

    private void AddBorder(int shape, int row, int column, List<int> edges)
    {
        work += edges.Count;
        var (start, inside) = (numbers.Count, 0);
        foreach (var edge in edges)
        {
            var answer = raster.AnswerOf(table.All[edge], row, column);
            if (answer is null) numbers.Add(edge);
            else if (answer.Value) inside ^= 1;
        }
        isBorder[CellOf(row, column)] = true;
        groups.Add(new CellGroup(CellOf(row, column), shape, (numbers.Count - start) << 1 | inside, start));
    }

    private int CellOf(int row, int column) => row * raster.Columns + column;

    // The sort keeps the order of shapes within a cell, for the shape is part of the key.
    private CellTable Pack()
    {
        groups.Sort();
        var cells = new int[isBorder.Length];
        List<int> lists = [];
        for (var from = 0; from < groups.Count;)
        {
            var (cell, to) = (groups[from].Cell, from + 1);
            while (to < groups.Count && groups[to].Cell == cell) to++;
            cells[cell] = isBorder[cell] ? ~lists.Count : groups[from].Shape + 1;
            if (isBorder[cell]) AddList(lists, from, to);
            from = to;
        }
        return new CellTable(cells, [.. lists]);
    }

    private void AddList(List<int> lists, int from, int to)
    {
        lists.Add(to - from);
        for (var i = from; i < to; i++)
        {
            var group = groups[i];
            lists.Add(group.Shape);
            lists.Add(group.Head);
            for (var n = 0; n < group.Head >> 1; n++) lists.Add(numbers[group.Start + n]);
        }
    }
}
