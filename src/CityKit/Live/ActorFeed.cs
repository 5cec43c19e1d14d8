using System.Runtime.CompilerServices;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Live;

/// <summary>The feed as far as one actor may see it, by pages or for as long as somebody listens.</summary>
/// <param name="source">The notifications.</param>
/// <param name="sight">Reads them with what they are about.</param>
/// <param name="view">Says what an actor may see.</param>
/// <param name="time">The clock of heartbeats.</param>
internal sealed class ActorFeed(
    IFeedSource source, FeedSight sight, Func<Actor, CancellationToken, ValueTask<ActorView>> view, TimeProvider time) : IDisposable
{
    /// <inheritdoc cref="CityHub.ReadFeedAsync(FeedPosition, int, Actor, CancellationToken)"/>
    internal async ValueTask<FeedPage> ReadAsync(FeedPosition after, int limit, Actor actor, CancellationToken cancellationToken)
    {
        var actorView = await view(actor, cancellationToken).ConfigureAwait(false);
        return (await sight.ReadNowAsync(after, limit, cancellationToken).ConfigureAwait(false)).For(actorView);
    }

    /// <inheritdoc cref="CityHub.ListenAsync"/>
    internal async IAsyncEnumerable<FeedPage> ListenAsync(
        FeedPosition after, Actor actor, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        while (true)
        {
            var next = source.News;
            var page = await sight.ReadAsync(after, cancellationToken).ConfigureAwait(false);
            if (page.IsEmpty && await ComesAsync(next, heartbeat, cancellationToken).ConfigureAwait(false)) continue;
            yield return page.For(await view(actor, cancellationToken).ConfigureAwait(false));
            after = page.Page.Next;
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
}
