using System.Collections.Immutable;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Import.Maps;

/// <summary>What a map file gave.</summary>
/// <param name="Grids">The good features, in the file's order.</param>
/// <param name="Problems">The bad ones, in the file's order, invalid grids too.</param>
public sealed record GridReadResult(ImmutableArray<Grid> Grids, ImmutableArray<FeatureProblem> Problems)
{
    /// <summary>The place in the file of each of the <see cref="Grids"/>, from 0; empty when they come from no file.</summary>
    public ImmutableArray<int> Features { get; init; } = [];

    /// <summary>
    /// The code of the grid above each of the <see cref="Grids"/>, as the file writes it, null where it does not; empty when no property
    /// has it.
    /// </summary>
    public ImmutableArray<string?> Parents { get; init; } = [];

    /// <summary>The grids that were left out because their rings are not valid or run over the 180° meridian.</summary>
    public ImmutableArray<InvalidGrid> Invalid { get; init; } = [];

    /// <summary>What was found in grids that are taken all the same: parts that share an edge, rings that were repaired.</summary>
    public ImmutableArray<GridFinding> Findings { get; init; } = [];

    /// <summary>What holds on a day: one version of each grid, so that a map can be made of it.</summary>
    public GridReadResult On(LocalDate day)
    {
        var kept = Enumerable.Range(0, Grids.Length).Where(i => Grids[i].Valid.Contains(day)).ToList();
        var past = Invalid.Where(invalid => !invalid.Grid.Valid.Contains(day)).Select(invalid => invalid.Problem).ToHashSet();
        return this with
        {
            Grids = [.. kept.Select(i => Grids[i])], Features = [.. kept.Select(FeatureOf)], Parents = Parents.IsEmpty
                ? []
                : [.. kept.Select(i => Parents[i])],
            Invalid = [.. Invalid.Where(invalid => !past.Contains(invalid.Problem))],
            Problems = [.. Problems.Where(problem => !past.Contains(problem))],
        };
    }

    internal int FeatureOf(int grid) => Features.IsEmpty ? grid : Features[grid];
}
