namespace CityKit.Orleans.Placement;

/// <summary>A node that takes partitions.</summary>
/// <param name="Address">Its address in the cluster, another after each start.</param>
/// <param name="Name">Its name, the same after a restart.</param>
internal readonly record struct PlacementNode(string Address, string Name);
