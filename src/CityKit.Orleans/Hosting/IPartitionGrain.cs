using Orleans;
using Orleans.Concurrency;

namespace CityKit.Orleans.Hosting;

/// <summary>The grain that has a partition's hub (分区粒); its key is the partition's name.</summary>
[Alias("citykit.partition")]
internal interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the partition is open somewhere.</summary>
    [Alias("open")]
    Task OpenAsync();

    /// <summary>Asks its hub, in bytes.</summary>
    [Alias("ask")]
    Task<PartitionAnswer> AskAsync([Immutable] ReadOnlyMemory<byte> call);
}
