using NodaTime;

namespace CityKit.Storage;

/// <summary>Finds where in a store's notifications a moment is.</summary>
internal static class FeedStart
{
    /// <summary>The last notification before a moment, found by halves: their times only grow.</summary>
    /// <param name="store">The store.</param>
    /// <param name="end">Its last notification.</param>
    /// <param name="since">The moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async ValueTask<long> FindAsync(ICityStore store, long end, Instant since, CancellationToken cancellationToken)
    {
        var (before, after) = (0L, end);
        while (before < after)
        {
            var middle = before + (after - before) / 2;
            var page = await store.ReadNotificationsAsync(middle, 1, cancellationToken).ConfigureAwait(false);
            if (page.Count > 0 && page[0].At < since) before = page[0].Number;
            else after = middle;
        }
        return before;
    }
}
