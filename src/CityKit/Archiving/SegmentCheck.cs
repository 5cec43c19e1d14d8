using System.Security.Cryptography;
using CityKit.Core.Chain;
using CityKit.Journal;

namespace CityKit.Archiving;

/// <summary>
/// Checks the file of a segment on its own, to its last byte: its numbers, the chain from the hash before to the hash after, its SHA-256,
/// its name.
/// </summary>
internal sealed class SegmentCheck : IDisposable
{
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private JournalSegment? segment;
    private RunningHash hash;
    private long next;
    private int line;
    private bool isClosed;

    /// <exception cref="FormatException">The file is not as it was written; the message names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static JournalSegment Of(string path)
    {
        using var check = new SegmentCheck();
        foreach (var bytes in FileLines.Read(path)) check.Take(bytes);
        return check.End(Path.GetFileName(path));
    }

    /// <summary>The entries of a file that was checked.</summary>
    /// <exception cref="FormatException">It is another one meanwhile.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static IEnumerable<JournalEntry> Entries(string path, JournalSegment segment) =>
        FileLines.Read(path).Skip(1).Take((int)segment.Count).Select(SegmentText.ReadEntry);

    public void Dispose() => sha256.Dispose();

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        line++;
        if (isClosed) throw Wrong("it goes on after its last line", "末行之后仍有内容");
        if (segment is null) Located(() => Begin(bytes));
        else if (bytes.Span.StartsWith(SegmentText.LastBegins)) Close(bytes.Span);
        else Located(() => Add(bytes));
    }

    private void Begin(ReadOnlyMemory<byte> bytes)
    {
        sha256.AppendData(bytes.Span);
        (next, hash) = SegmentText.ReadFirst(bytes);
        segment = new JournalSegment(next, 0, hash, default, "");
    }

    private void Add(ReadOnlyMemory<byte> bytes)
    {
        sha256.AppendData(bytes.Span);
        var entry = SegmentText.ReadEntry(bytes);
        if (entry.Number != next) throw new FormatException($"it is entry {entry.Number}, not {next} 为第 {entry.Number} 条，应为第 {next} 条");
        hash = JournalChain.Next(hash, entry);
        next++;
    }

    private void Close(ReadOnlySpan<byte> bytes)
    {
        var given = segment! with { Last = next - 1, After = hash, Sha256 = Convert.ToHexStringLower(sha256.GetHashAndReset()) };
        (segment, isClosed) = (given, true);
        if (!bytes.SequenceEqual(SegmentText.Last(given)))
            throw Wrong($"it says otherwise than the lines before it, which give {given.Count} entries, chain hash {given.After} "
                + $"and SHA-256 {given.Sha256}", "末行与其前各行的条数、链摘要或 SHA-256 不符");
    }

    private JournalSegment End(string name)
    {
        if (!isClosed) throw Wrong("it ends here, without its last line", "文件不完整");
        return segment!.FileName == name ? segment : throw Wrong($"it is {segment.FileName}", $"应名为 {segment.FileName}");
    }

    private void Located(Action read)
    {
        try
        {
            read();
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"line {line}: {wrong.Message}", wrong);
        }
    }

    private FormatException Wrong(string en, string zh) => new($"line {line}: {en} 第 {line} 行：{zh}");
}
