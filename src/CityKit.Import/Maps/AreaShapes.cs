using System.Collections.Frozen;
using System.Collections.Immutable;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>The valid areas grids are held against, by code.</summary>
internal sealed class AreaShapes : ParentShapes
{
    private readonly FrozenDictionary<AreaCode, GridShape> byCode;

    internal AreaShapes(ImmutableArray<Grid> areas) =>
        byCode = areas.Where(area => area.AreaCode.Level != AreaLevel.None).Select(area => new GridShape(area))
            .Where(shape => shape.Error is null).ToFrozenDictionary(shape => shape.Grid.AreaCode);

    internal override bool IsEmpty => byCode.Count == 0;

    /// <summary>The narrowest area on the map that a grid's code says it is in; null when there is none.</summary>
    internal override GridShape? Of(Grid grid)
    {
        for (var area = Home(grid); area.Level != AreaLevel.None; area = area.Parent)
            if (byCode.TryGetValue(area, out var shape)) return shape;
        return null;
    }

    /// <summary>The area a grid's code says it is in; <c>default</c> in a scheme whose codes say nothing.</summary>
    internal static AreaCode Home(Grid grid) => grid.Scheme == GridScheme.Area ? grid.AreaCode.Parent : grid.AreaCode;

    internal override bool Binds(Grid grid) => Home(grid).Level != AreaLevel.None;
}
