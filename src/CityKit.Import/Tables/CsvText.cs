using System.Text;
using CityKit.Core;
using CityKit.Import.Files;

namespace CityKit.Import.Tables;

/// <summary>
/// The rows of a CSV text below its header, which titles may be above. Where a quote is not closed, or the row comes out wrong, only the
/// line it began on is bad, and the next line is read as a row of its own.
/// </summary>
internal sealed class CsvText(TextWindow input, TableChoice choice, int rowBytes)
{
    private const int ShownBytes = 200;
    private static readonly byte[] Separators = [.. ",\t;|"u8]; // what is recognised

    private readonly CsvLines lines = new(input, rowBytes);
    private readonly CsvFields fields = new(choice.Columns);
    private readonly List<string> titles = [];
    private byte? firstSeparator; // of the first row, when it is no header
    private int length; // of the current row

    /// <summary>What the columns are called; empty without a header.</summary>
    internal IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>What separates the fields.</summary>
    internal char Separator => (char)fields.Separator;

    /// <summary>What was passed over above the header.</summary>
    internal IReadOnlyList<LocalizedText> Notes => TitleRows.Notes(titles);

    /// <summary>The current row's number, blank lines not counted; that of the header is 1, or more where titles are above it.</summary>
    internal long Number { get; set; }

    /// <summary>Why the current row cannot be read; null when it can.</summary>
    internal LocalizedText? Problem { get; private set; }

    /// <summary>The beginning of a row that cannot be read.</summary>
    internal string Shown { get; private set; } = "";

    /// <summary>A value of the current row.</summary>
    internal ReadOnlySpan<byte> this[int column] => fields.Value(input.Passed(length), column);

    /// <summary>
    /// Reads up to the row that names the columns; false when none does. <paramref name="first"/> are then the names as the first row has
    /// them, null when there is no such row.
    /// </summary>
    internal bool TryBegin(out IReadOnlyList<string>? first)
    {
        first = null;
        input.PassMark();
        lines.Begin();
        var most = Math.Max(choice.HeaderRow ?? 0, TableChoice.MostTitleRows);
        for (Number = 1; Number <= most && ReadOne(out var names, out var text); Number++)
        {
            if (names is not null && (choice.HeaderRow is { } told ? Number == told : choice.IsHeader(names))) return Use(names);
            first ??= names;
            titles.Add(text);
        }
        if (choice.Separator is null) fields.Separator = firstSeparator ?? fields.Separator;
        return false;
    }

    /// <summary>Reads the next row; false at the end.</summary>
    internal bool Next()
    {
        while (lines.FindEnd(out var firstLine) is var end && end >= 0)
        {
            var isBlank = IsBlank(end);
            if (!isBlank) Read(end, firstLine);
            else input.Pass(end);
            if (!isBlank) return true;
        }
        return false;
    }

    private bool IsBlank(int end) => input.Window[..end].Trim(" \t\r\n"u8).IsEmpty;

    private bool Use(IReadOnlyList<string> names)
    {
        Names = names;
        return true;
    }

    /// <summary>Passes a row above the first, blank lines before it too: as names it may be, and as a title. False at the end.</summary>
    private bool ReadOne(out IReadOnlyList<string>? names, out string text)
    {
        (names, text) = (null, "");
        int end, firstLine;
        while ((end = lines.FindEnd(out firstLine)) > 0 && IsBlank(end)) input.Pass(end);
        if (end <= 0) return false;
        names = NamesIn(input.Window[..end]);
        if (names is null) end = firstLine;
        text = Encoding.UTF8.GetString(input.Window[..Math.Min(end, ShownBytes)]).Trim().Trim(Separator);
        input.Pass(end);
        return true;
    }

    /// <summary>
    /// The row by the separator that makes a header of it, else by the one that finds most columns; null when it cannot be split.
    /// </summary>
    private string[]? NamesIn(ReadOnlySpan<byte> row)
    {
        (string[]? most, byte by) = (null, 0);
        foreach (var separator in choice.Separator is { } told ? [(byte)told] : Separators)
        {
            fields.Separator = separator;
            if (!fields.TrySplit(row)) continue;
            var names = fields.Texts(row);
            if (choice.IsHeader(names)) return names;
            if (most is null || names.Length > most.Length) (most, by) = (names, separator);
        }
        if (most is not null) firstSeparator ??= by;
        if (most is not null && choice.HeaderRow == Number) fields.Separator = by;
        else if (choice.Separator is null) fields.Separator = Separators[0];
        return most;
    }

    private void Read(int end, int firstLine)
    {
        Number++;
        var isRight = end <= rowBytes && fields.TrySplit(input.Window[..end]) && fields.Count == Names.Count;
        length = isRight ? end : firstLine;
        Problem = isRight ? null : Judge(input.Window[..firstLine]);
        var isCut = !isRight && !lines.EndsAt(length);
        input.Pass(length);
        if (isCut) lines.PassLine();
    }

    private LocalizedText Judge(ReadOnlySpan<byte> text)
    {
        Shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShownBytes)]).Trim();
        if (text.Length > rowBytes) return new($"一行最多 {rowBytes} 字节", $"a row has at most {rowBytes} bytes");
        return fields.TrySplit(text)
            ? new($"本行有 {fields.Count} 个字段，应为 {Names.Count} 个", $"the row has {fields.Count} fields, not {Names.Count}")
            : new($"引号不成对，或字段超过 {choice.Columns} 个", $"a quote is unpaired, or there are more than {choice.Columns} fields");
    }
}
