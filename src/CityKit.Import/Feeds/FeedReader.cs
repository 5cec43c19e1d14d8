using System.Text;
using CityKit.Import.Files;
using CsvHelper;

namespace CityKit.Import.Feeds;

/// <summary>
/// Reads a utility's feed (公用事业抄表数据): CSV in any encoding that <see cref="TextInput"/> knows, with the columns register, unit, reading,
/// readAt, receivedAt, source, named in the first line in any order.
/// Reads as it goes and holds one line at a time. A bad line never loses a good one.
/// </summary>
/// <param name="limits">What is accepted; null for the limits CityKit ships with.</param>
public sealed class FeedReader(FeedLimits? limits = null)
{
    // Every line passed on gives one record: that is how a record finds its line again.
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',', HasHeader = false, SkipEmptyLines = false, AllowLineBreaksInQuotes = false, TrimWhitespace = true,
    };

    private readonly FeedLimits limits = limits ?? FeedLimits.Default;

    /// <summary>
    /// The lines of a file, in order. A <see cref="TextInput"/> says by what encoding it is read; that of another stream is recognised. The
    /// stream is read while the result is walked, and is left open.
    /// </summary>
    public IEnumerable<FeedRow> Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ReadRows(TextInput.Of(file));
    }

    private IEnumerable<FeedRow> ReadRows(TextInput file)
    {
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        using var lines = new FeedLineText(new FeedLineReader(text, limits));
        using var parser = CsvReader.Create(lines, Options);
        FeedColumns? columns = null;
        while (parser.Read())
        {
            var row = lines.Rows.Dequeue();
            foreach (var earlier in RejectsBefore(lines, row)) yield return earlier;
            var fields = FieldsOf(parser);
            if (columns is not null)
            {
                yield return FeedFields.Read(row, fields, columns, limits);
                continue;
            }
            columns = FeedColumns.Read(row, fields, out var reject);
            if (reject is not null) yield return reject;
            if (reject is not null) yield break;
        }
        foreach (var last in RejectsBefore(lines, long.MaxValue)) yield return last;
    }

    private static string[] FieldsOf(CsvReader parser)
    {
        var fields = new string[parser.FieldCount];
        for (var i = 0; i < fields.Length; i++) fields[i] = parser.GetString(i);
        return fields;
    }

    private static IEnumerable<FeedReject> RejectsBefore(FeedLineText lines, long row)
    {
        while (lines.Rejects.TryPeek(out var reject) && reject.Row < row) yield return lines.Rejects.Dequeue();
    }
}
