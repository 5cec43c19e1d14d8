using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>The cells of a grid that a box reaches, row by row. <c>default</c> has none.</summary>
internal struct CellWindow
{
    private readonly CellGrid grid;
    private readonly int first;
    private readonly int last;
    private readonly int top;
    private int column;
    private int row;

    private CellWindow(in CellGrid grid, in GeoBox box)
    {
        this.grid = grid;
        (first, last, row, top) = (grid.ColumnOf(box.West), grid.ColumnOf(box.East), grid.RowOf(box.South), grid.RowOf(box.North));
        column = first - 1;
    }

    /// <summary>The cell's number.</summary>
    internal readonly int Current => row * grid.Columns + column;

    internal readonly GeoBox CurrentBox =>
        new(grid.SideWest(column), grid.SideSouth(row), grid.SideWest(column + 1), grid.SideSouth(row + 1));

    internal static CellWindow Of(in CellGrid grid, in GeoBox box) => grid.Cells == 0 ? default : new CellWindow(grid, box);

    internal bool MoveNext()
    {
        if (grid.Cells == 0) return false;
        if (column < last) column++;
        else if (row < top) (column, row) = (first, row + 1);
        else return false;
        return true;
    }
}
