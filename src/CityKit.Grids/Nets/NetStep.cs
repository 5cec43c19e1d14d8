using System.Collections.Immutable;

namespace CityKit.Grids.Nets;

/// <summary>One level of an answer (层级责任).</summary>
/// <param name="Level">The level.</param>
/// <param name="Duties">Who answers there; empty when nobody does.</param>
public sealed record NetStep(NetLevel Level, ImmutableArray<Duty> Duties);
