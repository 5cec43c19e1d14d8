using System.Collections.Immutable;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>What a map file gave.</summary>
/// <param name="Grids">The good features, in the file's order.</param>
/// <param name="Problems">The bad ones, in the file's order.</param>
public sealed record GridReadResult(ImmutableArray<Grid> Grids, ImmutableArray<FeatureProblem> Problems);
