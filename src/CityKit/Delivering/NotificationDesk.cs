using CityKit.Storage;
using CityKit.Subscriptions;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>The deliveries of a hub: how far they are, what is dead, what is sent again.</summary>
public sealed class NotificationDesk
{
    private readonly CityHub hub;
    private readonly DeliveryQueue queue;
    private readonly Dispatcher dispatcher;
    private readonly TimeProvider time;

    internal NotificationDesk(CityHub hub, DeliveryQueue queue, Dispatcher dispatcher, DeliveryOptions options, TimeProvider time) =>
        (this.hub, this.queue, this.dispatcher, Options, this.time) = (hub, queue, dispatcher, options, time);

    internal DeliveryOptions Options { get; }

    /// <summary>Every subscription and how far it is.</summary>
    /// <exception cref="IOException">The hub's store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<SubscriptionState>> ReadSubscriptionsAsync(CancellationToken cancellationToken = default)
    {
        var last = (await hub.ReadFeedEndAsync(cancellationToken).ConfigureAwait(false)).Number;
        var all = await hub.Store.ReadAsync(Subscription.Kind.Query(), cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Select(subscription => StateOf(subscription, last))];
    }

    /// <summary>Dead letters after an id, in order.</summary>
    /// <param name="after">The id; 0 for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">They cannot be read now.</exception>
    public ValueTask<IReadOnlyList<Delivery>> ReadDeadLettersAsync(
        long after = 0, int limit = 50, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, 1000));
        return queue.ReadDeadAsync(after, limit, cancellationToken);
    }

    /// <summary>How many dead letters there are.</summary>
    /// <exception cref="IOException">They cannot be read now.</exception>
    public ValueTask<long> CountDeadLettersAsync(CancellationToken cancellationToken = default) => queue.CountDeadAsync(cancellationToken);

    /// <summary>Sends a dead letter again, with the key that it had.</summary>
    /// <returns>Whether there is a dead letter with the id.</returns>
    /// <exception cref="IOException">It cannot be stored now.</exception>
    public async ValueTask<bool> ResendAsync(long id, CancellationToken cancellationToken = default)
    {
        var found = await queue.ResendAsync(id, cancellationToken).ConfigureAwait(false);
        if (found) dispatcher.Wake();
        return found;
    }

    /// <summary>How long the message that waits longest has waited, those held for quiet hours left out.</summary>
    internal Duration Lag
    {
        get
        {
            var now = Instant.FromDateTimeOffset(time.GetUtcNow());
            return OldestOf(queue.Waiting) is { } oldest ? now - oldest : Duration.Zero;
        }
    }

    internal int Waiting => queue.Waiting.Count();

    private SubscriptionState StateOf(Subscription subscription, long last)
    {
        var position = queue.PositionOf(subscription.Name);
        Delivery[] waiting = [.. queue.Waiting.Where(delivery => delivery.Subscription == subscription.Name)];
        var behind = Math.Max(0, last - (position?.Number ?? 0));
        return new SubscriptionState(subscription, position, behind, waiting.Length, OldestOf(waiting));
    }

    private static Instant? OldestOf(IEnumerable<Delivery> waiting)
    {
        var oldest = waiting.Where(delivery => delivery.HeldUntil is null).MinBy(delivery => delivery.KeptAt);
        return oldest?.KeptAt;
    }
}
