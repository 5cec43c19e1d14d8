using System.Collections.Immutable;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Import.Levels;

/// <summary>The grids of wider levels, by what was declared of each grid below.</summary>
internal sealed class NestedShapes(IReadOnlyDictionary<GridKey, GridKey> parents) : ParentShapes
{
    private readonly Dictionary<GridKey, GridShape> known = [];

    internal override bool IsEmpty => known.Count == 0;

    /// <summary>Adds a level, after the wider ones.</summary>
    internal void Add(ImmutableArray<GridShape> level)
    {
        foreach (var shape in level) known[KeyOf(shape.Grid)] = shape;
    }

    internal override GridShape? Of(Grid grid) => parents.TryGetValue(KeyOf(grid), out var parent) ? known.GetValueOrDefault(parent) : null;

    internal override bool Binds(Grid grid) => Of(grid) is not null;

    private static GridKey KeyOf(Grid grid) => new(grid.Scheme, grid.Code);
}
