using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Storage;

namespace CityKit.Verifying;

/// <summary>
/// Numbers without holes, and the running hash against every seal and against the head. A seal that does not fit leaves two readings: its
/// entries were changed, or it was; the next seal says which.
/// </summary>
/// <param name="head">How far the journal goes, and the hash there.</param>
/// <param name="noted">A head that was noted elsewhere; null for none.</param>
internal sealed class ChainCheck(StorePosition head, JournalHead? noted)
{
    private long last;
    private long sealedAt;
    private bool hasHole;
    private RunningHash hash;
    private Doubt? doubt;

    /// <summary>A seal that did not fit.</summary>
    /// <param name="First">The first entry under it.</param>
    /// <param name="Last">Its entry.</param>
    /// <param name="Kept">The seal.</param>
    /// <param name="At">The hash that its entries give.</param>
    /// <param name="Since">The hash that they and all entries since give.</param>
    private sealed record Doubt(long First, long Last, RunningHash Kept, RunningHash At, RunningHash Since);

    internal IEnumerable<JournalFinding> Take(JournalEntry entry)
    {
        if (entry.Number > head.Number) yield return JournalFindings.Beyond(entry.Number, head.Number);
        if (entry.Number != last + 1) yield return JournalFindings.Hole(last + 1, entry.Number);
        hasHole |= entry.Number != last + 1;
        last = Math.Max(last, entry.Number);
        hash = JournalChain.Next(hash, entry);
        if (doubt is { } open) doubt = open with { Since = JournalChain.Next(open.Since, entry) };
        if (noted?.Number == entry.Number && noted.Hash != hash) yield return JournalFindings.Noted(noted, hash);
        if (entry.Seal is not { } seal) yield break;
        foreach (var finding in Compare(entry.Number, seal)) yield return finding;
    }

    internal IEnumerable<JournalFinding> End()
    {
        foreach (var finding in Settle(head.Hash)) yield return finding;
        var known = Math.Max(head.Number, noted?.Number ?? 0);
        if (last < known) yield return JournalFindings.Missing(last + 1, known);
        if (last != head.Number || hasHole || hash == head.Hash) yield break;
        yield return sealedAt == last ? JournalFindings.Head(last, hash, head.Hash)
            : JournalFindings.Changed(sealedAt + 1, last, hash, head.Hash);
    }

    private IEnumerable<JournalFinding> Compare(long number, RunningHash seal)
    {
        foreach (var finding in Settle(seal)) yield return finding;
        if (hash != seal && !hasHole) doubt = new Doubt(sealedAt + 1, number, seal, hash, hash);
        (hash, sealedAt, hasHole) = (seal, number, false);
    }

    /// <summary>What a later hash says of a seal that did not fit.</summary>
    private IEnumerable<JournalFinding> Settle(RunningHash later)
    {
        if (doubt is not { } open) yield break;
        doubt = null;
        var isSealChanged = open.Since == later && hash != later;
        if (isSealChanged) hash = later;
        yield return isSealChanged ? JournalFindings.Seal(open.Last, open.At, open.Kept)
            : JournalFindings.Changed(open.First, open.Last, open.At, open.Kept);
    }
}
