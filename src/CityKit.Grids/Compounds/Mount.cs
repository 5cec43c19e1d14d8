using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A place where a sensor hangs (传感器安装点).</summary>
/// <param name="Id">Its name within the compound, such as <c>canopy-3-1</c>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Building">The building it belongs to, by id; null in the open.</param>
/// <param name="Entrance">The entrance it belongs to, by id; null for the building as a whole.</param>
public sealed record Mount(string Id, LocalizedText Name, GeoPoint Location, string? Building = null, string? Entrance = null);
