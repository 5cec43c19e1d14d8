namespace CityKit.Edge.Forwarding;

/// <summary>
/// Where batches go: to the node that the last signed answer named, else to the configured hub. A node that fails is not gone to again for
/// <see cref="ForwarderOptions.SlowRetry"/>: it may be out of this device's reach.
/// </summary>
internal sealed class HubRoad(ForwarderOptions options, TimeProvider time)
{
    private Uri? node;
    private long? failedAt;

    internal Uri Batches => ForwarderOptions.BatchesOf(node ?? options.Hub);

    /// <summary>An answer that the hub did not sign ends what one before it said.</summary>
    internal void Take(HubAnswer answer)
    {
        if (node is not null && answer is { Receipt: null, Kind: not HubAnswerKind.TooLarge }) failedAt = time.GetTimestamp();
        node = answer.Owner is { } owner && options.FollowOwner && IsAsSafe(owner) && !IsFailed ? owner : null;
    }

    private bool IsFailed => failedAt is { } at && time.GetElapsedTime(at) < options.SlowRetry;

    /// <summary>Nothing leaves this machine without TLS that did not before.</summary>
    private bool IsAsSafe(Uri owner) => owner.Scheme == Uri.UriSchemeHttps
        || options.Hub.Scheme == Uri.UriSchemeHttp && (owner.IsLoopback || !options.Hub.IsLoopback);
}
