using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A gate of a compound (小区出入口).</summary>
/// <param name="Id">Its name within the compound, such as <c>south</c>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Location">Where it is.</param>
public sealed record Gate(string Id, LocalizedText Name, GeoPoint Location);
