using CityKit.Storage;

namespace CityKit.Delivering;

/// <summary>Keeps deliveries in memory: for tests and trials; what waits is gone when the process ends.</summary>
public sealed class InMemoryDeliveryStore : IDeliveryStore
{
    private readonly Dictionary<string, FeedPosition> positions = [];
    private readonly SortedDictionary<long, Delivery> deliveries = [];
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public ValueTask<DeliveryOpening> OpenAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return new(new DeliveryOpening(new Dictionary<string, FeedPosition>(positions),
                [.. deliveries.Values.Where(delivery => !delivery.IsDead)], deliveries.Keys.LastOrDefault()));
    }

    /// <inheritdoc/>
    public ValueTask KeepAsync(
        string subscription, FeedPosition position, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return Do(() =>
        {
            positions[subscription] = position;
            foreach (var delivery in deliveries) this.deliveries[delivery.Id] = delivery;
        });
    }

    /// <inheritdoc/>
    public ValueTask PutAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return Do(() => deliveries[delivery.Id] = delivery);
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(long id, CancellationToken cancellationToken) => Do(() => deliveries.Remove(id));

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string subscription, CancellationToken cancellationToken) => Do(() =>
    {
        positions.Remove(subscription);
        foreach (var gone in deliveries.Values.Where(delivery => delivery.Subscription == subscription).ToArray())
            deliveries.Remove(gone.Id);
    });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> ReadDeadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        lock (gate) return new([.. Dead().Where(delivery => delivery.Id > after).Take(limit)]);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountDeadAsync(CancellationToken cancellationToken)
    {
        lock (gate) return new(Dead().LongCount());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<Delivery> Dead() => deliveries.Values.Where(delivery => delivery.IsDead);

    private ValueTask Do(Action change)
    {
        lock (gate) change();
        return ValueTask.CompletedTask;
    }
}
