using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Import.Levels;

/// <summary>Finds the grid above each of a level's grids; the nearest level that has it answers.</summary>
/// <param name="level">The level.</param>
/// <param name="read">Its grids.</param>
/// <param name="wider">The maps of the wider levels, the nearest first.</param>
internal sealed class ParentSearch(MapLevel level, GridReadResult read, IReadOnlyList<GridMap> wider)
{
    internal ParentRule Rule => level.Parent;

    internal ImmutableArray<Grid> Grids => read.Grids;

    internal Grid? Of(int index) => Rule switch
    {
        ParentRule.Prefix => ByPrefix(Grids[index].Code),
        ParentRule.Property => ByCode(read.Parents[index] ?? ""),
        _ => ByPlace(Grids[index]),
    };

    internal LocalizedText Missing(int index) => Rule switch
    {
        ParentRule.Prefix => new("没有更宽层级的代码是它的前缀。", "no code of a wider level begins its code."),
        ParentRule.Property => new($"属性“{level.Grids.ParentProperty}”的值“{read.Parents[index]}”不是更宽层级的代码。",
            $"'{read.Parents[index]}', its property '{level.Grids.ParentProperty}', is no code of a wider level."),
        _ => new("它不在更宽层级的任何网格内。", "it is in no grid of a wider level."),
    };

    private Grid? ByCode(string code)
    {
        foreach (var map in wider)
            if (map.TryGet(code, out var grid)) return grid;
        return null;
    }

    private Grid? ByPrefix(string code)
    {
        for (var length = code.Length - 1; length > 0; length--)
            if (ByCode(code[..length]) is { } grid) return grid;
        return null;
    }

    private Grid? ByPlace(Grid grid)
    {
        var place = GridShape.InteriorOf(grid.Polygons.MaxBy(polygon => polygon.SquareMetres)!);
        foreach (var map in wider)
            if (map.TryLocate(place, out var found)) return found;
        return null;
    }
}
