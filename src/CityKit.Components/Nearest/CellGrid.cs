using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>A box cut into equal cells, row by row from the south-west.</summary>
internal readonly struct CellGrid
{
    private readonly double cellsPerDegreeEast;
    private readonly double cellsPerDegreeNorth;

    private CellGrid(GeoBox box, int columns, int rows)
    {
        (West, South, Columns, Rows) = (box.West, box.South, columns, rows);
        (CellWidth, CellHeight) = ((box.East - box.West) / columns, (box.North - box.South) / rows);
        (cellsPerDegreeEast, cellsPerDegreeNorth) = (CellWidth > 0 ? 1 / CellWidth : 0, CellHeight > 0 ? 1 / CellHeight : 0);
    }

    internal double West { get; }

    internal double South { get; }

    internal double CellWidth { get; }

    internal double CellHeight { get; }

    internal int Columns { get; }

    internal int Rows { get; }

    internal int Cells => Columns * Rows;

    /// <summary>About as many cells as wanted, about as wide as high on the ground.</summary>
    internal static CellGrid Of(GeoBox box, int wanted)
    {
        var width = (box.East - box.West) * Math.Max(0.01, Math.Cos((box.South + box.North) / 2 * (Math.PI / 180)));
        var height = box.North - box.South;
        if (!(width > 0)) return new CellGrid(box, 1, height > 0 ? wanted : 1);
        if (!(height > 0)) return new CellGrid(box, wanted, 1);
        var columns = (int)Math.Clamp(Math.Round(Math.Sqrt(wanted * width / height)), 1, wanted);
        return new CellGrid(box, columns, Math.Max(1, wanted / columns));
    }

    internal int ColumnOf(double longitude) => Bounded((longitude - West) * cellsPerDegreeEast, Columns);

    internal int RowOf(double latitude) => Bounded((latitude - South) * cellsPerDegreeNorth, Rows);

    internal int CellOf(in IndexEntry entry) => RowOf(entry.Latitude) * Columns + ColumnOf(entry.Longitude);

    /// <summary>The western side of a column, and so the eastern one of the column before.</summary>
    internal double SideWest(int column) => West + column * CellWidth;

    /// <summary>The southern side of a row, and so the northern one of the row before.</summary>
    internal double SideSouth(int row) => South + row * CellHeight;

    private static int Bounded(double cell, int count) => cell > 0 ? (int)Math.Min(cell, count - 1) : 0;
}
