using System.Runtime.CompilerServices;
using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Shared.Files;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Archiving;

/// <summary>
/// Writes a journal's sealed segments to files (归档), each whole or not at all. Reads the store only: a hub may go on writing.
/// </summary>
public static class JournalArchiver
{
    /// <summary>Goes on after the last segment in the folder.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">Where to; made when it is not there.</param>
    /// <param name="through">Nothing after this entry.</param>
    /// <param name="before">Nothing that was received at this moment or later; null for no such bound.</param>
    /// <param name="progress">Takes the number of the last entry that was read.</param>
    /// <param name="cancellationToken">Gives up; the segments so far stay.</param>
    /// <returns>Each segment once it has its name.</returns>
    /// <exception cref="IOException">The journal is not as it was written, or is not the one in the folder; a payload was pruned; a file
    /// cannot be read or written.</exception>
    public static async IAsyncEnumerable<JournalSegment> RunAsync(ICityStore store, string folder, long through = long.MaxValue,
        Instant? before = null, IProgress<long>? progress = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        using var only = Claim(folder);
        var head = await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
        var run = new ArchiveRun(folder, head.History, JournalArchive.LastOf(folder));
        using var _ = run;
        if (run.Last > head.Number) throw run.Another(head.Number);
        var journal = store.ReadJournalAsync(run.Last, cancellationToken);
        await foreach (var entry in journal.ConfigureAwait(false))
        {
            if (entry.Number > Math.Min(through, head.Number) || entry.ReceivedAt >= before) break;
            if (run.Take(entry) is { } segment) yield return segment;
            progress?.Report(entry.Number);
        }
    }

    /// <summary>Two runs at once would name each other's half-written file.</summary>
    private static FileStream Claim(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "archive.lock"),
                PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held)
        {
            throw new IOException(
                $"Another run archives into {folder}, or it cannot be written to: {held.Message} Wait for it, or name another folder. "
                + $"归档目录 {folder} 正被另一次归档使用或不可写，请稍候或另行指定。", held);
        }
    }

    /// <summary>The segment that is being written.</summary>
    private sealed class ArchiveRun(string folder, HistoryId history, JournalSegment? last) : IDisposable
    {
        private RunningHash hash = last?.After ?? default;
        private SegmentWriter? writer;

        internal long Last { get; private set; } = last?.Last ?? 0;

        /// <returns>The segment that ended with the entry; null when none did.</returns>
        internal JournalSegment? Take(JournalEntry entry)
        {
            if (entry.Number != Last + 1) throw Another(entry.Number);
            if (entry.IsPruned) throw Pruned(entry.Number);
            writer ??= new SegmentWriter(folder, history, entry, hash);
            writer.Add(entry);
            (Last, hash) = (entry.Number, JournalChain.Next(hash, entry));
            if (entry.Seal is not { } seal) return null;
            if (seal != hash) throw Another(entry.Number);
            return writer.IsFull ? Finish() : null;
        }

        public void Dispose() => writer?.Dispose();

        internal IOException Another(long number) => new(
            $"The journal does not go on from the archive in {folder}: entry {number} is not what follows on its entry {Last}. "
            + "Name the folder of this journal's own archive, and check the store with 'citykit journal verify'. "
            + $"流水第 {number} 条与归档目录 {folder} 中的第 {Last} 条不衔接，请指定本流水的归档目录，并校验流水。");

        private IOException Pruned(long number) => new(
            $"The payload of entry {number} was pruned, and {folder} has no segment up to it: name the folder to which it was archived. "
            + $"流水第 {number} 条的内容已清除，而 {folder} 中没有该流水段，请指定其归档目录。");

        private JournalSegment Finish()
        {
            using var full = writer!;
            writer = null;
            return full.Finish(hash);
        }
    }
}
