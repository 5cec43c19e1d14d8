using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace CityKit.Import.Tests.Support;

/// <summary>Writes the smallest workbooks (<c>.xlsx</c>) that spreadsheets open.</summary>
internal static class OpenXml
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>
    /// A workbook of one sheet. Cells: text, numbers, <see cref="DateTime"/> (a date cell), <see cref="CellError"/>, null.
    /// </summary>
    internal static byte[] Of(params IEnumerable<object?[]> rows) => Of(false, [("普查", rows)]);

    internal static byte[] Of(bool is1904, IReadOnlyList<(string Name, IEnumerable<object?[]> Rows)> sheets, string merged = "")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, sheets.Count).ToArray();
            Add(zip, "[Content_Types].xml",
                $"<Types xmlns=\"{Packages}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            Add(zip, "_rels/.rels",
                $"<Relationships xmlns=\"{Packages}/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr{(is1904 ? " date1904=\"1\"" : "")}/><sheets>{string.Concat(numbers.Select(i => $"<sheet name=\"{sheets[i - 1].Name}\" sheetId=\"{i}\" r:id=\"s{i}\"/>"))}</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{Packages}/relationships\"><Relationship Id=\"styles\" Type=\"{Office}/styles\" Target=\"styles.xml\"/>{string.Concat(numbers.Select(i => $"<Relationship Id=\"s{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}</Relationships>");
            Add(zip, "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            foreach (var i in numbers) Add(zip, $"xl/worksheets/sheet{i}.xml", Sheet(sheets[i - 1].Rows, is1904, merged));
        }
        return bytes.ToArray();
    }

    private static string Sheet(IEnumerable<object?[]> rows, bool is1904, string merged)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        foreach (var (at, row) in rows.Index())
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{at + 1}\">");
            foreach (var (column, cell) in row.Index()) xml.Append(Cell($"{ColumnName(column)}{at + 1}", cell, is1904));
            xml.Append("</row>");
        }
        return xml.Append("</sheetData>")
            .Append(merged.Length > 0 ? $"<mergeCells count=\"1\"><mergeCell ref=\"{merged}\"/></mergeCells>" : "").Append("</worksheet>")
            .ToString();
    }

    private static string Cell(string at, object? value, bool is1904) => value switch
    {
        null => "",
        string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        CellError error => $"<c r=\"{at}\" t=\"e\"><v>{error.Text}</v></c>",
        DateTime time => string.Create(
            CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"1\"><v>{time.ToOADate() - (is1904 ? 1_462 : 0)}</v></c>"),
        _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\"><v>{value}</v></c>"),
    };

    private static string ColumnName(int column) => column < 26 ? $"{(char)('A' + column)}"
        : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";

    private static void Add(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
    }

    /// <summary>What a cell shows that could not be worked out.</summary>
    internal sealed record CellError(string Text);
}
