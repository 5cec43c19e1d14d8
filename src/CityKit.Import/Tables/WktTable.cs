using System.Text;
using CityKit.Core;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>A table whose shapes are in one of its columns as WKT.</summary>
internal sealed class WktTable : ShapeTable
{
    private static readonly string[] ShapeNames = ["wkt", "geometry", "geom", "the_geom", "shape"];

    private readonly TableReader table;
    private readonly int shapeColumn;

    /// <summary>Of a table without shapes, which is closed together with this.</summary>
    internal WktTable(TableReader table)
    {
        this.table = table;
        shapeColumn = ColumnIn(table.Columns);
    }

    internal override IReadOnlyList<string> Columns => table.Columns;

    internal override string? System => table.System;

    internal override long? Count => table.Count;

    internal override IReadOnlyList<LocalizedText> Notes => table.Notes;

    internal override long Number => table.Number;

    internal override Refusal? Broken => table.Broken ?? (shapeColumn < 0 ? NoShape() : null);

    internal override ReadOnlySpan<byte> this[int column] => table[column];

    /// <summary>The column of these that has shapes; -1 when none has.</summary>
    internal static int ColumnIn(IReadOnlyList<string> columns) =>
        ShapeNames.Select(name => columns.TakeWhile(column => !column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)).Count())
            .FirstOrDefault(index => index < columns.Count, -1);

    internal override void Skip(long rows) => table.Skip(rows);

    internal override bool Next()
    {
        Forget();
        return shapeColumn >= 0 && table.Next();
    }

    /// <inheritdoc/>
    public override void Dispose() => table.Dispose();

    private protected override Geometry? ReadShape(out LocalizedText? problem)
    {
        problem = table.Problem;
        return problem is null ? WktShape.Read(Encoding.UTF8.GetString(table[shapeColumn]), out problem) : null;
    }

    private Refusal NoShape()
    {
        var (names, found) = (string.Join(", ", ShapeNames), string.Join(", ", Columns));
        return Refusal.Of("shape", $"A table with shapes needs a column of WKT named {names}; this file has {found}.",
            $"表须有名为 {names} 之一的 WKT 列；本文件的列为 {found}。");
    }
}
