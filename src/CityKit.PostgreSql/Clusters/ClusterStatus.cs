namespace CityKit.PostgreSql.Clusters;

/// <summary>The cluster at this moment (集群状态), as its tables say.</summary>
/// <param name="Nodes">The nodes, living ones first, each group by name.</param>
/// <param name="Partitions">The partitions, the city's own first.</param>
public sealed record ClusterStatus(IReadOnlyList<ClusterNode> Nodes, IReadOnlyList<ClusterPartition> Partitions);
