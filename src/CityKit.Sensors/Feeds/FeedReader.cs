using System.Text;
using CityKit.Core.Text;

namespace CityKit.Sensors.Feeds;

/// <summary>
/// Reads a utility's feed (公用事业抄表数据): CSV in any encoding that <see cref="TextInput"/> knows, with the columns register, unit, reading,
/// readAt, receivedAt, source, named in the first line in any order.
/// Reads as it goes and holds one line at a time. A bad line never loses a good one.
/// </summary>
/// <param name="limits">What is accepted; null for the limits CityKit ships with.</param>
public sealed class FeedReader(FeedLimits? limits = null)
{
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
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16,
            leaveOpen: true);
        var lines = new FeedLineReader(text, limits);
        FeedColumns? columns = null;
        while (lines.Next() is { } line)
        {
            FeedReject? reject = null;
            if (line.Reject is not null) yield return line.Reject;
            else if (columns is not null) yield return FeedFields.Read(line.Row, FeedLineFields.Split(line.Text), columns, limits);
            else columns = FeedColumns.Read(line.Row, FeedLineFields.Split(line.Text), out reject);
            if (reject is not null) yield return reject;
            if (reject is not null || line.IsLast) yield break;
        }
    }
}
