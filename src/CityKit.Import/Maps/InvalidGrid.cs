using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>A grid that a map leaves out (无效网格): its rings do not say what it covers.</summary>
/// <param name="Grid">The grid as it was read.</param>
/// <param name="Problem">What is wrong with it, and where.</param>
public sealed record InvalidGrid(Grid Grid, FeatureProblem Problem);
