using System.CommandLine;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Cli.Grids;

/// <summary>What <c>grid locate</c> asks: one map, or the maps of nested levels.</summary>
internal sealed class GridFinder
{
    private readonly GridMap? map;
    private readonly NestedMap? levels;

    private GridFinder(GridMap? map, NestedMap? levels, bool isFlawed) => (this.map, this.levels, IsFlawed) = (map, levels, isFlawed);

    /// <summary>Whether anything is wrong in the files.</summary>
    internal bool IsFlawed { get; }

    /// <summary>Whether grids have others above them.</summary>
    internal bool IsNested => levels is not null;

    /// <exception cref="ToolException">A file cannot be read, or gives no grid.</exception>
    internal static GridFinder Open(Terminal terminal, MapOptions options, ParseResult parsed)
    {
        if (options.LevelsOf(parsed) is not { } levels)
        {
            var read = MapInput.ReadAndName(terminal, options.Of(parsed));
            return new GridFinder(new GridMap(read.Grids), null, read.Problems.Length + read.Findings.Length > 0);
        }
        var nested = LevelsInput.ReadAndName(terminal, levels);
        return new GridFinder(null, nested.ToMap(),
            nested.Orphans.Length + nested.Levels.Sum(level => level.Problems.Length + level.Findings.Length) > 0);
    }

    /// <summary>The grid a place is in, or else the nearest within a distance; an empty code when there is none.</summary>
    internal LocatedGrid Find(GeoPoint place, double? withinMetres)
    {
        if (levels is not null)
            return levels.TryLocate(place, out var found) ? new LocatedGrid(found.Grid.Code, 0, Parents(found)) : LocatedGrid.None;
        if (map!.TryLocate(place, out var grid)) return new LocatedGrid(grid.Code, 0, "");
        return withinMetres is { } metres && map.TryFindNearest(place, metres, out var nearest) ? new LocatedGrid(nearest.Grid.Code,
            nearest.Metres,
            "") : LocatedGrid.None;
    }

    private static string Parents(NestedGrid found)
    {
        List<string> codes = [];
        for (var above = found.Parent; above is not null; above = above.Parent) codes.Add(above.Grid.Code);
        return string.Join(' ', codes);
    }
}
