using NodaTime;

namespace CityKit.PostgreSql.Clusters;

/// <summary>A node of the cluster (集群节点), as its table says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address among nodes, with the number of its start: another after each.</param>
/// <param name="Status">As Orleans has it: <c>Joining</c>, <c>Active</c>, <c>ShuttingDown</c>, <c>Dead</c>.</param>
/// <param name="IsDrained">Whether it gives its partitions away and takes none.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it last said that it lives.</param>
public sealed record ClusterNode(string Name, string Address, string Status, bool IsDrained, Instant StartedAt, Instant SeenAt)
{
    /// <summary>Whether it has ended, or was declared dead.</summary>
    public bool IsDead => Status == "Dead";

    /// <summary>
    /// Whether it has not said for a minute that it lives, though nobody has declared it dead: as when all nodes went at once.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it lives, as far as the table can say.</summary>
    public bool IsLiving => !IsDead && !IsSilent;

    /// <summary>Whether it lives and takes partitions.</summary>
    public bool IsTaking => IsLiving && Status == "Active" && !IsDrained;
}
