using Orleans.Placement;
using Orleans.Runtime;

namespace CityKit.Orleans.Placement;

/// <summary>Partitions are placed by <see cref="PlacementPlan"/>.</summary>
[Serializable]
internal sealed class PartitionPlacement : PlacementStrategy;

/// <summary>Marks the grain that is placed so.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PartitionPlacementAttribute() : PlacementAttribute(new PartitionPlacement());
