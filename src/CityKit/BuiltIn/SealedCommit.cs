using CityKit.Core.Chain;
using CityKit.Journal;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>The entries between two seals (封签) and whether their chain gives the later one.</summary>
/// <param name="First">The first entry.</param>
/// <param name="Last">The last entry, which has the seal.</param>
/// <param name="Seal">The seal.</param>
/// <param name="Fits">Whether the entries give it.</param>
internal sealed record SealedCommit(long First, long Last, RunningHash Seal, bool Fits)
{
    /// <summary>Finds the one with an entry; null when no seal is within so many entries before and after it.</summary>
    internal static async ValueTask<SealedCommit?> FindAsync(
        ICityStore store, JournalEntry entry, int mostRead, CancellationToken cancellationToken)
    {
        for (var back = 64L; ; back *= 4)
        {
            var from = Math.Max(0, entry.Number - back);
            var found = await ReadAsync(store, from, entry.Number, mostRead, cancellationToken).ConfigureAwait(false);
            if (found is not null || from == 0 || back > mostRead) return found;
        }
    }

    private static async ValueTask<SealedCommit?> ReadAsync(
        ICityStore store, long after, long number, int mostRead, CancellationToken cancellationToken)
    {
        RunningHash? hash = after == 0 ? default(RunningHash) : null;
        var first = after + 1;
        await foreach (var one in store.ReadJournalAsync(after, cancellationToken).ConfigureAwait(false))
        {
            hash = hash is { } before ? JournalChain.Next(before, one) : null;
            if (one.Seal is { } seal && one.Number >= number) return hash is { } at ? new(first, one.Number, seal, at == seal) : null;
            if (one.Seal is { } passed) (hash, first) = (passed, one.Number + 1);
            if (one.Number - number > mostRead) return null;
        }
        return null;
    }
}
