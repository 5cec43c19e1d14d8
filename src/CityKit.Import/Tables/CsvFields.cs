using System.Text;

namespace CityKit.Import.Tables;

/// <summary>The fields of one CSV row, found by a separator.</summary>
internal sealed class CsvFields(int most)
{
    private const byte Quote = (byte)'"';

    private readonly List<(int Start, int Length, bool IsQuoted)> fields = [];

    internal byte Separator { get; set; } = (byte)',';

    internal int Count => fields.Count;

    /// <summary>Splits a row, its line break included; false when a quote is unpaired, or there are too many fields.</summary>
    internal bool TrySplit(ReadOnlySpan<byte> row)
    {
        fields.Clear();
        if (row.EndsWith("\n"u8)) row = row[..^1];
        if (row.EndsWith("\r"u8)) row = row[..^1];
        for (var at = 0; at <= row.Length; at++)
        {
            if (fields.Count == most) return false;
            var isQuoted = at < row.Length && row[at] == Quote;
            var length = isQuoted ? QuotedLength(row[(at + 1)..]) : LengthTo(row[at..]);
            if (length < 0) return false;
            fields.Add(isQuoted ? (at + 1, length, true) : (at, length, false));
            at += isQuoted ? length + 2 : length;
            if (at < row.Length && row[at] != Separator) return false;
        }
        return true;
    }

    /// <summary>A field of the row that was split.</summary>
    internal ReadOnlySpan<byte> Value(ReadOnlySpan<byte> row, int index)
    {
        var field = fields[index];
        var value = row.Slice(field.Start, field.Length);
        if (!field.IsQuoted || !value.Contains(Quote)) return value;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value).Replace("\"\"", "\"", StringComparison.Ordinal));
    }

    /// <summary>All of them as text.</summary>
    internal string[] Texts(ReadOnlySpan<byte> row)
    {
        var texts = new string[Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Encoding.UTF8.GetString(Value(row, i));
        return texts;
    }

    // ="0123" is how a spreadsheet is made to keep a text; its quotes are no CSV quotes.
    private int LengthTo(ReadOnlySpan<byte> rest)
    {
        var end = rest.StartsWith("=\""u8) ? rest[2..].IndexOf(Quote) + 3 : 0;
        if (end > 2 && (end == rest.Length || rest[end] == Separator)) return end;
        var length = rest.IndexOf(Separator);
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
}
