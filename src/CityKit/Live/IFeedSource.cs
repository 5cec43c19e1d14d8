using CityKit.Storage;
using NodaTime;

namespace CityKit.Live;

/// <summary>The notifications of a hub by itself, or of all partitions of a city.</summary>
internal interface IFeedSource
{
    /// <summary>
    /// Completes when there are notifications that there were not when this was asked for; cancelled when the hub has stopped.
    /// </summary>
    Task News { get; }

    /// <summary>A page after a position in whichever history.</summary>
    /// <param name="after">Where the reader is.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<FeedPage> ReadAsync(FeedPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>Where the notifications end now.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<FeedPosition> EndAsync(CancellationToken cancellationToken);

    /// <summary>Behind the last notification before a moment.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<FeedPosition> SinceAsync(Instant since, CancellationToken cancellationToken);
}
