using System.Runtime.CompilerServices;
using CityKit.Journal;

namespace CityKit.Archiving;

/// <summary>
/// A folder of sealed segments (流水归档). Every file is checked when it is opened; what is not sound is named and not used.
/// </summary>
public sealed class JournalArchive
{
    private readonly string folder;

    private JournalArchive(string folder, IReadOnlyList<JournalSegment> segments, IReadOnlyList<ArchiveFault> faults) =>
        (this.folder, Segments, Faults) = (folder, segments, faults);

    /// <summary>The sound segments, in order. Some may be elsewhere.</summary>
    public IReadOnlyList<JournalSegment> Segments { get; }

    /// <summary>The files that are not as they were written, or do not follow on those before.</summary>
    public IReadOnlyList<ArchiveFault> Faults { get; }

    /// <summary>Checks every segment in a folder, byte by byte.</summary>
    /// <exception cref="IOException">The folder is not there, or a file cannot be read.</exception>
    public static JournalArchive Open(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (segments, faults) = (new List<JournalSegment>(), new List<ArchiveFault>());
        foreach (var path in PathsOf(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (segment, why) = Check(path, segments.LastOrDefault());
            if (segment is not null) segments.Add(segment);
            else faults.Add(FaultOf(path, why));
        }
        return new JournalArchive(folder, segments, faults);
    }

    /// <summary>
    /// A journal with the payloads that the archive has of what was pruned. An entry that the archive has otherwise stays as it is.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read, or is another one since the archive was opened.</exception>
    public async IAsyncEnumerable<JournalEntry> FillAsync(
        IAsyncEnumerable<JournalEntry> journal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        await foreach (var (entry, archived) in JoinAsync(journal, cancellationToken).ConfigureAwait(false))
            yield return archived is not null && IsSame(entry, archived)
                ? entry with { Payload = archived.Payload, Digest = default }
                : entry;
    }

    /// <summary>Each entry of a journal with what the archive has of it; null for nothing.</summary>
    internal async IAsyncEnumerable<(JournalEntry Entry, JournalEntry? Archived)> JoinAsync(
        IAsyncEnumerable<JournalEntry> journal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var archived = Entries().GetEnumerator();
        var isThere = archived.MoveNext();
        await foreach (var entry in journal.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            while (isThere && archived.Current.Number < entry.Number) isThere = archived.MoveNext();
            yield return (entry, isThere && archived.Current.Number == entry.Number ? archived.Current : null);
        }
    }

    /// <summary>Whether the archive's entry is the journal's: all that the chain holds, and the key.</summary>
    internal static bool IsSame(JournalEntry entry, JournalEntry archived) =>
        (entry.Number, entry.ReceivedAt, entry.Kind, entry.Key) == (archived.Number, archived.ReceivedAt, archived.Kind, archived.Key)
        && entry.Holds(archived.Payload.Span);

    /// <summary>The segment that an entry is in; null for none.</summary>
    internal JournalSegment? Find(long number) => Segments.FirstOrDefault(s => s.First <= number && number <= s.Last);

    /// <summary>The last segment in a folder, checked; null when there is none.</summary>
    /// <exception cref="IOException">It is not as it was written.</exception>
    internal static JournalSegment? LastOf(string folder)
    {
        if (PathsOf(folder).LastOrDefault() is not { } path) return null;
        var (segment, why) = Check(path, null);
        return segment ?? throw new IOException(
            $"{path} is not as it was written: {why} Move it away, and the next run writes it again. 归档文件 {path} 与写入时不一致，请移走后重新归档。");
    }

    /// <summary>In the order of their entries, which is that of their names.</summary>
    private static IEnumerable<string> PathsOf(string folder) => Directory.EnumerateFiles(folder, JournalSegment.Pattern)
        .Where(path => JournalSegment.NumbersOf(path) is not null).Order(StringComparer.Ordinal);

    private static (JournalSegment? Segment, string Why) Check(string path, JournalSegment? before)
    {
        try
        {
            var segment = SegmentCheck.Of(path);
            return before is null || segment.First > before.Last + 1 || (segment.First == before.Last + 1 && segment.Before == before.After)
                ? (segment, "")
                : (null, $"it does not follow on {before.FileName} 与前一段不衔接");
        }
        catch (FormatException wrong)
        {
            return (null, wrong.Message);
        }
    }

    private static ArchiveFault FaultOf(string path, string why) =>
        JournalSegment.NumbersOf(path) is var (first, last) ? new ArchiveFault(Path.GetFileName(path), first, last, why)
            : throw new ArgumentException(path);

    private IEnumerable<JournalEntry> Entries() => Segments.SelectMany(segment => Entries(Path.Combine(folder, segment.FileName), segment));

    private static IEnumerable<JournalEntry> Entries(string path, JournalSegment segment)
    {
        using var entries = SegmentCheck.Entries(path, segment).GetEnumerator();
        while (true)
        {
            try
            {
                if (!entries.MoveNext()) yield break;
            }
            catch (FormatException changed)
            {
                throw new IOException($"{path} was changed while it was read: {changed.Message} 归档文件 {path} 在读取期间被改动。", changed);
            }
            yield return entries.Current;
        }
    }
}
