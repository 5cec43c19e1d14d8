using System.Text;

namespace CityKit.Sensors.Feeds;

/// <summary>
/// Cuts the file into lines within the limits; a line ends with a line feed, a carriage return, or both. A field of a feed holds no line
/// break, so a line with an open quote is rejected here: passed on, it would swallow the good lines after it.
/// </summary>
internal sealed class FeedLineReader(TextReader text, FeedLimits limits)
{
    private readonly StringBuilder line = new();
    private long row;
    private long bytes;

    /// <summary>The next line that is not blank; null at the end.</summary>
    internal FeedLine? Next()
    {
        while (ReadLine() is { } length)
        {
            row++;
            if (bytes > limits.Bytes)
                return Stop($"the file is larger than {limits.Bytes} bytes; it is not read from here on", $"文件超过 {limits.Bytes} 字节，此后不再读取");
            if (length == 0) continue;
            if (row - 1 > limits.Rows)
                return Stop($"there are more than {limits.Rows} rows; the file is not read from here on", $"超过 {limits.Rows} 行，此后不再读取");
            return new FeedLine(row, line.ToString(), Judge(length), IsLast: false);
        }
        return null;
    }

    private FeedLine Stop(string en, string zh) => new(row, "", FeedReject.Of(row, "", "", en, zh), IsLast: true);

    private FeedReject? Judge(int length)
    {
        var content = line.ToString();
        if (length > limits.LineCharacters)
            return FeedReject.Of(row, "", content, $"a line has at most {limits.LineCharacters} characters",
                $"一行最多 {limits.LineCharacters} 个字符");
        if (content.AsSpan().Count('"') % 2 != 0) return FeedReject.Of(row, "", content, "a quote is not closed on its line", "引号未在本行闭合");
        return content.Contains('\0', StringComparison.Ordinal)
            ? FeedReject.Of(row, "", content, "a line holds no zero characters", "行内不得有空字符") : null;
    }

    /// <summary>Reads to the line's end, keeping no more than the limit; gives the whole length, or null at the file's end.</summary>
    private int? ReadLine()
    {
        line.Clear();
        var length = 0;
        int next;
        while ((next = text.Read()) is not (-1 or '\n' or '\r') && bytes <= limits.Bytes)
        {
            bytes += next < 0x80 ? 1 : next < 0x800 || char.IsSurrogate((char)next) ? 2 : 3;
            if (++length <= limits.LineCharacters) line.Append((char)next);
        }
        if (next is '\n' or '\r') bytes++;
        if (next == '\r' && text.Peek() == '\n') bytes += text.Read() == '\n' ? 1 : 0;
        return next == -1 && length == 0 ? null : length;
    }
}
