namespace CityKit.Grids.Maps;

/// <summary>What loading a saved map gave: the map, or why there is none.</summary>
/// <param name="Map">The map; null when something is wrong.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
public sealed record GridMapLoad(GridMap? Map, MapFileProblem? Problem);
