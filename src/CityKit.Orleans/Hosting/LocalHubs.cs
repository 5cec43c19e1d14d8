using System.Collections.Concurrent;
using CityKit.Partitions;

namespace CityKit.Orleans.Hosting;

/// <summary>The partitions whose hubs run on this node: what is asked of them goes no further.</summary>
internal sealed class LocalHubs
{
    private readonly ConcurrentDictionary<PartitionId, OpenPartition> open = [];

    /// <summary>Those that are open here now.</summary>
    internal ICollection<PartitionId> Open => open.Keys;

    /// <summary>One that is open here; null when it is not.</summary>
    internal OpenPartition? Find(PartitionId partition) => open.GetValueOrDefault(partition);

    /// <summary>It is open here from now on.</summary>
    internal void Add(OpenPartition opened) => open[opened.Id] = opened;

    /// <summary>It is asked here no more; another that was opened since stays.</summary>
    internal void Remove(OpenPartition opened) => open.TryRemove(new(opened.Id, opened));
}
