using System.Runtime.CompilerServices;
using CityKit.Reporting;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// A hub's notifications as another process reads them (通知订阅): those that are there, then each as it is committed. It waits on the
/// database (<c>LISTEN citykit</c>), asks the hub nothing, and needs no more than to read the schema <c>citykit</c>.
/// </summary>
public static class PostgreSqlFeed
{
    private const int PageRows = 500;

    /// <summary>
    /// How long it waits before it looks by itself: a hub that is killed may not have notified, and a connection may break without a word.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pages of notifications, for as long as the caller listens. <see cref="FeedPage.Next"/> of the last one that was worked off is where
    /// to begin again; who begins at an older one is given the same again.
    /// </summary>
    /// <param name="connectionString">As Npgsql has it; to the server itself or to a pooler in session mode.</param>
    /// <param name="options">Which partition.</param>
    /// <param name="after">Where the reader is; <c>default</c> for the beginning.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    /// <exception cref="IOException">No hub has been there yet, or the database does not answer: begin again.</exception>
    public static async IAsyncEnumerable<FeedPage> FollowAsync(string connectionString, PostgreSqlOptions options, FeedPosition after,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = new PostgreSqlCityStore(connectionString, options);
        await using var _ = store.ConfigureAwait(false);
        await store.OpenReadOnlyAsync([], cancellationToken).ConfigureAwait(false);
        var connections = new StoreConnections(connectionString, options);
        await using var __ = connections.ConfigureAwait(false);
        // from here on nothing is missed: whatever is committed later rings, and what was committed before is read
        var bell = await StoreTroubles.ReadingAsync(
            $"{store}", () => CityNews.ListenAsync(connections.Readers, cancellationToken)).ConfigureAwait(false);
        await using var ___ = bell.ConfigureAwait(false);
        while (true)
        {
            var page = await store.ReadFeedAsync(after, PageRows, cancellationToken).ConfigureAwait(false);
            if (page is { Notifications: [], Restores: [] })
                await StoreTroubles.ReadingAsync($"{store}", () => bell.WaitAsync(LongestWait, cancellationToken)).ConfigureAwait(false);
            else yield return page;
            after = page.Next;
        }
    }
}
