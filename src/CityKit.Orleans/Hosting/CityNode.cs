using CityKit.Partitions;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace CityKit.Orleans.Hosting;

/// <summary>What the grains of this node share: its options, the hubs that are open here, the tables of the cluster.</summary>
/// <param name="options">Of the node.</param>
/// <param name="database">The city's.</param>
/// <param name="hubs">Makes hubs; asked for when the first partition opens.</param>
/// <param name="silo">Orleans' own name for the node.</param>
/// <param name="logger">Where it says what it could not note.</param>
internal sealed partial class CityNode(
    CityClusterOptions options, ClusterDatabase database, Lazy<PartitionHubs> hubs, ILocalSiloDetails silo, ILogger<CityNode> logger)
{
    private const int AskAgainSeconds = 2;

    internal CityClusterOptions Options => options;

    internal ClusterDatabase Database => database;

    /// <summary>The partitions that are open here.</summary>
    internal LocalHubs Hubs { get; } = new();

    /// <summary>This node's address in the cluster, another after each start.</summary>
    internal string Self { get; } = silo.SiloAddress.ToParsableString();

    /// <summary>A partition's hub, not started yet.</summary>
    internal CityHub Create(PartitionId partition) => hubs.Value.Create(partition);

    /// <summary>Notes that this node has a partition.</summary>
    /// <exception cref="IOException">The database cannot be reached.</exception>
    internal Task OwnAsync(PartitionId partition, long epoch, CancellationToken cancellationToken) =>
        database.OwnAsync(partition, Self, options.Address, epoch, cancellationToken);

    /// <summary>Notes that this node has it no more; who comes next notes the same when this cannot.</summary>
    internal async Task FreeAsync(PartitionId partition, long epoch)
    {
        try
        {
            await database.FreeAsync(partition, epoch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException failed)
        {
            NotFreed(failed, partition);
        }
    }

    internal static IOException NobodyHas(PartitionId partition, Exception? why = null) => new(
        $"No node has the partition {partition} now: ask again after {AskAgainSeconds} s. "
        + $"分区 {partition} 暂无节点负责，请在 {AskAgainSeconds} 秒后重试。", why);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "It could not be noted that this node has the partition {Partition} no more. 无法登记分区已释放。")]
    private partial void NotFreed(Exception failed, PartitionId partition);
}
