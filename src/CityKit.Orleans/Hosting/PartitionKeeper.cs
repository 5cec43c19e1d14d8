using CityKit.Orleans.Placement;
using CityKit.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace CityKit.Orleans.Hosting;

/// <summary>
/// Keeps this node's partitions open (分区看护), so that deadlines and silence never wait for a request: opens those that the plan gives it,
/// hands over those that the plan gives to others, and all of them before the node stops.
/// </summary>
internal sealed partial class PartitionKeeper(CityNode node, ClusterView view, IGrainFactory grains,
    IClusterMembershipService membership, ClusterMeter meter, TimeProvider time, ILogger<PartitionKeeper> logger)
    : IHostedLifecycleService, IDisposable
{
    private const int OpenAtOnce = 4;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim changed = new(0);
    private Task running = Task.CompletedTask;
    private Task watching = Task.CompletedTask;

    /// <summary>The tables are there, and this process is warm, before anything of the host starts and others know of the node.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => node.GetReadyAsync(cancellationToken);

    /// <summary>What starts after this finds the city's own partition open, somewhere.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        watching = Task.Run(WatchAsync, CancellationToken.None);
        running = Task.Run(RunAsync, CancellationToken.None);
        while (!await IsOpenAsync(PartitionId.City, cancellationToken).ConfigureAwait(false))
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsOpenAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        var claims = await node.Database.ClaimsAsync(cancellationToken).ConfigureAwait(false);
        return claims.GetValueOrDefault(partition)?.Epoch > 0;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The node goes on answering and sending on while it gives its partitions away.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running, watching).ConfigureAwait(false);
        try
        {
            await node.Database.DrainAsync(node.Self, isDrained: true, cancellationToken).ConfigureAwait(false);
            await HandOverAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException or OrleansException)
        {
            NotDrained(failed);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        ending.Dispose();
        changed.Dispose();
    }

    /// <summary>A death or a join is looked after at once.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await foreach (var _ in membership.MembershipUpdates.WithCancellation(ending.Token).ConfigureAwait(false)) changed.Release();
        }
        catch (OperationCanceledException)
        {
            // the node stops
        }
    }

    private async Task RunAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(ending.Token).ConfigureAwait(false);
                await WaitAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                NotKept(failed);
                await Task.Delay(node.Options.KeepPeriod, time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync()
    {
        await changed.WaitAsync(node.Options.KeepPeriod, ending.Token).ConfigureAwait(false);
        while (changed.CurrentCount > 0) await changed.WaitAsync(ending.Token).ConfigureAwait(false);
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (await view.PlanAsync(null, cancellationToken).ConfigureAwait(false) is not { } plan) return;
        await OpenAsync(plan, cancellationToken).ConfigureAwait(false);
        foreach (var partition in node.Hubs.Open.Where(id => plan.NodeOf(id).Address != node.Self).Order().ToArray())
        {
            await HandOverAsync(partition, plan.NodeOf(partition), cancellationToken).ConfigureAwait(false);
            await Task.Delay(node.Options.HandOverPause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A few at a time; when a node joins meanwhile, the next look gives it its share.</summary>
    private async Task OpenAsync(PlacementPlan plan, CancellationToken cancellationToken)
    {
        var missing = plan.Of(node.Self).Where(id => node.Hubs.Find(id) is null).Order().Take(2 * OpenAtOnce).ToArray();
        var opening = new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, opening, (id, cancel) => OpenAsync(id, cancel)).ConfigureAwait(false);
        if (missing.Length == 2 * OpenAtOnce) changed.Release();
    }

    private async ValueTask OpenAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IPartitionGrain>(partition.ToString()).OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is OrleansException or TimeoutException)
        {
            NotOpened(failed, partition);
        }
    }

    private async Task HandOverAllAsync(CancellationToken cancellationToken)
    {
        if (await view.PlanAsync(null, cancellationToken).ConfigureAwait(false) is not { } plan) return;
        var leaving = new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(node.Hubs.Open, leaving,
            async (id, cancel) => await HandOverAsync(id, plan.NodeOf(id), cancel).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>
    /// The hub finishes what waits and ends; then the partition opens there, and what was sent here meanwhile follows it.
    /// </summary>
    private async Task HandOverAsync(PartitionId partition, PlacementNode to, CancellationToken cancellationToken)
    {
        if (node.Hubs.Find(partition) is not { } leaving) return;
        HandingOver(partition, to.Name);
        var there = SiloAddress.FromParsableString(to.Address);
        leaving.Grain.Migrate(new() { [IPlacementDirector.PlacementHintKey] = there }, CancellationToken.None);
        await leaving.Grain.Deactivated.WaitAsync(cancellationToken).ConfigureAwait(false);
        meter.HandedOver(partition);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The partition {Partition} moves to the node {Node}. 分区正在移交。")]
    private partial void HandingOver(PartitionId partition, string node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The partition {Partition} could not be opened; it is tried again. 无法打开分区，将重试。")]
    private partial void NotOpened(Exception failed, PartitionId partition);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This node could not look after its partitions; it is tried again. 无法看护分区，将重试。")]
    private partial void NotKept(Exception failed);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "This node stops before it has given its partitions away: the others open them by themselves. 节点未移交完分区即停止。")]
    private partial void NotDrained(Exception failed);
}
