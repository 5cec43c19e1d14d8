using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>How <see cref="StatusListCache"/> keeps lists.</summary>
public sealed record StatusCacheOptions
{
    /// <summary>How long a list without <c>ttl</c> is used before it is fetched again; 15 minutes.</summary>
    public Duration TimeToLive { get; init; } = Duration.FromMinutes(15);

    /// <summary>How long after a fetch the next one of the same list may be tried; 30 s.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(30);

    /// <summary>How long one fetch may take; 10 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(10);

    /// <summary>The most lists that are kept, each of at most <see cref="StatusList.MaxBytes"/>; 64. The one to be fetched next gives
    /// way.</summary>
    public int MaxLists { get; init; } = 64;
}
