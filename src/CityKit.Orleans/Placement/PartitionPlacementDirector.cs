using CityKit.Partitions;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace CityKit.Orleans.Placement;

/// <summary>Places a partition where the plan says; a hand-over says itself where to.</summary>
/// <param name="view">The cluster as this node sees it.</param>
internal sealed class PartitionPlacementDirector(ClusterView view) : IPlacementDirector
{
    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var able = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, able) is { } hint && view.IsActive(hint)) return hint;
        var partition = PartitionId.Parse(target.GrainIdentity.Key.ToString())
            ?? throw new ArgumentException($"{target.GrainIdentity} is no partition.");
        var plan = await view.PlanAsync(able, CancellationToken.None).ConfigureAwait(false) ?? throw new SiloUnavailableException(
            $"No node takes the partition {partition}: all are stopping or drained. 没有可用节点接管分区 {partition}。");
        return SiloAddress.FromParsableString(plan.NodeOf(partition).Address);
    }
}
