using CityKit.Journal;
using NodaTime;

namespace CityKit.Storage;

/// <summary>Finds journal entries by time: they are in the order of the hub's clock, except where that was set back.</summary>
public static class JournalReads
{
    /// <summary>The number of the first entry at or after a moment; one after the last when there is none.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public static async ValueTask<long> FindFirstSinceAsync(
        this ICityStore store, Instant at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (low, high) = (1L, (await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).Number + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var entry = await store.FindNextEntryAsync(middle - 1, cancellationToken).ConfigureAwait(false);
            if (entry?.ReceivedAt < at) low = entry.Number + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The entries that the hub took in at a moment: those of one commit.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public static async ValueTask<IReadOnlyList<JournalEntry>> FindAtAsync(
        this ICityStore store, Instant at, CancellationToken cancellationToken = default)
    {
        var first = await store.FindFirstSinceAsync(at, cancellationToken).ConfigureAwait(false);
        return await store.ReadJournalAsync(first - 1, cancellationToken)
            .TakeWhile(entry => entry.ReceivedAt == at).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
