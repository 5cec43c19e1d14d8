using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Maps;

/// <summary>
/// A box cut into equal cells, with monotone cell numbers: between two coordinates' cells are the cells of everything between them.
/// </summary>
internal readonly struct CellRaster
{
    private const double RowMargin = 1e-6;      // of a row's height, or a column's width: far above the rounding of their limits
    private const double LeastMargin = 1e-12;   // degrees

    private readonly GeoBox box;
    private readonly double columnsPerDegree;
    private readonly double rowsPerDegree;

    internal CellRaster(GeoBox box, int targetCells)
    {
        this.box = box;
        var (width, height) = (box.East - box.West, box.North - box.South);
        var ratio = width > 0 && height > 0 ? Math.Clamp(width / height, 1e-3, 1e3) : 1;
        Columns = Math.Max(1, (int)Math.Sqrt(targetCells * ratio));
        Rows = Math.Max(1, targetCells / Columns);
        columnsPerDegree = width > 0 ? Columns / width : 0;
        rowsPerDegree = height > 0 ? Rows / height : 0;
    }

    internal int Columns { get; }

    internal int Rows { get; }

    internal int Column(double longitude) => Math.Clamp((int)((longitude - box.West) * columnsPerDegree), 0, Columns - 1);

    internal int Row(double latitude) => Math.Clamp((int)((latitude - box.South) * rowsPerDegree), 0, Rows - 1);

    internal int CellOf(GeoPoint point) => Row(point.Latitude) * Columns + Column(point.Longitude);

    internal GeoPoint Middle(int row, int column) =>
        GeoPoint.FromDegrees(Limit(box.West, column + 0.5, columnsPerDegree, box.East),
            Limit(box.South, row + 0.5, rowsPerDegree, box.North));

    /// <summary>Columns of one row that an edge may touch, with one more on each side against rounding.</summary>
    internal (int From, int To) ColumnsOf(UpwardEdge edge, int row)
    {
        var (a, b) = (LongitudeAt(edge, row, below: true), LongitudeAt(edge, row, below: false));
        return (Math.Max(0, Column(Math.Min(a, b)) - 1), Math.Min(Columns - 1, Column(Math.Max(a, b)) + 1));
    }

    /// <summary>
    /// Whether all points of a cell see the edge to their east (true), none does (false), or it depends on the point (null).
    /// </summary>
    internal bool? AnswerOf(UpwardEdge edge, int row, int column)
    {
        if (edge.IsLevel) return false;
        var (lower, upper, margin) = (edge.Lower, edge.Upper, RowMarginDegrees);
        var (least, most) = lower.Longitude <= upper.Longitude ? (lower.Longitude, upper.Longitude) : (upper.Longitude, lower.Longitude);
        if (column > 0 && most < Limit(box.West, column, columnsPerDegree, box.East) - ColumnMarginDegrees) return false;
        if (column == Columns - 1 || least <= Limit(box.West, column + 1, columnsPerDegree, box.East) + ColumnMarginDegrees) return null;
        var spansRow = row > 0 && row < Rows - 1 && lower.Latitude < Limit(box.South, row, rowsPerDegree, box.North) - margin
            && upper.Latitude > Limit(box.South, row + 1, rowsPerDegree, box.North) + margin;
        return spansRow ? true : null;
    }

    private double RowMarginDegrees => Math.Max(RowMargin / Math.Max(rowsPerDegree, 1e-9), LeastMargin);

    private double ColumnMarginDegrees => Math.Max(RowMargin / Math.Max(columnsPerDegree, 1e-9), LeastMargin);

    // Where the edge enters or leaves the row, never beyond its ends.
    private double LongitudeAt(UpwardEdge edge, int row, bool below)
    {
        var margin = RowMarginDegrees;
        var latitude = below
            ? Limit(box.South, row, rowsPerDegree, box.North) - margin : Limit(box.South, row + 1, rowsPerDegree, box.North) + margin;
        var (lower, upper) = (edge.Lower, edge.Upper);
        if (latitude <= lower.Latitude) return lower.Longitude;
        if (latitude >= upper.Latitude) return upper.Longitude;
        var part = (latitude - lower.Latitude) / (upper.Latitude - lower.Latitude);
        return lower.Longitude + part * (upper.Longitude - lower.Longitude);
    }

    private static double Limit(double start, double cells, double perDegree, double end) =>
        perDegree > 0 ? start + cells / perDegree : end;
}
