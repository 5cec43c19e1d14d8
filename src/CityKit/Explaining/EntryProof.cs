using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Storage;

namespace CityKit.Explaining;

/// <summary>The running hash after a journal entry, and whether the seal that follows it fits (链上核对).</summary>
/// <param name="Hash">The hash after the entry, from the seal before it.</param>
/// <param name="Seal">The entry with the next seal.</param>
/// <param name="Fits">Whether that seal is what the entries between give.</param>
internal sealed record EntryProof(RunningHash Hash, long Seal, bool Fits)
{
    private const int LeastBack = 64;
    private const int MostBack = 32_768;

    /// <summary>Finds the seals around an entry and goes over what is between; null when there are none within 32,768 entries.</summary>
    internal static async ValueTask<EntryProof?> FindAsync(ICityStore journal, long number, CancellationToken cancellationToken)
    {
        for (var back = LeastBack; back <= MostBack; back *= 8)
        {
            var after = Math.Max(0, number - back);
            if (await FromAsync(journal, after, number, cancellationToken).ConfigureAwait(false) is { } proof) return proof;
            if (after == 0) break;
        }
        return null;
    }

    private static async ValueTask<EntryProof?> FromAsync(ICityStore journal, long after, long number, CancellationToken cancellationToken)
    {
        var (hash, at) = (after == 0 ? default(RunningHash) : (RunningHash?)null, default(RunningHash));
        await foreach (var entry in journal.ReadJournalAsync(after, cancellationToken).ConfigureAwait(false))
        {
            if (hash is { } before) hash = JournalChain.Next(before, entry);
            else if (entry.Number >= number) return null; // no seal before it in this stretch
            if (entry.Number == number) at = hash!.Value;
            if (entry.Number - number > MostBack) return null;
            if (entry.Seal is not { } seal) continue;
            if (entry.Number >= number) return new EntryProof(at, entry.Number, hash == seal);
            hash = seal;
        }
        return null;
    }
}
