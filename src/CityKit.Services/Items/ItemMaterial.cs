using CityKit.Services.Conditions;

namespace CityKit.Services.Items;

/// <summary>A material as one item asks for it.</summary>
/// <param name="Material">The material.</param>
/// <param name="When">When it is needed at all; null for always. Unknown counts as needed.</param>
public sealed record ItemMaterial(ServiceMaterial Material, ClaimCondition? When);
