using System.Collections.Frozen;
using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Import.Levels;

/// <summary>Reads the grids of nested levels and finds the grid above each.</summary>
public static class LevelReader
{
    /// <summary>Reads all levels.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="read">Reads one level's file by <see cref="MapLevel.Grids"/>, each code once: what holds on a day, where grids have
    /// times.</param>
    /// <exception cref="ArgumentException">Two grids have one key.</exception>
    public static NestedReadResult Read(MapLevels levels, Func<MapLevel, GridReadResult> read)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(read);
        List<GridReadResult> results = [];
        List<GridMap> wider = [];
        Dictionary<GridKey, GridKey> parents = [];
        List<GridFinding> orphans = [];
        foreach (var level in levels.Levels)
        {
            results.Add(read(level));
            Link(new ParentSearch(level, results[^1], wider), parents, orphans);
            wider.Insert(0, new GridMap(results[^1].Grids));
        }
        return new NestedReadResult([.. results], parents.ToFrozenDictionary(), [.. orphans]);
    }

    private static void Link(ParentSearch search, Dictionary<GridKey, GridKey> parents, List<GridFinding> orphans)
    {
        if (search.Rule == ParentRule.None) return;
        for (var i = 0; i < search.Grids.Length; i++)
            if (search.Of(i) is { } parent) parents.Add(KeyOf(search.Grids[i]), KeyOf(parent));
            else orphans.Add(Orphan(search.Grids[i], search.Missing(i)));
    }

    private static GridKey KeyOf(Grid grid) => new(grid.Scheme, grid.Code);

    private static GridFinding Orphan(Grid grid, LocalizedText why) =>
        new(GridFindingKind.UnknownArea, [grid.Code], GridShape.InteriorOf(grid.Polygons[0]), 0, [],
            new LocalizedText($"网格 {grid.Code} 没有上级：{why.Zh}",
            $"Grid {grid.Code} has no grid above: {why.En}"));
}
