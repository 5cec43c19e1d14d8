using System.Collections.Immutable;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>What waits to be sent, in memory and in the store: a change is in memory once it is stored.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">For when it waits since.</param>
internal sealed class DeliveryQueue(IDeliveryStore store, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A position that moved by so much without anything to deliver is stored all the same.</summary>
    private const int MostUnstored = 1000;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, FeedPosition> stored = [];
    private volatile ImmutableDictionary<string, FeedPosition> positions = ImmutableDictionary<string, FeedPosition>.Empty;
    private volatile ImmutableSortedDictionary<long, Delivery> waiting = ImmutableSortedDictionary<long, Delivery>.Empty;
    private long lastId;

    /// <summary>What waits, by id.</summary>
    internal IEnumerable<Delivery> Waiting => waiting.Values;

    /// <summary>The subscriptions that have a position.</summary>
    internal IEnumerable<string> Subscriptions => positions.Keys;

    internal FeedPosition? PositionOf(string subscription) => positions.TryGetValue(subscription, out var known) ? known : null;

    internal int WaitingOf(string subscription) => waiting.Values.Count(delivery => delivery.Subscription == subscription);

    internal int WaitingIn(Lane lane) => waiting.Values.Count(delivery => delivery.Lane == lane);

    /// <summary>The next message of a lane: the earliest that is not held for quiet hours.</summary>
    internal Delivery? NextIn(Lane lane, Instant now) =>
        waiting.Values.FirstOrDefault(delivery => delivery.Lane == lane && !(delivery.HeldUntil > now));

    /// <inheritdoc cref="IDeliveryStore.IsShared"/>
    internal bool IsShared => store.IsShared;

    /// <inheritdoc cref="IDeliveryStore.Lost"/>
    internal Task Lost => store.Lost;

    internal async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        var opening = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        stored.Clear();
        foreach (var (subscription, position) in opening.Positions) stored[subscription] = position;
        positions = opening.Positions.ToImmutableDictionary();
        waiting = opening.Waiting.ToImmutableSortedDictionary(delivery => delivery.Id, delivery => delivery);
        lastId = opening.LastId;
    }

    /// <summary>Moves a subscription on, with what it is to deliver; their ids and times are given here.</summary>
    internal ValueTask KeepAsync(
        string subscription, FeedPosition position, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            var now = Now;
            Delivery[] kept = [.. deliveries.Select((delivery, i) => delivery with { Id = lastId + 1 + i, KeptAt = now })];
            if (kept.Length > 0 || IsFar(subscription, position))
            {
                await store.KeepAsync(subscription, position, kept, cancellationToken).ConfigureAwait(false);
                stored[subscription] = position;
            }
            lastId += kept.Length;
            positions = positions.SetItem(subscription, position);
            waiting = waiting.AddRange(
                kept.Where(delivery => !delivery.IsDead).Select(delivery => KeyValuePair.Create(delivery.Id, delivery)));
        }, cancellationToken);

    internal ValueTask DeliveredAsync(Delivery delivery, CancellationToken cancellationToken) => ChangeAsync(async () =>
    {
        await store.RemoveAsync(delivery.Id, cancellationToken).ConfigureAwait(false);
        waiting = waiting.Remove(delivery.Id);
    }, cancellationToken);

    /// <summary>Keeps a delivery as it now is; one whose subscription was removed meanwhile stays away.</summary>
    internal ValueTask PutAsync(Delivery delivery, CancellationToken cancellationToken) => ChangeAsync(async () =>
    {
        if (!waiting.ContainsKey(delivery.Id)) return;
        await store.PutAsync(delivery, cancellationToken).ConfigureAwait(false);
        waiting = delivery.IsDead ? waiting.Remove(delivery.Id) : waiting.SetItem(delivery.Id, delivery);
    }, cancellationToken);

    /// <summary>Sends a dead letter again, as if it had never been tried.</summary>
    /// <returns>Whether there is one with the id.</returns>
    internal async ValueTask<bool> ResendAsync(long id, CancellationToken cancellationToken)
    {
        var found = false;
        await ChangeAsync(async () =>
        {
            var dead = await store.ReadDeadAsync(id - 1, 1, cancellationToken).ConfigureAwait(false);
            if (dead is not [var letter] || letter.Id != id) return;
            var revived = letter with { IsDead = false, Attempts = 0, NextAt = null, Failure = null, KeptAt = Now };
            await store.PutAsync(revived, cancellationToken).ConfigureAwait(false);
            waiting = waiting.SetItem(id, revived);
            found = true;
        }, cancellationToken).ConfigureAwait(false);
        return found;
    }

    internal ValueTask ForgetAsync(string subscription, CancellationToken cancellationToken) => ChangeAsync(async () =>
    {
        await store.ForgetAsync(subscription, cancellationToken).ConfigureAwait(false);
        stored.Remove(subscription);
        positions = positions.Remove(subscription);
        waiting = waiting.RemoveRange(waiting.Values.Where(d => d.Subscription == subscription).Select(d => d.Id));
    }, cancellationToken);

    internal ValueTask<IReadOnlyList<Delivery>> ReadDeadAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(() => store.ReadDeadAsync(after, limit, cancellationToken), cancellationToken);

    internal ValueTask<long> CountDeadAsync(CancellationToken cancellationToken) =>
        ReadAsync(() => store.CountDeadAsync(cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false); // what is being stored is finished
        await store.DisposeAsync().ConfigureAwait(false);
        turn.Dispose();
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private bool IsFar(string subscription, FeedPosition position) => !stored.TryGetValue(subscription, out var known)
        || known.History != position.History || position.Number - known.Number >= MostUnstored;

    private async ValueTask ChangeAsync(Func<ValueTask> change, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await change().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var result = default(T);
        await ChangeAsync(async () => result = await read().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return result!;
    }
}
