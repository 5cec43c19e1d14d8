using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CityKit.Partitions;
using CityKit.PostgreSql.Clusters;

namespace CityKit.Orleans.Placement;

/// <summary>
/// Which node is to have each partition (分区布局): a pure function of the partitions, the live nodes, and who has what now. No two
/// nodes differ by more than one, pins aside; who has a partition keeps it as long as that holds; a free one goes to the node that scores
/// highest for it (rendezvous hashing) among those with room.
/// </summary>
/// <remarks>
/// All nodes come to the same plan from the same facts. A plan that is carried out in part, in whatever order, leads to itself: a free
/// partition that went where it was planned takes no room from another.
/// </remarks>
internal sealed class PlacementPlan
{
    private readonly Dictionary<PartitionId, PlacementNode> planned = [];
    private readonly Dictionary<string, int> loads;
    private readonly int least;
    private readonly int oneMore;
    private int over;

    private PlacementPlan(IReadOnlyList<PlacementNode> nodes, int partitions)
    {
        loads = nodes.ToDictionary(node => node.Address, _ => 0);
        (least, oneMore) = Math.DivRem(partitions, nodes.Count);
    }

    /// <summary>Plans; null when there is no node.</summary>
    /// <param name="partitions">All partitions.</param>
    /// <param name="nodes">The nodes that take partitions.</param>
    /// <param name="claims">What is known of partitions.</param>
    internal static PlacementPlan? Of(IReadOnlyCollection<PartitionId> partitions, IReadOnlyCollection<PlacementNode> nodes,
        IReadOnlyDictionary<PartitionId, PartitionClaim> claims)
    {
        if (nodes.Count == 0) return null;
        PlacementNode[] ordered = [.. nodes.OrderBy(node => node.Address, StringComparer.Ordinal)];
        var plan = new PlacementPlan(ordered, partitions.Count);
        plan.Pin(partitions, ordered, claims);
        foreach (var node in ordered) plan.Keep(node, partitions.Where(id => claims.GetValueOrDefault(id)?.Node == node.Address));
        plan.Share(partitions, ordered);
        return plan;
    }

    /// <summary>The node that is to have a partition.</summary>
    internal PlacementNode NodeOf(PartitionId partition) => planned[partition];

    /// <summary>The partitions that a node is to have.</summary>
    internal IEnumerable<PartitionId> Of(string address) => planned.Where(p => p.Value.Address == address).Select(p => p.Key);

    private void Pin(IReadOnlyCollection<PartitionId> partitions, PlacementNode[] nodes,
        IReadOnlyDictionary<PartitionId, PartitionClaim> claims)
    {
        foreach (var id in partitions)
            if (claims.GetValueOrDefault(id)?.Pin is { } pin && nodes.Any(node => node.Name == pin))
                Put(id, nodes.First(node => node.Name == pin));
    }

    /// <summary>It keeps those for which it scores highest; the rest is free.</summary>
    private void Keep(PlacementNode node, IEnumerable<PartitionId> owned)
    {
        foreach (var id in owned.Where(id => !planned.ContainsKey(id)).OrderByDescending(id => Score(id, node)).ThenBy(id => id).ToArray())
            if (HasRoom(node)) Put(id, node);
    }

    private void Share(IReadOnlyCollection<PartitionId> partitions, PlacementNode[] nodes)
    {
        foreach (var id in partitions.Where(id => !planned.ContainsKey(id)).Order().ToArray())
            Put(id, nodes.Where(HasRoom).MaxBy(node => Score(id, node)));
    }

    private void Put(PartitionId id, PlacementNode node)
    {
        planned[id] = node;
        if (loads[node.Address]++ == least) over++;
    }

    /// <summary>Every node takes the least; as many as there are partitions left over take one more.</summary>
    private bool HasRoom(PlacementNode node) => loads[node.Address] < least || (loads[node.Address] == least && over < oneMore);

    private static ulong Score(PartitionId id, PlacementNode node) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{node.Name}")));
}
