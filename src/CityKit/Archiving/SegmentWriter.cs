using System.Globalization;
using System.Security.Cryptography;
using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Shared.Files;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Archiving;

/// <summary>Writes a segment beside its name, and names it when it is whole and on the disk. What was not finished is gone.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly string folder;
    private readonly FileStream file;
    private readonly BufferedStream lines;
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly JournalEntry first;
    private readonly RunningHash before;
    private JournalEntry last;
    private bool isFinished;

    /// <param name="folder">Where to.</param>
    /// <param name="history">The journal's history now.</param>
    /// <param name="first">The first entry; written with <see cref="Add"/>.</param>
    /// <param name="before">The running hash before it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal SegmentWriter(string folder, HistoryId history, JournalEntry first, RunningHash before)
    {
        (this.folder, this.first, this.before, last) = (folder, first, before, first);
        var beside = string.Create(CultureInfo.InvariantCulture, $"segment-{first.Number:d12}{DurableFile.Beside}");
        file = DurableFile.Begin(Path.Combine(folder, beside));
        lines = new BufferedStream(file, 1 << 16);
        Write(SegmentText.First(history, first.Number, before));
    }

    /// <summary>Whether the segment may end here.</summary>
    internal bool IsFull => last.Number - first.Number + 1 >= JournalSegment.FullEntries
        || last.ReceivedAt - first.ReceivedAt >= Duration.FromHours(JournalSegment.FullHours);

    internal void Add(JournalEntry entry)
    {
        Write(SegmentText.Entry(entry));
        last = entry;
    }

    /// <param name="after">The running hash after the last entry.</param>
    internal JournalSegment Finish(RunningHash after)
    {
        var segment = new JournalSegment(first.Number, last.Number, before, after, Convert.ToHexStringLower(sha256.GetHashAndReset()));
        lines.Write(SegmentText.Last(segment));
        lines.Flush();
        DurableFile.Finish(file, Path.Combine(folder, segment.FileName), overwrite: false);
        isFinished = true;
        return segment;
    }

    public void Dispose()
    {
        sha256.Dispose();
        file.Dispose();
        if (!isFinished) File.Delete(file.Name);
    }

    private void Write(byte[] line)
    {
        sha256.AppendData(line);
        lines.Write(line);
    }
}
