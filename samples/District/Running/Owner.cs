using CityKit.Partitions;

namespace CityKit.Samples.District.Running;

/// <summary>Which node has a partition.</summary>
internal sealed record Owner(PartitionId Partition, string? Node, long Epoch);
