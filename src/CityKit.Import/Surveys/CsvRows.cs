using System.Text;
using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>
/// The rows of a CSV file (RFC 4180). A quoted field may hold line breaks; where a quote is not closed, or the row comes out wrong,
/// only the line it began on is rejected, and the next line is read as a row of its own.
/// </summary>
internal sealed class CsvRows(SurveyInput input, SurveyOptions options) : SurveyRows
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private readonly byte separator = (byte)options.Separator;
    private readonly List<(int Start, int Length, bool IsQuoted)> fields = [];
    private SurveyField?[] columns = [];
    private List<string> names = [];
    private long rows = 1; // the header is row 1
    private byte lineEnd = LineFeed;

    internal override IReadOnlyList<string> Names => names;

    internal override Refusal? Begin()
    {
        input.PassMark();
        lineEnd = FindLineEnd();
        if (FindEnd(out _) is var end && end < 0 || !TrySplit(input.Window[..end])) return Wrong("The first line names the columns; this one cannot be read.", "首行须为列名，本文件首行无法读取。");
        var text = input.Window[..end].ToArray();
        names = fields.ConvertAll(field => Encoding.UTF8.GetString(Value(text, field)));
        columns = [.. names.Select(options.Columns.Find)];
        input.Pass(end);
        return CheckColumns();
    }

    internal override void GoOnAt(long before) => rows += before;

    internal override bool Next()
    {
        while (FindEnd(out var firstLine) is var end && end >= 0)
        {
            var isBlank = input.Window[..end].Trim(" \t\r\n"u8).IsEmpty;
            if (!isBlank) Read(end, firstLine);
            else input.Pass(end);
            if (!isBlank) return true;
        }
        return false;
    }

    private void Read(int end, int firstLine)
    {
        Row.Begin(++rows);
        var right = end <= options.Limits.RowBytes && TrySplit(input.Window[..end]) && fields.Count == columns.Length;
        if (right) Take(input.Window[..end]);
        Problem = right ? null : Judge(input.Window[..firstLine]);
        var passed = right ? end : firstLine;
        var isCut = !right && input.Window[passed - 1] != lineEnd;
        input.Pass(passed);
        if (isCut) PassLine();
    }

    private void Take(ReadOnlySpan<byte> row)
    {
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] is { } field) Row.Set(field, Value(row, fields[i]));
    }

    private SurveyReject Judge(ReadOnlySpan<byte> text)
    {
        var (limits, value) = (options.Limits, Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]).Trim());
        if (text.Length > limits.RowBytes) return SurveyReject.Of(Row.Number, "", value, $"a row has at most {limits.RowBytes} bytes", $"一行最多 {limits.RowBytes} 字节");
        return TrySplit(text)
            ? SurveyReject.Of(Row.Number, "", value, $"the row has {fields.Count} fields, not {columns.Length}", $"本行有 {fields.Count} 个字段，应为 {columns.Length} 个")
            : SurveyReject.Of(Row.Number, "", value, $"a quote stands alone, or there are more than {limits.Columns} fields", $"引号不成对，或字段超过 {limits.Columns} 个");
    }

    /// <summary>The byte that ends a line: a line feed, or what old Macs wrote, a carriage return without one.</summary>
    private byte FindLineEnd()
    {
        for (var (at, isQuoted) = (0, false); ; at++)
        {
            while (at + 1 >= input.Window.Length && input.Window.Length <= MostBytes && input.Fill()) { }
            var rest = input.Window[Math.Min(at, input.Window.Length)..];
            if (rest.IsEmpty) return LineFeed;
            if (rest[0] == Quote) isQuoted = !isQuoted;
            if (!isQuoted && (rest[0] is LineFeed or CarriageReturn)) return rest[0] == LineFeed || rest.StartsWith("\r\n"u8) ? LineFeed : CarriageReturn;
        }
    }

    /// <summary>
    /// Where the row ends, its line break included; -1 at the end of the file. A row without an end within the limit ends with its first
    /// line.
    /// </summary>
    private int FindEnd(out int firstLine)
    {
        while (true)
        {
            var window = input.Window;
            firstLine = window.IndexOf(lineEnd) + 1;
            var end = firstLine == 0 ? 0 : EndOf(window);
            if (end > 0 || end == 0 && firstLine > 0 && window.Length > options.Limits.RowBytes) return Math.Max(end, firstLine);
            if (input.Window.Length <= MostBytes && input.Fill()) continue;
            if (input.Damage is not null) return -1; // what is left is no whole row
            return AtLimit(ref firstLine);
        }
    }

    // A line longer than the window may be is passed over without being kept.
    private int AtLimit(ref int firstLine)
    {
        var window = input.Window;
        if (window.IsEmpty) return -1;
        if (firstLine == 0) firstLine = window.Length;
        return input.AtEnd && window.Count(Quote) % 2 == 0 ? window.Length : firstLine;
    }

    private void PassLine()
    {
        while (input.Window.IndexOf(lineEnd) is var end)
        {
            input.Pass(end < 0 ? input.Window.Length : end + 1);
            if (end >= 0 || !input.Fill()) return;
        }
    }

    private int MostBytes => Math.Max(options.Limits.RowBytes * 2, 1 << 16);

    private int EndOf(ReadOnlySpan<byte> window)
    {
        var (at, isQuoted) = (0, false);
        while (true)
        {
            var next = isQuoted ? window[at..].IndexOf(Quote) : window[at..].IndexOfAny(lineEnd, Quote);
            if (next < 0) return 0;
            at += next + 1;
            if (window[at - 1] != Quote) return at;
            isQuoted = !isQuoted;
        }
    }

    private bool TrySplit(ReadOnlySpan<byte> row)
    {
        fields.Clear();
        if (row.EndsWith("\n"u8)) row = row[..^1];
        if (row.EndsWith("\r"u8)) row = row[..^1];
        for (var at = 0; at <= row.Length; at++)
        {
            if (fields.Count == options.Limits.Columns) return false;
            var isQuoted = at < row.Length && row[at] == Quote;
            var length = isQuoted ? QuotedLength(row[(at + 1)..]) : LengthTo(row[at..]);
            if (length < 0) return false;
            fields.Add(isQuoted ? (at + 1, length, true) : (at, length, false));
            at += isQuoted ? length + 2 : length;
            if (at < row.Length && row[at] != separator) return false;
        }
        return true;
    }

    private int LengthTo(ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOf(separator);
        if (length < 0) length = rest.Length;
        return rest[..length].Contains(Quote) ? -1 : length;
    }

    // Up to the quote that is not doubled.
    private static int QuotedLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; rest[at..].IndexOf(Quote) is var next and >= 0; at += next + 2)
            if (at + next + 1 >= rest.Length || rest[at + next + 1] != Quote) return at + next;
        return -1;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> row, (int Start, int Length, bool IsQuoted) field)
    {
        var value = row.Slice(field.Start, field.Length);
        return field.IsQuoted && value.Contains(Quote) ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value).Replace("\"\"", "\"", StringComparison.Ordinal)) : value;
    }

    private Refusal? CheckColumns()
    {
        if (options.Columns.Lacking(names) is { } lacking) return lacking;
        if (columns.OfType<SurveyField>().GroupBy(field => field).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return Wrong($"Two columns hold {SurveyColumns.CodeOf(twice.Key)}: {string.Join(", ", names)}.", $"有两列同为 {SurveyColumns.CodeOf(twice.Key)}：{string.Join("，", names)}。");
        var hasPlace = columns.Contains(SurveyField.Wkt) || columns.Contains(SurveyField.Longitude) && columns.Contains(SurveyField.Latitude);
        return hasPlace && (Has(SurveyField.Id) || Has(SurveyField.Class)) ? null
            : Wrong($"A survey needs the columns GLBJBSM (or BJDM), LON and LAT; this file has {string.Join(", ", names)}.", $"普查文件须有 GLBJBSM（或 BJDM）、LON、LAT 列；本文件的列为 {string.Join("，", names)}。");
    }

    private bool Has(SurveyField field) => columns.Contains(field) || options.IsConstant(field);
}
