namespace CityKit.Grids.Compounds;

/// <summary>Where a place is among compounds. <c>default</c> has no compound.</summary>
/// <param name="Compound">The compound (小区).</param>
/// <param name="Building">The building (楼栋), or null in the open.</param>
public readonly record struct CompoundPlace(Compound Compound, Building? Building);
