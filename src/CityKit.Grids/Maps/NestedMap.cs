using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>
/// Maps of nested levels (多级网格地图), which say the narrowest grid a place is in and those above it. Immutable: any number of threads may
/// ask at once, and a question allocates nothing.
/// </summary>
/// <remarks>What is above is what was declared, not what the place is in: a grid has one parent, also where its border leaves that
/// one's. A place in a gap of the narrowest level is looked for in the next wider one.</remarks>
public sealed class NestedMap
{
    private readonly (ShapeLocator Locator, ImmutableArray<NestedGrid> Grids)[] narrowestFirst;

    /// <summary>A map of levels.</summary>
    /// <param name="levels">A map for each level, the widest first.</param>
    /// <param name="parents">The grid above each grid; of a wider level. A grid that is not named has none.</param>
    /// <exception cref="ArgumentException">Two grids have one key, or a parent is in no wider level.</exception>
    public NestedMap(IEnumerable<GridMap> levels, IReadOnlyDictionary<GridKey, GridKey> parents)
    {
        ArgumentNullException.ThrowIfNull(parents);
        Levels = [.. levels];
        Dictionary<GridKey, NestedGrid> known = [];
        narrowestFirst = [.. Levels.Select(map => (map.Locator, Nest(map, parents, known))).Reverse()];
    }

    /// <summary>The map of each level, the widest first.</summary>
    public ImmutableArray<GridMap> Levels { get; }

    /// <summary>The narrowest grid a place is in; false when it is in none of any level.</summary>
    public bool TryLocate(GeoPoint place, [NotNullWhen(true)] out NestedGrid? found)
    {
        foreach (var (locator, grids) in narrowestFirst)
            if (locator.Find(place) is var index and >= 0)
            {
                found = grids[index];
                return true;
            }
        found = null;
        return false;
    }

    // A level's grids become known after all of them are linked, so that none is above another of its own level.
    private static ImmutableArray<NestedGrid> Nest(GridMap map, IReadOnlyDictionary<GridKey, GridKey> parents, Dictionary<GridKey,
        NestedGrid> known)
    {
        ImmutableArray<NestedGrid> nested = [.. map.Grids.Select(grid => new NestedGrid(grid, ParentOf(KeyOf(grid), parents, known)))];
        foreach (var grid in nested)
            if (!known.TryAdd(KeyOf(grid.Grid), grid))
                throw new ArgumentException(
                    $"Two levels have the grid {KeyOf(grid.Grid)}; give each key once. 两个层级有同一网格 {KeyOf(grid.Grid)}。");
        return nested;
    }

    private static NestedGrid? ParentOf(GridKey key, IReadOnlyDictionary<GridKey, GridKey> parents, Dictionary<GridKey, NestedGrid> known)
    {
        if (!parents.TryGetValue(key, out var parent)) return null;
        return known.TryGetValue(parent, out var found) ? found
            : throw new ArgumentException($"The parent {parent} of {key} is in no wider level. {key} 的上级 {parent} 不在更宽的层级中。");
    }

    private static GridKey KeyOf(Grid grid) => new(grid.Scheme, grid.Code);
}
