using CityKit.Observations;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Live;

/// <summary>The notifications of a hub by itself.</summary>
/// <param name="store">Its store.</param>
/// <param name="histories">The histories as of the last commit.</param>
/// <param name="news">Completes with the next commit that brings notifications.</param>
internal sealed class HubFeed(ICityStore store, Func<HubHistories> histories, Func<Task> news) : IFeedSource
{
    public Task News => news();

    public ValueTask<FeedPage> ReadAsync(FeedPosition after, int limit, CancellationToken cancellationToken) =>
        histories().ReadFeedAsync(store, after, limit, cancellationToken);

    public async ValueTask<FeedPosition> EndAsync(CancellationToken cancellationToken) => new(histories().Current,
        (await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).Notification);

    public async ValueTask<FeedPosition> SinceAsync(Instant since, CancellationToken cancellationToken)
    {
        var end = await EndAsync(cancellationToken).ConfigureAwait(false);
        return end with { Number = await FeedStart.FindAsync(store, end.Number, since, cancellationToken).ConfigureAwait(false) };
    }
}
