using System.Collections.Immutable;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>What a map file gave.</summary>
/// <param name="Grids">The good features, in the file's order.</param>
/// <param name="Problems">The bad ones, in the file's order.</param>
public sealed record GridReadResult(ImmutableArray<Grid> Grids, ImmutableArray<FeatureProblem> Problems)
{
    /// <summary>The place in the file of each of the <see cref="Grids"/>, from 0; empty when they come from no file.</summary>
    public ImmutableArray<int> Features { get; init; } = [];

    internal int FeatureOf(int grid) => Features.IsEmpty ? grid : Features[grid];
}
