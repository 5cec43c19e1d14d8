using CityKit.Storage;

namespace CityKit.Delivering;

/// <summary>
/// Keeps how far each subscription is, what waits, and dead letters. It changes with every delivery and says nothing of what happened in
/// the city, so it is no part of the journal. A call that returned is on disk. Used by one hub, or a
/// city's front, one call at a time.
/// </summary>
public interface IDeliveryStore : IAsyncDisposable
{
    /// <summary>
    /// Whether the nodes of a city have it together: then opening waits until no other one delivers, and may be called again when this
    /// node has lost that.
    /// </summary>
    bool IsShared => false;

    /// <summary>Completes when another node delivers: nothing more is stored by this one before it has opened the store again.</summary>
    Task Lost => Never;

    private static readonly Task Never = new TaskCompletionSource().Task;

    /// <summary>Opens the store, or begins it. Called before everything else.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    ValueTask<DeliveryOpening> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Moves a subscription on and keeps what it is to deliver, both or neither.</summary>
    /// <exception cref="IOException">It cannot be stored now.</exception>
    ValueTask KeepAsync(
        string subscription, FeedPosition position, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Keeps a delivery as it now is, in place of the one with its id.</summary>
    /// <exception cref="IOException">It cannot be stored now.</exception>
    ValueTask PutAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Drops a delivery.</summary>
    /// <exception cref="IOException">It cannot be stored now.</exception>
    ValueTask RemoveAsync(long id, CancellationToken cancellationToken);

    /// <summary>Drops a subscription's position and all of its deliveries.</summary>
    /// <exception cref="IOException">It cannot be stored now.</exception>
    ValueTask ForgetAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>Dead letters after an id, in order of id.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    ValueTask<IReadOnlyList<Delivery>> ReadDeadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>How many dead letters there are.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    ValueTask<long> CountDeadAsync(CancellationToken cancellationToken);
}
