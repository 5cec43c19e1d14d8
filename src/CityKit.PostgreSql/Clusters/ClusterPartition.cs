using CityKit.Partitions;
using NodaTime;

namespace CityKit.PostgreSql.Clusters;

/// <summary>A partition and who has it (分区归属).</summary>
/// <param name="Id">Which.</param>
/// <param name="Node">The node that has it; null when none that lives has.</param>
/// <param name="Epoch">The epoch of the last claim; 0 when nobody has had it.</param>
/// <param name="ChangedAt">When that changed; null when it never has.</param>
/// <param name="Pin">The name of the node on which it is to be; null for any.</param>
public sealed record ClusterPartition(PartitionId Id, ClusterNode? Node, long Epoch, Instant? ChangedAt, string? Pin)
{
    /// <summary>Where devices reach that node; null when it says none.</summary>
    public string? Address { get; init; }

    /// <summary>The number of the last entry in its journal; 0 when it has none.</summary>
    public long LastEntry { get; init; }
}
