using CityKit.Core;

namespace CityKit.Grids.Compounds;

/// <summary>A body that looks after a compound, and when (小区责任单位).</summary>
/// <param name="Role">What it is to the compound.</param>
/// <param name="Id">Its name in this city; an area code for a community.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Valid">When it is so.</param>
public sealed record CompoundBody(CompoundRole Role, string Id, LocalizedText Name, Validity Valid);
