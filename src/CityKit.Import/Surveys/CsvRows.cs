using System.Text;
using CityKit.Core;
using CityKit.Import.Tables;

namespace CityKit.Import.Surveys;

/// <summary>
/// The rows of a CSV file below its header, which titles may stand above. Where a quote is not closed, or the row comes out wrong, only the
/// line it began on is rejected, and the next line is read as a row of its own.
/// </summary>
internal sealed class CsvRows : TextRows
{
    private static readonly byte[] Separators = [.. ",\t;|"u8]; // what is recognised

    private readonly SurveyOptions options;
    private readonly CsvLines lines;
    private readonly CsvFields fields;
    private SurveyField?[] columns = [];
    private IReadOnlyList<string> names = [];
    private long rows; // the first row is 1

    internal CsvRows(SurveyInput input, SurveyOptions options)
        : base(input)
    {
        this.options = options;
        lines = new CsvLines(input, options.Limits.RowBytes);
        fields = new CsvFields(options.Limits.Columns);
    }

    internal override IReadOnlyList<string> Names => names;

    internal override Refusal? Begin()
    {
        Input.PassMark();
        lines.Begin();
        SurveyHeader? first = null;
        List<string> titles = [];
        for (rows = 1; rows <= Math.Max(options.HeaderRow ?? 0, TableChoice.MostTitleRows) && ReadOne(out var header, out var text); rows++)
        {
            if (header is not null && (options.HeaderRow is { } chosen ? rows == chosen : header.IsLikely)) return Use(header, titles);
            first ??= header;
            titles.Add(text);
        }
        if (options.HeaderRow is { } row) return Wrong($"The file has no row {row} to name the columns.", $"文件没有第 {row} 行作为表头。");
        return first?.Check(hasShape: false) ?? Wrong("The first line names the columns; this one cannot be read.", "首行须为列名，本文件首行无法读取。");
    }

    private protected override void GoOnAt(long before) => rows += before;

    internal override bool Next()
    {
        while (lines.FindEnd(out var firstLine) is var end && end >= 0)
        {
            var isBlank = IsBlank(end);
            if (!isBlank) Read(end, firstLine);
            else Input.Pass(end);
            if (!isBlank) return true;
        }
        return false;
    }

    private bool IsBlank(int end) => Input.Window[..end].Trim(" \t\r\n"u8).IsEmpty;

    private Refusal? Use(SurveyHeader header, List<string> titles)
    {
        (names, columns) = (header.Names, header.Fields);
        Notes.AddRange(TitleRows.Notes(titles));
        return header.Check(hasShape: false);
    }

    /// <summary>Passes a row above the first, blank lines before it too: as the header it may be, and as a title. False at the end.</summary>
    private bool ReadOne(out SurveyHeader? header, out string text)
    {
        (header, text) = (null, "");
        int end, firstLine;
        while ((end = lines.FindEnd(out firstLine)) > 0 && IsBlank(end)) Input.Pass(end);
        if (end <= 0) return false;
        header = HeaderOf(Input.Window[..end]);
        if (header is null) end = firstLine;
        text = Encoding.UTF8.GetString(Input.Window[..Math.Min(end, 200)]).Trim().Trim((char)fields.Separator);
        Input.Pass(end);
        return true;
    }

    /// <summary>The row by the separator that finds most columns in it; null when it cannot be split.</summary>
    private SurveyHeader? HeaderOf(ReadOnlySpan<byte> row)
    {
        (SurveyHeader? best, byte by) = (null, fields.Separator);
        foreach (var separator in options.Separator is { } told ? [(byte)told] : Separators)
        {
            fields.Separator = separator;
            if (!fields.TrySplit(row)) continue;
            var header = new SurveyHeader(fields.Texts(row), options);
            if (best is null || header.Known > best.Known) (best, by) = (header, separator);
        }
        fields.Separator = by;
        return best;
    }

    private void Read(int end, int firstLine)
    {
        Row.Begin(++rows);
        var right = end <= options.Limits.RowBytes && fields.TrySplit(Input.Window[..end]) && fields.Count == columns.Length;
        if (right) Take(Input.Window[..end]);
        Problem = right ? null : Judge(Input.Window[..firstLine]);
        var passed = right ? end : firstLine;
        var isCut = !right && !lines.EndsAt(passed);
        Input.Pass(passed);
        if (isCut) lines.PassLine();
    }

    private void Take(ReadOnlySpan<byte> row)
    {
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] is { } field) Row.Set(field, fields.Value(row, i));
    }

    private SurveyReject Judge(ReadOnlySpan<byte> text)
    {
        var (limits, value) = (options.Limits, Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]).Trim());
        if (text.Length > limits.RowBytes) return SurveyReject.Of(Row.Number, "", value, $"a row has at most {limits.RowBytes} bytes",
            $"一行最多 {limits.RowBytes} 字节");
        return fields.TrySplit(text)
            ? SurveyReject.Of(Row.Number, "", value, $"the row has {fields.Count} fields, not {columns.Length}",
                $"本行有 {fields.Count} 个字段，应为 {columns.Length} 个")
            : SurveyReject.Of(Row.Number, "", value, $"a quote stands alone, or there are more than {limits.Columns} fields",
                $"引号不成对，或字段超过 {limits.Columns} 个");
    }
}
