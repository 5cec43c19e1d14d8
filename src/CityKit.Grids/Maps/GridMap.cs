using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>A map that says which grid a place is in (网格定位).</summary>
/// <remarks>
/// Build it once and keep it; <see cref="GridMapFile"/> saves the built index. It is immutable: any number of threads may ask at once, and
/// a question allocates nothing. A point on a shared border belongs to exactly one grid: the one just east of it, or just north of it where
/// the border runs exactly east-west. Where grids overlap, the lowest code answers, of areas the narrowest; in a gap, none. It does not
/// mend borders: <c>GridMapCheck</c> of CityKit.Import reports gaps and overlaps.
/// </remarks>
/// <example><code>
/// var map = new GridMap(GridFileReader.Read("grids.geojson").Grids);
/// var place = GeoPoint.FromDegrees(120.415, 36.065); // WGS84, longitude first
/// Console.WriteLine(map.TryLocate(place, out var grid) ? $"{grid.Code} {grid.Name}" : "in no grid");
/// services.AddCityKit(city => city.UseSqlite("city.db").UseGrids(map));
/// </code></example>
public sealed partial class GridMap
{
    private readonly ImmutableArray<Grid> grids;
    private readonly FrozenDictionary<string, Grid> byCode;
    private readonly ShapeLocator locator;
    private byte[]? sha256;

    /// <summary>A map of grids of one scheme.</summary>
    /// <exception cref="ArgumentException">Two grids have the same code, or their schemes differ.</exception>
    public GridMap(IEnumerable<Grid> grids)
    {
        this.grids = [.. grids.OrderBy(grid => grid, Comparer<Grid>.Create((a, b) => Order(a.Scheme, a.Code, b.Code)))];
        for (var i = 1; i < this.grids.Length; i++) CheckPair(this.grids[i - 1], this.grids[i]);
        byCode = this.grids.ToFrozenDictionary(grid => grid.Code, StringComparer.Ordinal);
        locator = new ShapeLocator([.. this.grids.Select(grid => grid.Polygons)]);
    }

    // From a saved map, whose grids are in order and whose index was built before.
    internal GridMap(ImmutableArray<Grid> ordered, ShapeLocator locator)
    {
        (grids, this.locator) = (ordered, locator);
        byCode = ordered.ToFrozenDictionary(grid => grid.Code, StringComparer.Ordinal);
    }

    internal ShapeLocator Locator => locator;

    /// <summary>All grids, by code; areas of the narrowest level first.</summary>
    public ImmutableArray<Grid> Grids => grids;

    /// <summary>
    /// SHA-256 over scheme, codes and rings: two maps with the same one find the same. Names and when a grid holds are not in it.
    /// Calculated with the first call.
    /// </summary>
    public ReadOnlyMemory<byte> Sha256 => sha256 ??= GridMapHash.Of(this);

    /// <summary>The grid a place is in, or false when it is in none.</summary>
    public bool TryLocate(GeoPoint place, [NotNullWhen(true)] out Grid? grid)
    {
        var index = locator.Find(place);
        grid = index < 0 ? null : grids[index];
        return index >= 0;
    }

    /// <summary>The grid of a code.</summary>
    public bool TryGet(string code, [NotNullWhen(true)] out Grid? grid) => byCode.TryGetValue(code, out grid);

    /// <summary>Which of two grids comes first, and so answers where both are: an area's code is the longer, the narrower it is.</summary>
    internal static int Order(GridScheme scheme, string first, string second)
    {
        var narrower = scheme == GridScheme.Area ? second.Length.CompareTo(first.Length) : 0;
        return narrower != 0 ? narrower : string.CompareOrdinal(first, second);
    }

    private static void CheckPair(Grid first, Grid second)
    {
        if (first.Code == second.Code)
            throw new ArgumentException(
                $"Two grids have the code {first.Code}; give a map each code once. 两个网格的代码同为 {first.Code}，每个代码只能出现一次。");
        if (first.Scheme != second.Scheme)
            throw new ArgumentException($"A map holds one scheme, not both {first.Scheme} and {second.Scheme}. "
                + $"一张图只能有一种网格体系，不能同时有 {first.Scheme} 和 {second.Scheme}。");
    }
}
