namespace CityKit.PostgreSql.Clusters;

/// <summary>What the table says of a partition.</summary>
/// <param name="Node">The node that has it, its address in the cluster; null for none.</param>
/// <param name="Address">Where devices reach that node; null or empty for nowhere.</param>
/// <param name="Epoch">The epoch of its claim; 0 when nobody has had it.</param>
/// <param name="ChangedAt">When that changed, in milliseconds of Unix time.</param>
/// <param name="Pin">The name of the node on which it is to be; null for any.</param>
internal sealed record PartitionClaim(string? Node, string? Address, long Epoch, long ChangedAt, string? Pin);
