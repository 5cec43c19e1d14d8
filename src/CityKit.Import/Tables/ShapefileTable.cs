using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CityKit.Core;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>
/// A Shapefile (.shp with .dbf): its rows with points and polygons. Read by CityKit itself, because what bureaus send needs more than
/// NetTopologySuite's reader has: an encoding that is recognised, limits, and a word on each shape that cannot be taken.
/// </summary>
internal sealed class ShapefileTable : ShapeTable
{
    private readonly ShapefileParts parts;
    private readonly ShapeRecords shapes;
    private readonly DbfRecords? values;
    private byte[] texts = new byte[1024]; // of the current row, those that had to be made
    private int used;
    private long number;
    private Refusal? broken;

    /// <summary>Reads the headers; what is wrong with them is <see cref="Broken"/>.</summary>
    /// <param name="parts">The files; closed together with this.</param>
    /// <param name="encoding">The encoding of the values; null to go by .cpg and header, or to recognise it.</param>
    internal ShapefileTable(ShapefileParts parts, Encoding? encoding = null)
    {
        this.parts = parts;
        shapes = new ShapeRecords(parts.Shapes);
        encoding ??= NamedEncoding();
        if (parts.Values is not null) values = new DbfRecords(parts.Values, encoding);
        else broken ??= Refusal.Of("dbf-missing",
            "The .dbf file with the values is missing; it must be beside the .shp file, with the same name.",
            "缺少存放属性的 .dbf 文件；它须与 .shp 文件同名并放在一起。");
        if (broken is null && shapes.ReadHeader() && values!.ReadHeader()) Columns = values.Names;
    }

    internal override IReadOnlyList<string> Columns { get; } = [];

    internal override IReadOnlyList<string> Beside => parts.Beside;

    internal override string? System => string.IsNullOrEmpty(parts.System) ? null : parts.System;

    internal override long? Count => values?.Count;

    internal override long Number => number;

    internal override Refusal? Broken => broken ?? shapes.Broken ?? values?.Broken;

    /// <summary>The encoding of the values, as far as it is known.</summary>
    internal Encoding Encoding => values?.Encoding ?? Encoding.UTF8;

    internal override ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var field = values!.Fields[column];
            var bytes = field.Of(values.Record);
            return field.Type switch
            {
                'C' => Ascii.IsValid(bytes) ? bytes : Text(bytes, isFull: bytes.Length == field.Length),
                'L' => bytes.IsEmpty ? [] : "TtYy"u8.Contains(bytes[0]) ? "true"u8 : "FfNn"u8.Contains(bytes[0]) ? "false"u8 : [],
                'I' => WholeNumber(values.Record.Slice(field.Offset, field.Length)),
                'D' => bytes.IndexOfAnyExcept((byte)'0') < 0 ? [] : bytes,
                _ => bytes.StartsWith("*"u8) ? [] : Plain(bytes), // a number that did not fit
            };
        }
    }

    /// <summary>The files of a path, before the first row; null with the reason when they cannot be read.</summary>
    internal static ShapefileTable? Open(string path, TableChoice choice, Encoding? encoding, out Refusal? refusal)
    {
        var table = new ShapefileTable(ShapefileParts.Open(path), encoding);
        refusal = table.Broken;
        if (table.Columns.Count > choice.Columns) refusal = Refusal.Of("file",
            $"The .dbf file has {table.Columns.Count} columns; at most {choice.Columns} are read.",
            $".dbf 文件有 {table.Columns.Count} 列，最多读取 {choice.Columns} 列。");
        if (refusal is null) return table;
        table.Dispose();
        return null;
    }

    internal override bool TryReadPoint(out double x, out double y) => ShapeParser.TryReadPoint(shapes.Record, out x, out y);

    internal override bool Next()
    {
        while (TryAdvance())
            if (!values!.IsDeleted) return true;
        return false;
    }

    /// <inheritdoc/>
    public override void Dispose() => parts.Dispose();

    private bool TryAdvance()
    {
        used = 0;
        Forget();
        if (Broken is not null) return false;
        var (hasShape, hasValues) = (shapes.Next(), values!.Next());
        if (hasShape != hasValues && Broken is null) broken = Uneven();
        if (hasShape && hasValues) number++;
        return hasShape && hasValues;
    }

    private Refusal Uneven() => Refusal.Of("rows",
        $"After row {number} only one of .shp and .dbf goes on: they do not belong together, or one was cut short.",
        $"第 {number} 行之后，.shp 与 .dbf 只有一个还有记录：二者不匹配，或其中之一不完整。");

    private Encoding? NamedEncoding()
    {
        if (string.IsNullOrWhiteSpace(parts.CodePage)) return null;
        var named = DbfEncoding.OfCodePage(parts.CodePage);
        if (named is null) broken = Refusal.Of("encoding",
            $"The .cpg file names the encoding '{parts.CodePage}', which is not known; name the right one, such as gb18030.",
            $".cpg 文件指定的编码“{parts.CodePage}”未知；请指定正确的编码，如 gb18030。");
        return named;
    }

    private protected override Geometry? ReadShape(out LocalizedText? problem) => ShapeParser.Read(shapes.Record, out problem);

    // What fills its field to the last byte may have lost the rest of its last character there.
    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes, bool isFull)
    {
        var text = Encoding.GetString(bytes);
        return Made(isFull ? text.AsSpan().TrimEnd('\uFFFD') : text);
    }

    // A code in a column of floating-point numbers comes as 3.70202001000e+008.
    private ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> bytes)
    {
        var isPlain = !bytes.ContainsAny(".eE"u8) || !double.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        return isPlain
            ? bytes
            : Made(double.Parse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
    }

    private ReadOnlySpan<byte> WholeNumber(ReadOnlySpan<byte> bytes) =>
        bytes.Length == sizeof(int) ? Made(BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture)) : [];

    // A larger buffer leaves the texts given before where they were.
    private ReadOnlySpan<byte> Made(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (texts.Length - used < most) (texts, used) = (new byte[Math.Max(texts.Length * 2, most)], 0);
        var count = Encoding.UTF8.GetBytes(text, texts.AsSpan(used));
        used += count;
        return texts.AsSpan(used - count, count);
    }
}
