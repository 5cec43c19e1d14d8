using CityKit.Partitions;
using CityKit.PostgreSql.Clusters;
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

    /// <summary>Opens the tables, and gets ready for the first partition: a node that joins takes over from others at once.</summary>
    internal async Task GetReadyAsync(CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await hubs.Value.WarmUpAsync(default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a partition here; null when its store cannot be opened now.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="grain">The grain that is to have it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<OpenPartition?> OpenAsync(PartitionId partition, IGrainContext grain, CancellationToken cancellationToken)
    {
        var hub = hubs.Value.Create(partition);
        try
        {
            await hub.StartAsync(cancellationToken).ConfigureAwait(false);
            var epoch = (await hub.Store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).Epoch;
            await database.OwnAsync(partition, Self, options.Address, epoch, cancellationToken).ConfigureAwait(false);
            return Add(new OpenPartition(partition, hub, grain, epoch));
        }
        catch (Exception failed)
        {
            await hub.DisposeAsync().ConfigureAwait(false);
            if (failed is not IOException) throw;
            NotOpened(failed, partition);
            return null;
        }
    }

    /// <summary>
    /// Closes it: its hub finishes what waits. The node that opens it next notes that it has it, should this not be noted.
    /// </summary>
    internal async Task CloseAsync(OpenPartition leaving)
    {
        Hubs.Remove(leaving);
        await leaving.Hub.DisposeAsync().ConfigureAwait(false);
        try
        {
            await database.FreeAsync(leaving.Id, leaving.Epoch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException failed)
        {
            NotFreed(failed, leaving.Id);
        }
        Closed(leaving.Id, leaving.Epoch);
    }

    private OpenPartition Add(OpenPartition opened)
    {
        Hubs.Add(opened);
        Opened(opened.Id, opened.Epoch);
        _ = WatchAsync(opened);
        return opened;
    }

    /// <summary>A hub whose claim another has taken ends, and claims nothing back.</summary>
    private async Task WatchAsync(OpenPartition watched)
    {
        await watched.Hub.Lost.ConfigureAwait(false);
        Hubs.Remove(watched);
        Lost(watched.Id, watched.Epoch);
        watched.GiveUp("Another hub has claimed the partition.");
    }

    internal static IOException NobodyHas(PartitionId partition, Exception? why = null) => new(
        $"No node has the partition {partition} now: ask again after {AskAgainSeconds} s. "
        + $"分区 {partition} 暂无节点负责，请在 {AskAgainSeconds} 秒后重试。", why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The partition {Partition} is open here, epoch {Epoch}. 分区已在本节点打开。")]
    private partial void Opened(PartitionId partition, long epoch);

    [LoggerMessage(Level = LogLevel.Information, Message = "The partition {Partition} was closed here, epoch {Epoch}. 分区已在本节点关闭。")]
    private partial void Closed(PartitionId partition, long epoch);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Another hub has claimed the partition {Partition}; the one here ends, epoch {Epoch}. 分区已被其他节点接管。")]
    private partial void Lost(PartitionId partition, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The partition {Partition} cannot be opened now. 暂时无法打开分区。")]
    private partial void NotOpened(Exception failed, PartitionId partition);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "It could not be noted that this node has the partition {Partition} no more. 无法登记分区已释放。")]
    private partial void NotFreed(Exception failed, PartitionId partition);
}
