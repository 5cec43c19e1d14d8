using System.Collections.Immutable;

namespace CityKit.Grids.Compounds;

/// <summary>A floor behind an entrance (楼层).</summary>
/// <param name="Number">1 for the ground floor, -1 for the first below it; never 0.</param>
/// <param name="Dwellings">Its dwellings.</param>
public sealed record Floor(int Number, ImmutableArray<Dwelling> Dwellings);
