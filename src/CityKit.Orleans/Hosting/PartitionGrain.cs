using CityKit.Orleans.Membership;
using CityKit.Orleans.Placement;
using CityKit.Partitions;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace CityKit.Orleans.Hosting;

/// <summary>
/// Has a partition's hub for as long as it is active. The hub orders what it is asked itself; its claim on the store is the fence, so that
/// of two grains that were active at once only the later one's commits are stored.
/// </summary>
[Reentrant, KeepAlive, PartitionPlacement, GrainDirectory(Membership.GrainDirectory.Name)]
internal sealed partial class PartitionGrain(CityNode node, ILogger<PartitionGrain> logger) : Grain, IPartitionGrain
{
    private OpenPartition? opened;

    private PartitionId Partition => PartitionId.Parse(this.GetPrimaryKeyString())
        ?? throw new ArgumentException($"'{this.GetPrimaryKeyString()}' is no partition. 不是分区。");

    /// <summary>A partition that cannot be opened now is given up at once, and tried again by whoever asks next.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            opened = await Task.Run(() => OpenAsync(cancellationToken), cancellationToken).ConfigureAwait(true);
        }
        catch (IOException failed)
        {
            NotOpened(failed, Partition);
            GiveUp("The partition cannot be opened now.");
            return;
        }
        node.Hubs.Add(Partition, opened);
        _ = WatchAsync(opened);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        opened is { } leaving ? Task.Run(() => CloseAsync(leaving), CancellationToken.None) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task OpenAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<PartitionAnswer> AskAsync(ReadOnlyMemory<byte> call)
    {
        if (opened is null) return new PartitionAnswer(default, CityNode.NobodyHas(Partition).Message);
        try
        {
            return new PartitionAnswer(await opened.Hub.AnswerAsync(call).ConfigureAwait(false), null);
        }
        catch (IOException busy)
        {
            return new PartitionAnswer(default, busy.Message);
        }
    }

    private async Task<OpenPartition> OpenAsync(CancellationToken cancellationToken)
    {
        var hub = node.Create(Partition);
        try
        {
            await hub.StartAsync(cancellationToken).ConfigureAwait(false);
            var epoch = (await hub.Store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).Epoch;
            await node.OwnAsync(Partition, epoch, cancellationToken).ConfigureAwait(false);
            Opened(Partition, epoch);
            return new OpenPartition(hub, GrainContext, epoch);
        }
        catch
        {
            await hub.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task CloseAsync(OpenPartition leaving)
    {
        node.Hubs.Remove(Partition, leaving);
        await leaving.Hub.DisposeAsync().ConfigureAwait(false);
        await node.FreeAsync(Partition, leaving.Epoch).ConfigureAwait(false);
        Closed(Partition, leaving.Epoch);
    }

    /// <summary>A hub whose claim another has taken ends, and claims nothing back.</summary>
    private async Task WatchAsync(OpenPartition watched)
    {
        await watched.Hub.Lost.ConfigureAwait(false);
        node.Hubs.Remove(Partition, watched);
        Lost(Partition, watched.Epoch);
        GiveUp("Another hub has claimed the partition.");
    }

    private void GiveUp(string why) => GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, why));

    [LoggerMessage(Level = LogLevel.Information, Message = "The partition {Partition} is open here, epoch {Epoch}. 分区已在本节点打开。")]
    private partial void Opened(PartitionId partition, long epoch);

    [LoggerMessage(Level = LogLevel.Information, Message = "The partition {Partition} was closed here, epoch {Epoch}. 分区已在本节点关闭。")]
    private partial void Closed(PartitionId partition, long epoch);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Another hub has claimed the partition {Partition}; the one here ends, epoch {Epoch}. 分区已被其他节点接管。")]
    private partial void Lost(PartitionId partition, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The partition {Partition} cannot be opened now. 暂时无法打开分区。")]
    private partial void NotOpened(Exception failed, PartitionId partition);
}
