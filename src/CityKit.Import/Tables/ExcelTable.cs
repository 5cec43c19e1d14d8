using System.Globalization;
using System.Text;
using CityKit.Core;
using ExcelDataReader;

namespace CityKit.Import.Tables;

/// <summary>The rows of a workbook's sheet (<c>.xlsx</c>, <c>.xls</c>) below its header. A row's number is the sheet's own.</summary>
internal sealed class ExcelTable : TableReader
{
    private const int MostRows = 1_048_576; // of a sheet
    private const long MostExact = 1_000_000_000_000_000; // a spreadsheet keeps 15 digits of a number

    private readonly IExcelDataReader sheet;
    private readonly int header;
    private byte[] text = new byte[4_096];
    private int used;
    private long number;
    private Refusal? broken;

    private ExcelTable(IExcelDataReader sheet, ExcelHeader header, bool is1904)
    {
        (this.sheet, this.header, Is1904) = (sheet, header.Row, is1904);
        (Columns, Notes, number) = (header.Columns, header.Notes, header.Row);
    }

    internal override IReadOnlyList<string> Columns { get; }

    internal override IReadOnlyList<LocalizedText> Notes { get; }

    internal override bool HasShape => false;

    internal override bool Is1904 { get; }

    internal override long? Count => Math.Max(0, sheet.RowCount - header);

    internal override long Number => number;

    internal override Refusal? Broken => broken;

    internal override ReadOnlySpan<byte> this[int column] => column < sheet.FieldCount ? Utf8(sheet.GetValue(column)) : default;

    /// <summary>The chosen sheet, before the first row below its header; null with the reason when it cannot be read.</summary>
    internal static ExcelTable? Open(string path, TableChoice choice, out Refusal? refusal)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // old workbooks name code pages
        FileStream? file = null;
        IExcelDataReader? sheet = null;
        try
        {
            refusal = ExcelParts.Check(path, choice.Pack, out var is1904);
            if (refusal is not null) return null;
            sheet = ExcelReaderFactory.CreateReader(file = File.OpenRead(path));
            if (ExcelHeader.Find(sheet, choice, out refusal) is { } header) return new ExcelTable(sheet, header, is1904);
        }
        catch (Exception damage) when (Fault.IsOfData(damage))
        {
            refusal = ExcelParts.Damaged(damage);
        }
        sheet?.Dispose();
        file?.Dispose();
        return null;
    }

    internal override bool Next()
    {
        used = 0;
        try
        {
            while (broken is null && sheet.Read())
            {
                if (++number > MostRows) throw new InvalidDataException("A sheet has no such row.");
                if (!IsBlank()) return true;
            }
        }
        catch (Exception damage) when (Fault.IsOfData(damage))
        {
            broken = ExcelParts.Damaged(damage);
        }
        return false;
    }

    public override void Dispose() => sheet.Dispose();

    /// <summary>What a cell holds, as a person would write it; a number too long to be exact in its rounded form.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime time =>
            time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double amount when double.IsInteger(amount) && Math.Abs(amount) < MostExact =>
            ((long)amount).ToString(CultureInfo.InvariantCulture),
        double amount when Math.Abs(amount) >= MostExact => amount.ToString("0.##############E+0", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private bool IsBlank()
    {
        for (var i = 0; i < sheet.FieldCount; i++)
            if (sheet.GetValue(i) is not null and not "") return false;
        return true;
    }

    private ReadOnlySpan<byte> Utf8(object? value)
    {
        var characters = Text(value);
        var most = Encoding.UTF8.GetMaxByteCount(characters.Length);
        if (text.Length - used < most)
            (text, used) = (new byte[Math.Max(text.Length * 2, most)], 0); // what was given out stays in the old one
        var start = used;
        used += Encoding.UTF8.GetBytes(characters, text.AsSpan(used));
        return text.AsSpan(start, used - start);
    }
}
