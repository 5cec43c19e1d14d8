using System.Collections.Frozen;
using System.Collections.Immutable;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Import.Levels;

/// <summary>What the files of nested levels gave.</summary>
/// <param name="Levels">Each level's grids and problems, the widest first.</param>
/// <param name="Parents">The grid above each grid.</param>
/// <param name="Orphans">Grids whose parent is not there: findings <see cref="GridFindingKind.UnknownArea"/>.</param>
public sealed record NestedReadResult(ImmutableArray<GridReadResult> Levels, FrozenDictionary<GridKey, GridKey> Parents,
    ImmutableArray<GridFinding> Orphans)
{
    /// <summary>The map of all levels.</summary>
    public NestedMap ToMap() => new(Levels.Select(level => new GridMap(level.Grids)), Parents);
}
