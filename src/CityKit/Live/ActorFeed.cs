using System.Runtime.CompilerServices;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Storage;

namespace CityKit.Live;

/// <summary>The feed as far as one actor may see it, by pages or for as long as somebody listens.</summary>
/// <param name="sight">Reads it.</param>
/// <param name="histories">The histories as of the last commit.</param>
/// <param name="news">Completes with the next commit that brings notifications.</param>
/// <param name="view">Says what an actor may see.</param>
/// <param name="time">The clock of heartbeats.</param>
internal sealed class ActorFeed(FeedSight sight, Func<HubHistories> histories, Func<Task> news,
    Func<Actor, CancellationToken, ValueTask<ActorView>> view, TimeProvider time) : IDisposable
{
    /// <inheritdoc cref="CityHub.ReadFeedAsync(FeedPosition, int, Actor, CancellationToken)"/>
    internal async ValueTask<FeedPage> ReadAsync(FeedPosition after, int limit, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, 1000));
        var (seen, known) = (await view(actor, cancellationToken).ConfigureAwait(false), histories());
        var from = known.NotificationOf(after);
        var page = await sight.ReadNowAsync(from, limit, cancellationToken).ConfigureAwait(false);
        return Page(page, from, known, seen) with { RestoredFrom = after == default || after.History == known.Current ? null : from };
    }

    /// <inheritdoc cref="CityHub.ListenAsync"/>
    internal async IAsyncEnumerable<FeedPage> ListenAsync(
        FeedPosition after, Actor actor, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var known = histories();
        var from = known.NotificationOf(after);
        if (after != default && after.History != known.Current)
            yield return new FeedPage([], new FeedPosition(known.Current, from), from);
        while (true)
        {
            var next = news();
            var page = await sight.ReadAsync(from, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0 && await ComesAsync(next, heartbeat, cancellationToken).ConfigureAwait(false)) continue;
            yield return Page(page, from, known, await view(actor, cancellationToken).ConfigureAwait(false));
            if (page.Count > 0) from = page[^1].Notification.Number;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sight.Dispose();

    private async Task<bool> ComesAsync(Task next, TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(within, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static FeedPage Page(IReadOnlyList<SeenNotification> page, long from, HubHistories known, ActorView view) => new(
        [.. page.Where(seen => seen.IsFor(view)).Select(seen => seen.Notification)],
        new FeedPosition(known.Current, page.Count == 0 ? from : page[^1].Notification.Number), null);
}
