using CityKit.Storage;
using CityKit.Subscriptions;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>Takes notifications from the feed into the queue, for each subscription from where it is.</summary>
internal sealed class FeedPump(CityHub hub, DeliveryQueue queue, Recipients recipients, DeliveryOptions options, TimeProvider time)
{
    private const int Page = 100;

    /// <summary>A subscription whose position is lost sends so much again; a new one begins now anyway.</summary>
    private static readonly Duration MostAgain = Duration.FromDays(1);

    /// <summary>Brings every subscription to the end of the feed, or to as much as may wait for it.</summary>
    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await hub.Store.ReadAsync(Subscription.Kind.Query(), cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var gone in queue.Subscriptions.Except(subscriptions.Select(s => s.Name)).ToArray())
            await queue.ForgetAsync(gone, cancellationToken).ConfigureAwait(false);
        foreach (var subscription in subscriptions) await BringUpAsync(subscription, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask BringUpAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var position = queue.PositionOf(subscription.Name)
            ?? await hub.FeedSinceAsync(Instant.Max(subscription.Since, Now - MostAgain), cancellationToken).ConfigureAwait(false);
        while (subscription.Channel == Subscription.People || queue.WaitingOf(subscription.Name) < options.MostWaiting)
        {
            var page = await hub.ReadFeedAsync(position, Page, cancellationToken).ConfigureAwait(false);
            if (page.Notifications.Count + page.Restores.Count == 0) return;
            var deliveries = await DeliveriesAsync(subscription, page, cancellationToken).ConfigureAwait(false);
            await queue.KeepAsync(subscription.Name, page.Next, deliveries, cancellationToken).ConfigureAwait(false);
            position = page.Next;
        }
    }

    private async ValueTask<IReadOnlyList<Delivery>> DeliveriesAsync(
        Subscription subscription, FeedPage page, CancellationToken cancellationToken)
    {
        var (all, now) = (new List<Delivery>(), Now);
        if (subscription.Channel != Subscription.People)
            all.AddRange(page.Restores.Select(restore => Recipients.Restored(subscription, restore, now)));
        foreach (var notification in page.Notifications)
            all.AddRange(await recipients.OfAsync(
                subscription, page.HistoryOf(notification), notification, now, cancellationToken).ConfigureAwait(false));
        return [.. all.Select(Bounded)];
    }

    /// <summary>A person who cannot be reached for long keeps nobody else waiting: what is too much is a dead letter at once.</summary>
    private Delivery Bounded(Delivery delivery) => delivery.Person is null || queue.WaitingIn(delivery.Lane) < options.MostWaiting
        ? delivery
        : delivery with { IsDead = true, Failure = $"{options.MostWaiting} wait already" };

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
