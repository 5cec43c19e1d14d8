using System.Security.Cryptography;
using CityKit.Core.Chain;
using CityKit.Journal;

namespace CityKit.Archiving;

/// <summary>Reads the file of a segment.</summary>
internal static class SegmentFile
{
    /// <summary>Checks a file on its own, to its last byte: its SHA-256, its numbers, the chain over its entries from the hash before to the hash after, its name.</summary>
    /// <exception cref="FormatException">It is not as it was written; the message names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static JournalSegment Check(string path)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (number, next, hash, segment) = (0, 0L, default(RunningHash), (JournalSegment?)null);
        foreach (var line in FileLines.Read(path))
        {
            if (segment is { Sha256.Length: > 0 }) throw Wrong(number, "it goes on after its last line", "末行之后仍有内容");
            number++;
            if (line.Span.StartsWith(SegmentText.LastBegins) && segment is not null) segment = Closed(segment, next - 1, hash, sha256, line, number);
            else
            {
                sha256.AppendData(line.Span);
                if (segment is null) (segment, next, hash) = Opened(line);
                else hash = JournalChain.Next(hash, EntryOf(line, number, next++));
            }
        }
        if (segment is not { Sha256.Length: > 0 }) throw Wrong(number, "it ends here, without its last line", "文件不完整");
        return segment.FileName == Path.GetFileName(path) ? segment : throw Wrong(1, $"it is {segment.FileName}", $"应名为 {segment.FileName}");
    }

    /// <summary>The entries of a file that was checked.</summary>
    /// <exception cref="IOException">It cannot be read, or is another one meanwhile.</exception>
    internal static IEnumerable<JournalEntry> Entries(string path, JournalSegment segment)
    {
        var next = segment.First;
        foreach (var line in FileLines.Read(path).Skip(1).TakeWhile(_ => next <= segment.Last)) yield return EntryOf(line, 0, next++);
    }

    private static (JournalSegment Segment, long Next, RunningHash Hash) Opened(ReadOnlyMemory<byte> line)
    {
        var (first, before) = Located(1, () => SegmentText.ReadFirst(line));
        return (new JournalSegment(first, 0, before, default, ""), first, before);
    }

    private static JournalEntry EntryOf(ReadOnlyMemory<byte> line, int number, long expected) =>
        Located(number, () => SegmentText.ReadEntry(line)) is var entry && entry.Number == expected ? entry
            : throw Wrong(number, $"it is entry {entry.Number}, not {expected}", $"为第 {entry.Number} 条，应为第 {expected} 条");

    private static JournalSegment Closed(
        JournalSegment opened, long last, RunningHash after, IncrementalHash sha256, ReadOnlyMemory<byte> line, int number)
    {
        var closed = opened with { Last = last, After = after, Sha256 = Convert.ToHexStringLower(sha256.GetHashAndReset()) };
        return SegmentText.Last(closed).AsSpan().SequenceEqual(line.Span) ? closed
            : throw Wrong(number, $"the lines before it give {closed.Count} entries, chain hash {closed.After}, SHA-256 {closed.Sha256}, and it says otherwise",
                "末行与其前各行的条数、链摘要或 SHA-256 不符");
    }

    private static T Located<T>(int number, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"line {number}: {wrong.Message}", wrong);
        }
    }

    private static FormatException Wrong(int number, string en, string zh) => new($"line {number}: {en} 第 {number} 行：{zh}");
}
