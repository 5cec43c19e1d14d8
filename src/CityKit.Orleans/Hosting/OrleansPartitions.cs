using CityKit.Partitions;
using Orleans;
using Orleans.Runtime;

namespace CityKit.Orleans.Hosting;

/// <summary>The hubs of a city on several nodes: those of this node are asked directly, others through Orleans.</summary>
/// <param name="node">This node.</param>
/// <param name="grains">Finds the grain of a partition.</param>
/// <param name="meter">Counts.</param>
internal sealed class OrleansPartitions(CityNode node, IGrainFactory grains, ClusterMeter meter) : IPartitions
{
    private readonly Dictionary<PartitionId, IPartitionGrain> all = PartitionId.All(node.Options.Partitions)
        .ToDictionary(id => id, id => grains.GetGrain<IPartitionGrain>(id.ToString()));

    public int Count => node.Options.Partitions;

    public ValueTask<object> AskAsync(PartitionId partition, PartitionCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var here = node.Hubs.Find(partition);
        meter.Called(partition, isHere: here is not null);
        return here is null ? AskFarAsync(partition, call, cancellationToken) : call.AskAsync(here.Hub, cancellationToken);
    }

    private async ValueTask<object> AskFarAsync(PartitionId partition, PartitionCall call, CancellationToken cancellationToken)
    {
        var answer = await AskFarAsync(partition, call.ToBytes(), cancellationToken).ConfigureAwait(false);
        return call.ReadAnswer(answer.Trouble is null ? answer.Bytes : throw new IOException(answer.Trouble));
    }

    /// <summary>Sends a call to the node that has the partition.</summary>
    /// <exception cref="IOException">Nobody has it now, or who has it does not answer in time.</exception>
    internal async Task<PartitionAnswer> AskFarAsync(PartitionId partition, ReadOnlyMemory<byte> call, CancellationToken cancellationToken)
    {
        try
        {
            return await all[partition].AskAsync(call).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is OrleansException or TimeoutException or InvalidOperationException)
        {
            throw CityNode.NobodyHas(partition, failed);
        }
    }
}
