namespace CityKit.Partitions;

/// <summary>All partitions of a city in this process: one node, many hubs.</summary>
/// <param name="hubs">Makes the hubs.</param>
public sealed class LocalPartitions(PartitionHubs hubs) : IPartitions, IAsyncDisposable
{
    private readonly Dictionary<PartitionId, CityHub> open = PartitionId.All(hubs.Count).ToDictionary(id => id, hubs.Create);

    /// <inheritdoc/>
    public int Count => hubs.Count;

    /// <summary>Completes when another hub has claimed a partition's store: all of them are to be stopped.</summary>
    internal Task Lost => Task.WhenAny(open.Values.Select(hub => hub.Lost));

    /// <summary>Whether a partition's last commit could not be stored.</summary>
    internal bool IsFailing => open.Values.Any(hub => hub.Health.IsFailing);

    /// <summary>Starts every hub.</summary>
    /// <exception cref="IOException">A store cannot be opened.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var hub in open.Values) await hub.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A partition's hub.</summary>
    public CityHub Hub(PartitionId partition) => open[partition];

    /// <inheritdoc/>
    public ValueTask<object> AskAsync(PartitionId partition, PartitionCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.AskAsync(open[partition], cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var hub in open.Values) await hub.DisposeAsync().ConfigureAwait(false);
    }
}
