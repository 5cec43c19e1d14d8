using CityKit.Import.Files;

namespace CityKit.Import.Tables;

/// <summary>
/// Where the rows of a CSV file (RFC 4180) end: a quoted field may hold line breaks. A row without an end within the limit ends with its
/// first line.
/// </summary>
internal sealed class CsvLines(TextWindow input, int rowBytes)
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private byte lineEnd = LineFeed;

    private int MostBytes => Math.Max(rowBytes * 2, 1 << 16);

    /// <summary>Learns how lines end; before the first.</summary>
    internal void Begin() => lineEnd = FindLineEnd();

    /// <summary>Whether bytes up to here end with their line.</summary>
    internal bool EndsAt(int end) => input.Window[end - 1] == lineEnd;

    /// <summary>The byte that ends a line: a line feed, or what old Macs wrote, a carriage return without one.</summary>
    private byte FindLineEnd()
    {
        for (var (at, isQuoted) = (0, false); ; at++)
        {
            while (at + 1 >= input.Window.Length && input.Window.Length <= MostBytes && input.Fill()) { }
            var rest = input.Window[Math.Min(at, input.Window.Length)..];
            if (rest.IsEmpty) return LineFeed;
            if (rest[0] == Quote) isQuoted = !isQuoted;
            if (!isQuoted && (rest[0] is LineFeed or CarriageReturn))
                return rest[0] == LineFeed || rest.StartsWith("\r\n"u8) ? LineFeed : CarriageReturn;
        }
    }

    /// <summary>
    /// Where the row ends, its line break included; -1 at the end of the file. A row without an end within the limit ends with its first
    /// line.
    /// </summary>
    internal int FindEnd(out int firstLine)
    {
        while (true)
        {
            var window = input.Window;
            firstLine = window.IndexOf(lineEnd) + 1;
            var end = firstLine == 0 ? 0 : EndOf(window);
            if (end > 0 || end == 0 && firstLine > 0 && window.Length > rowBytes) return Math.Max(end, firstLine);
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

    /// <summary>Passes over the rest of a line.</summary>
    internal void PassLine()
    {
        while (input.Window.IndexOf(lineEnd) is var end)
        {
            input.Pass(end < 0 ? input.Window.Length : end + 1);
            if (end >= 0 || !input.Fill()) return;
        }
    }

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
}
