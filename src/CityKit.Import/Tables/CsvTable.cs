using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CsvHelper;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>The rows of a CSV file whose shapes stand in a column as WKT.</summary>
internal sealed class CsvTable : TableReader
{
    private static readonly string[] ShapeNames = ["wkt", "geometry", "geom", "the_geom", "shape"];

    private readonly CsvReader reader;
    private readonly int shapeColumn = -1;
    private string[] columns = [];
    private LocalizedText? problem;
    private Geometry? shape;
    private bool isShapeRead;
    private long number;
    private Refusal? broken;

    /// <summary>Reads the header; what is wrong with it is <see cref="Broken"/>.</summary>
    /// <param name="text">The file; closed together with this.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="maxRowBytes">The most bytes of one row.</param>
    internal CsvTable(TextInput text, char separator, int maxRowBytes)
    {
        reader = CsvReader.Create(text, new CsvReaderOptions { Separator = separator, MaxRecordSize = maxRowBytes });
        Guarded(ReadHeader);
        shapeColumn = ShapeNames.Select(IndexOf).FirstOrDefault(index => index >= 0, -1);
        if (broken is null && shapeColumn < 0) broken = NoShape();
    }

    internal override IReadOnlyList<string> Columns => columns;

    internal override long Number => number;

    internal override Refusal? Broken => broken;

    internal override Geometry? Shape
    {
        get
        {
            ReadShape();
            return shape;
        }
    }

    internal override LocalizedText? Problem
    {
        get
        {
            if (reader.FieldCount != Columns.Count) return new($"本行有 {reader.FieldCount} 个字段，应为 {Columns.Count} 个。",
                $"The row has {reader.FieldCount} fields, not {Columns.Count}.");
            ReadShape();
            return problem;
        }
    }

    internal override ReadOnlySpan<byte> this[int column] => column < reader.FieldCount ? reader.GetSpan(column) : [];

    internal override void Skip(long rows)
    {
        while (rows-- > 0 && Next()) { }
    }

    internal override bool Next()
    {
        isShapeRead = false;
        if (broken is not null || !Guarded(reader.Read)) return false;
        number++;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    private bool ReadHeader()
    {
        columns = reader.Headers.ToArray();
        return true;
    }

    private int IndexOf(string name) => Array.FindIndex(columns, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void ReadShape()
    {
        if (isShapeRead) return;
        (isShapeRead, shape) = (true, WktShape.Read(Encoding.UTF8.GetString(this[shapeColumn]), out problem));
    }

    private Refusal NoShape()
    {
        var (names, found) = (string.Join(", ", ShapeNames), string.Join(", ", Columns));
        return Refusal.Of("shape", $"A table with shapes needs a column of WKT named {names}; this file has {found}.", $"表须有名为 {names} 之一的 WKT 列；本文件的列为 {found}。");
    }

    private bool Guarded(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (Exception damage) when (damage is CsvFormatException or InvalidDataException)
        {
            broken = Refusal.Of("csv", $"Nothing was read after row {number}: {damage.Message}", $"第 {number} 行之后无法读取：{damage.Message}");
            return false;
        }
    }
}
