using System.Buffers.Binary;
using System.Globalization;

namespace CityKit.Edge.Tests.Support;

/// <summary>
/// Counts what an outbox writes by looking at its files between commits (SQLite file format, section 4): every frame that came to the log,
/// and when the
/// log began again, the pages that were copied from it into the file, each page once. The mark beside the file counts as a page each time
/// it changed.
/// </summary>
internal sealed class FlashCount(string path)
{
    private const int Page = 4096;
    private const int LogHeader = 32;
    private const int FrameBytes = 24 + Page;
    private readonly HashSet<uint> distinct = [];
    private readonly byte[] header = new byte[24];
    private byte[] salt = [];
    private byte[] mark = [];
    private int seen;

    internal long Frames { get; private set; }

    internal long Copied { get; private set; }

    internal long Marks { get; private set; }

    /// <summary>Looks that found something new.</summary>
    internal long Commits { get; private set; }

    internal long Bytes => Frames * FrameBytes + (Copied + Marks) * Page;

    /// <summary>Looks once; twice the log's size between two looks would go unseen.</summary>
    internal void Look()
    {
        using var log = File.OpenHandle(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (RandomAccess.Read(log, header, 0) < header.Length) return;
        if (!header.AsSpan(16, 8).SequenceEqual(salt)) BeginAgain();
        var before = seen;
        while (RandomAccess.Read(log, header, LogHeader + (long)seen * FrameBytes) == header.Length && header.AsSpan(8, 8)
            .SequenceEqual(salt)) Take();
        if (seen > before) Commits++;
        LookAtMark();
    }

    /// <summary>Counts from here.</summary>
    internal void Restart() => (Frames, Copied, Marks, Commits) = (0, 0, 0, 0);

    /// <summary>What is still in the log is copied one day.</summary>
    internal void End()
    {
        Copied += distinct.Count;
        distinct.Clear();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Bytes / 1e6:0.0} MB: {Frames} pages to the log in {Commits} commits, {Copied} pages copied, {Marks} marks");

    private void BeginAgain()
    {
        End();
        (salt, seen) = (header.AsSpan(16, 8).ToArray(), 0);
    }

    private void Take()
    {
        distinct.Add(BinaryPrimitives.ReadUInt32BigEndian(header));
        seen++;
        Frames++;
    }

    private void LookAtMark()
    {
        var now = File.ReadAllBytes(path + "-mark");
        if (now.AsSpan().SequenceEqual(mark)) return;
        mark = now;
        Marks++;
    }
}
