using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Notifications;
using CityKit.Storage;

namespace CityKit.Live;

/// <summary>
/// Reads notifications with what they are about. Those who listen at the end of the feed ask for the same page at once: it is read once.
/// </summary>
/// <param name="source">The notifications.</param>
/// <param name="store">The alerts, leads, work items and hand-overs.</param>
internal sealed class FeedSight(IFeedSource source, ICityStore store) : IDisposable
{
    private const int Page = 200;

    private readonly SemaphoreSlim gate = new(1);
    private volatile Read? last;

    /// <summary>What was read last.</summary>
    private sealed record Read(FeedPosition After, SeenPage Page);

    /// <summary>Notifications after a position, in order; none when there are none yet.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<SeenPage> ReadAsync(FeedPosition after, CancellationToken cancellationToken)
    {
        if (last is { } early && early.After == after) return early.Page;
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (last is { } known && known.After == after) return known.Page;
            var page = await ReadNowAsync(after, Page, cancellationToken).ConfigureAwait(false);
            if (!page.IsEmpty) last = new Read(after, page);
            return page;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>At most so many, read for one who asks once.</summary>
    internal async ValueTask<SeenPage> ReadNowAsync(FeedPosition after, int limit, CancellationToken cancellationToken)
    {
        var page = await source.ReadAsync(after, limit, cancellationToken).ConfigureAwait(false);
        return new SeenPage(page with { IsFull = page.Notifications.Count == limit }, page.Notifications.Count == 0 ? []
            : await WithSubjectsAsync(page.Notifications, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async ValueTask<IReadOnlyList<SeenNotification>> WithSubjectsAsync(
        IReadOnlyList<Notification> page, CancellationToken cancellationToken)
    {
        var keys = page.SelectMany(KeysOf).Distinct().ToArray();
        var found = (await store.FindAsync(keys, cancellationToken).ConfigureAwait(false))
            .ToDictionary(document => new DocumentKey(document.Kind, document.Id), About);
        return [.. page.Select(n =>
            new SeenNotification(n, KeysOf(n).Select(key => found.GetValueOrDefault(key)).FirstOrDefault(about => about is not null)))];
    }

    /// <summary>What a notification may be about: a notice is sent of each of them.</summary>
    private static IEnumerable<DocumentKey> KeysOf(Notification notification) => notification.Kind switch
    {
        NotificationKind.Finding => [],
        NotificationKind.AlertRaised or NotificationKind.AlertCleared or NotificationKind.AlertChanged =>
            [new(AlertDocuments.Kind.Name, notification.Subject)],
        NotificationKind.LeadOpened or NotificationKind.LeadDecided => [new(LeadDocuments.Kind.Name, notification.Subject)],
        NotificationKind.ItemOpened or NotificationKind.ItemMoved => [new(ItemDocuments.Kind.Name, notification.Subject)],
        _ => [new(ItemDocuments.Kind.Name, notification.Subject), new(AlertDocuments.Kind.Name, notification.Subject),
            new(LeadDocuments.Kind.Name, notification.Subject), new(HandOvers.Kind.Name, notification.Subject)],
    };

    private object? About(StoredDocument stored) =>
        stored.Kind == ItemDocuments.Kind.Name ? store.Read(ItemDocuments.Kind, stored)
        : stored.Kind == AlertDocuments.Kind.Name ? store.Read(AlertDocuments.Kind, stored)
        : stored.Kind == HandOvers.Kind.Name ? store.Read(HandOvers.Kind, stored)
        : store.Read(LeadDocuments.Kind, stored);
}
