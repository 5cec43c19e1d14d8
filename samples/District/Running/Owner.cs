using CityKit.Partitions;

namespace CityKit.Samples.District.Running;

/// <summary>Which node has a partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Address">Where devices reach the node; null while nobody has it.</param>
internal sealed record Owner(PartitionId Partition, Uri? Address);
