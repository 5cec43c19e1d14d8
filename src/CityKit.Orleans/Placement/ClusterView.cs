using CityKit.Partitions;
using CityKit.PostgreSql.Clusters;
using Orleans.Runtime;

namespace CityKit.Orleans.Placement;

/// <summary>The cluster as this node sees it now: who lives, by membership; who has what, by the table.</summary>
/// <param name="database">The city's.</param>
/// <param name="membership">Who lives.</param>
/// <param name="count">How many partitions there are beside the city's own.</param>
internal sealed class ClusterView(ClusterDatabase database, IClusterMembershipService membership, int count)
{
    private readonly PartitionId[] all = [.. PartitionId.All(count)];

    /// <summary>Whether membership says that a node lives and takes work.</summary>
    internal bool IsActive(SiloAddress node) => membership.CurrentSnapshot.GetSiloStatus(node) == SiloStatus.Active;

    /// <summary>What membership says of a node.</summary>
    internal SiloStatus StatusOf(string node) => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(node));

    /// <summary>How many partitions no living node has.</summary>
    /// <exception cref="IOException">The table cannot be read now.</exception>
    internal async Task<int> UnownedAsync(CancellationToken cancellationToken)
    {
        var claims = await database.ClaimsAsync(cancellationToken).ConfigureAwait(false);
        var living = membership.CurrentSnapshot.Members.Values.Where(node => node.Status != SiloStatus.Dead)
            .Select(node => node.SiloAddress.ToParsableString()).ToHashSet();
        return all.Count(id => claims.GetValueOrDefault(id)?.Node is not { } owner || !living.Contains(owner));
    }

    /// <summary>Which node is to have each partition; null when none takes any.</summary>
    /// <param name="able">The nodes that may be asked; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The table cannot be read now.</exception>
    internal async Task<PlacementPlan?> PlanAsync(IReadOnlyCollection<SiloAddress>? able, CancellationToken cancellationToken)
    {
        var claims = await database.ClaimsAsync(cancellationToken).ConfigureAwait(false);
        var drained = await database.DrainedAsync(cancellationToken).ConfigureAwait(false);
        var nodes = membership.CurrentSnapshot.Members.Values
            .Where(node => node.Status == SiloStatus.Active && (able is null || able.Contains(node.SiloAddress)))
            .Select(node => new PlacementNode(node.SiloAddress.ToParsableString(), node.Name))
            .Where(node => !drained.Contains(node.Address));
        return PlacementPlan.Of(all, [.. nodes], claims);
    }
}
