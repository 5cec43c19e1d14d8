using CityKit.Intake;
using CityKit.Observations;
using CityKit.Storage;

namespace CityKit.Reporting;

/// <summary>Reads notifications from a store, beside the hub that writes it.</summary>
public static class FeedReads
{
    /// <summary>A page of notifications after a position; a reader that comes again learns of a restore.</summary>
    /// <param name="store">The store, which may be open to read only.</param>
    /// <param name="after">Where the reader is; <c>default</c> for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    /// <exception cref="FormatException">What it says of its histories is damaged.</exception>
    public static async ValueTask<FeedPage> ReadFeedAsync(
        this ICityStore store, FeedPosition after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var known = await HistoriesAsync(store, cancellationToken).ConfigureAwait(false);
        return await known.ReadFeedAsync(store, after, limit, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<HubHistories> HistoriesAsync(ICityStore store, CancellationToken cancellationToken)
    {
        var cells = await store.FindCellsAsync([HubCells.Histories], cancellationToken).ConfigureAwait(false);
        return cells.Count > 0 ? HubHistories.Read(cells[0].Bytes.Span)
            : new HubHistories((await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).History, []);
    }
}
