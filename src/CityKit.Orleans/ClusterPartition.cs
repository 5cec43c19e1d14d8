using CityKit.Partitions;
using NodaTime;

namespace CityKit.Orleans;

/// <summary>A partition and who has it (分区归属).</summary>
/// <param name="Id">Which.</param>
/// <param name="Node">The name of the node that has it; null when none has.</param>
/// <param name="Address">Where devices reach that node; null when it says none.</param>
/// <param name="Epoch">The epoch of the last claim; 0 when nobody has had it.</param>
/// <param name="ChangedAt">When that changed; null when it never has.</param>
/// <param name="Pin">The name of the node on which it is to be; null for any.</param>
public sealed record ClusterPartition(PartitionId Id, string? Node, string? Address, long Epoch, Instant? ChangedAt, string? Pin);
