using CityKit.Core;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>
/// A file's rows as named values, with a shape where the format has one (属性表): what a survey of components and a map of grids are both
/// read from. Rows come one after the other; nothing of the file but the current row is held.
/// </summary>
internal abstract class TableReader : IDisposable
{
    /// <summary>The names of the values, in the file's order; the shape is not among them.</summary>
    internal abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The coordinate system that the file states: <c>EPSG:4490</c> or WKT; null when it states none.</summary>
    internal virtual string? System => null;

    /// <summary>The files that belong to the one it was opened by; none of most formats.</summary>
    internal virtual IReadOnlyList<string> Beside => [];

    /// <summary>How many rows there are; null when that is not known before the end.</summary>
    internal virtual long? Count => null;

    /// <summary>Whether rows have shapes of their own. A row without one then gets it from its columns, or lacks its place.</summary>
    internal virtual bool HasShape => true;

    /// <summary>Whether plain day numbers count from 1904 (an old setting of spreadsheets) rather than from 1900.</summary>
    internal virtual bool Is1904 => false;

    /// <summary>What people should know of how the table was found: title rows passed over, the sheet of several.</summary>
    internal virtual IReadOnlyList<LocalizedText> Notes => [];

    /// <summary>The current row's number, as the file's users count: from 1.</summary>
    internal abstract long Number { get; }

    /// <summary>A value of the current row as UTF-8 text; empty when there is none.</summary>
    internal abstract ReadOnlySpan<byte> this[int column] { get; }

    /// <summary>The current row's shape in the file's own coordinates; null when it has none.</summary>
    internal virtual Geometry? Shape => null;

    /// <summary>
    /// Why the shape or a value of the current row cannot be read; null when they can. The next row can be read all the same.
    /// </summary>
    internal virtual LocalizedText? Problem => null;

    /// <summary>Why nothing more can be read; null while the file goes on, and at its proper end.</summary>
    internal virtual Refusal? Broken => null;

    /// <summary>The current row's shape when it is one point; cheaper than <see cref="Shape"/>.</summary>
    internal virtual bool TryReadPoint(out double x, out double y)
    {
        var point = Shape as Point;
        (x, y) = point is { IsEmpty: false } ? (point.X, point.Y) : (double.NaN, double.NaN);
        return point is { IsEmpty: false };
    }

    /// <summary>Passes over so many rows from the beginning, before the first <see cref="Next"/>.</summary>
    internal virtual void Skip(long rows)
    {
        while (rows-- > 0 && Next()) { }
    }

    /// <summary>Reads the next row; false at the end, or where the file is broken.</summary>
    internal abstract bool Next();

    /// <inheritdoc/>
    public abstract void Dispose();
}
