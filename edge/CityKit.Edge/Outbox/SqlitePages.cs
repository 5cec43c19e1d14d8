using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The pages of an SQLite file and of its log as they are on the disk, whatever their headers say. The log's pages come last, as the newer
/// ones.
/// </summary>
internal sealed class SqlitePages : IDisposable
{
    internal const int MaxPayload = 16 << 10;
    private const int PageBytes = 4096;
    private const int LogHeader = 32;
    private const int FrameHeader = 24;
    private readonly SafeFileHandle? file;
    private readonly SafeFileHandle? log;
    private readonly Dictionary<uint, long> frames = [];

    internal SqlitePages(string path)
    {
        (file, log) = (Open(path), Open(path + "-wal"));
        var header = new byte[4];
        for (var at = (long)LogHeader; log is not null && RandomAccess.Read(log, header, at) == header.Length; at += FrameHeader
            + PageBytes)
            frames[BinaryPrimitives.ReadUInt32BigEndian(header)] = at + FrameHeader;
    }

    /// <summary>How much of a row is in its own page.</summary>
    internal static int LocalBytes(int payload)
    {
        const int Most = PageBytes - 35;
        const int Least = (PageBytes - 12) * 32 / 255 - 23;
        if (payload <= Most) return payload;
        var kept = Least + (payload - Least) % (PageBytes - 4);
        return kept <= Most ? kept : Least;
    }

    /// <summary>Every page; the same array each time. What a cut took away is zero.</summary>
    internal IEnumerable<byte[]> All()
    {
        var page = new byte[PageBytes];
        for (var at = 0L; Read(file, page, at); at += PageBytes) yield return page;
        for (var at = (long)LogHeader + FrameHeader; Read(log, page, at); at += PageBytes + FrameHeader) yield return page;
    }

    /// <summary>A row whose end is on overflow pages; null when those do not hold together.</summary>
    internal byte[]? Join(int length, ReadOnlyMemory<byte> local, uint next)
    {
        var joined = new byte[length];
        local.CopyTo(joined);
        var page = new byte[PageBytes];
        for (var done = local.Length; done < length; done += PageBytes - 4)
        {
            if (next == 0 || !(frames.TryGetValue(next, out var at) ? Read(log, page, at) : Read(file, page, (next - 1L) * PageBytes)))
                return null;
            page.AsSpan(4, Math.Min(PageBytes - 4, length - done)).CopyTo(joined.AsSpan(done));
            next = BinaryPrimitives.ReadUInt32BigEndian(page);
        }
        return joined;
    }

    public void Dispose()
    {
        file?.Dispose();
        log?.Dispose();
    }

    private static SafeFileHandle? Open(string path) =>
        File.Exists(path) ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) : null;

    private static bool Read(SafeFileHandle? from, byte[] page, long at)
    {
        if (from is null) return false;
        var read = RandomAccess.Read(from, page, at);
        page.AsSpan(read).Clear();
        return read > 0;
    }
}
