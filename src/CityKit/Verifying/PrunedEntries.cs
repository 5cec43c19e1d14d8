using CityKit.Archiving;
using CityKit.Journal;

namespace CityKit.Verifying;

/// <summary>Counts the entries of a journal whose payloads were pruned.</summary>
/// <param name="archive">What may have them; null for nothing.</param>
internal sealed class PrunedEntries(JournalArchive? archive)
{
    private long first;
    private long last;
    private long count;
    private long archived;

    internal void Take(JournalEntry entry, bool isArchived)
    {
        if (count++ == 0) first = entry.Number;
        last = entry.Number;
        if (isArchived) archived++;
    }

    /// <param name="isWhole">Whether the chain held over the whole journal.</param>
    internal IEnumerable<JournalFinding> End(bool isWhole)
    {
        if (count > 0)
            yield return JournalFindings.Pruned(first, last, count, archived, isWhole, archive?.Find(first), archive?.Find(last));
    }
}
