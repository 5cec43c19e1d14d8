using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A lift (电梯).</summary>
/// <param name="Id">Its name within the building.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Entrance">The entrance it belongs to, by id; null when it serves the whole building.</param>
public sealed record Lift(string Id, LocalizedText Name, string? Entrance);
