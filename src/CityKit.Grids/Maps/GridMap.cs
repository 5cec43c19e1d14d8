using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>A map that says which grid a place lies in (网格定位). Immutable: any number of threads may ask at once, and a question allocates nothing.</summary>
/// <remarks>A point on a shared border belongs to exactly one grid: the one just east of it, or just north of it where the border runs exactly east-west.
/// Where grids overlap, the lowest code answers; in a gap, none.</remarks>
public sealed class GridMap
{
    private readonly ImmutableArray<Grid> grids;
    private readonly FrozenDictionary<string, Grid> byCode;
    private readonly ShapeLocator locator;

    /// <summary>A map of grids of one scheme.</summary>
    /// <exception cref="ArgumentException">Two grids have the same code, or their schemes differ.</exception>
    public GridMap(IEnumerable<Grid> grids)
    {
        this.grids = [.. grids.OrderBy(grid => grid.Code, StringComparer.Ordinal)];
        for (var i = 1; i < this.grids.Length; i++) CheckPair(this.grids[i - 1], this.grids[i]);
        byCode = this.grids.ToFrozenDictionary(grid => grid.Code, StringComparer.Ordinal);
        locator = new ShapeLocator([.. this.grids.Select(grid => grid.Polygons)]);
    }

    /// <summary>All grids, by code.</summary>
    public ImmutableArray<Grid> Grids => grids;

    /// <summary>The grid a place lies in, or false when it lies in none.</summary>
    public bool TryLocate(GeoPoint place, [NotNullWhen(true)] out Grid? grid)
    {
        var index = locator.Find(place);
        grid = index < 0 ? null : grids[index];
        return index >= 0;
    }

    /// <summary>The grid of a code.</summary>
    public bool TryGet(string code, [NotNullWhen(true)] out Grid? grid) => byCode.TryGetValue(code, out grid);

    private static void CheckPair(Grid first, Grid second)
    {
        if (first.Code == second.Code) throw new ArgumentException($"Two grids have the code {first.Code}; give a map each code once. 两个网格的代码同为 {first.Code}，每个代码只能出现一次。");
        if (first.Scheme != second.Scheme) throw new ArgumentException($"A map holds one scheme, not both {first.Scheme} and {second.Scheme}. 一张图只能有一种网格体系。");
    }
}
