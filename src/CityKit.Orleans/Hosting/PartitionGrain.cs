using CityKit.Orleans.Placement;
using CityKit.Partitions;
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
internal sealed class PartitionGrain(CityNode node) : Grain, IPartitionGrain
{
    private OpenPartition? opened;

    private PartitionId Partition => PartitionId.Parse(this.GetPrimaryKeyString())
        ?? throw new ArgumentException($"'{this.GetPrimaryKeyString()}' is no partition.");

    /// <summary>A partition that cannot be opened now is given up at once, and tried again by the next call.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (partition, context) = (Partition, GrainContext);
        opened = await Task.Run(() => node.OpenAsync(partition, context, cancellationToken), cancellationToken).ConfigureAwait(true);
        if (opened is null) DeactivateOnIdle();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        opened is { } leaving ? Task.Run(() => node.CloseAsync(leaving), CancellationToken.None) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task OpenAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<PartitionAnswer> AskAsync(ReadOnlyMemory<byte> call) => opened?.AnswerAsync(call)
        ?? Task.FromResult(new PartitionAnswer(default, CityNode.NobodyHas(Partition).Message));
}
