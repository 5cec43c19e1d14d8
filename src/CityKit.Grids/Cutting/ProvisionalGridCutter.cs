using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Geometry;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Cutting;

/// <summary>
/// Cuts a community into square unit grids for tests and samples. Provisional (临时): real unit grids follow roads and walls, and the
/// surveying authority draws and numbers them.
/// </summary>
/// <remarks>The grids join without gap or overlap, are numbered row by row from the north-west, west to east then north to south, and have
/// coordinates of 7 decimals (about 1 cm). Where the outline only grazes a cell, the grid there is as small as that.</remarks>
public static class ProvisionalGridCutter
{
    /// <summary>The usual side: 100 m, a grid of about 10,000 m² (万米单元网格).</summary>
    public const int DefaultCellMetres = 100;

    /// <summary>Cuts an outline into cells of about the given side.</summary>
    /// <exception cref="ArgumentException">The area is not a community, or more than 999 grids would come out.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The side is not 1 to 100,000 m.</exception>
    public static IReadOnlyList<Grid> Cut(GeoPolygon outline, AreaCode community, int cellMetres = DefaultCellMetres)
    {
        if (community.Level != AreaLevel.Community)
            throw new ArgumentException($"Unit grids belong to a community (12 digits), not '{community}'. "
                + $"单元网格须属于社区（12 位代码），而非“{community}”。",
                nameof(community));
        if (cellMetres is < 1 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(cellMetres), cellMetres,
                "A cell's side must be 1 to 100,000 m. 边长须为 1 至 100000 米。");
        var cells = CellClipper.Split(outline, Lines(outline.Bounds, cellMetres, alongMeridians: true),
            Lines(outline.Bounds, cellMetres, alongMeridians: false));
        if (cells.Count > UnitGridCode.MaxSequence)
            throw new ArgumentException(
                $"{cells.Count} grids; a community has at most 999. Use cells larger than {cellMetres} m. "
                    + $"共 {cells.Count} 个网格，一个社区最多 999 个，请使用大于 {cellMetres} 米的边长。",
                nameof(cellMetres));
        return [.. cells.Select((cell, index) => Provisional(community, index + 1, cell))];
    }

    private static Grid Provisional(AreaCode community, int sequence, GeoPolygon cell) =>
        new(GridScheme.UnitGrid, UnitGridCode.Of(community, sequence).ToString(), $"临时网格{sequence:D3}（虚构）", [cell])
        {
            IsProvisional = true,
        };

    // Equal steps from border to border, so that no cell is a thin rest.
    private static double[] Lines(GeoBox box, int cellMetres, bool alongMeridians)
    {
        var (from, to) = alongMeridians ? (box.West, box.East) : (box.South, box.North);
        var middle = (box.South + box.North) / 2;
        var metres = (to - from) * (alongMeridians ? Wgs84.EastMetres(middle) : Wgs84.NorthMetres(middle));
        var count = Math.Clamp((int)Math.Round(metres / cellMetres), 1, 100_000);
        var lines = new double[count + 1];
        for (var i = 1; i < count; i++) lines[i] = CellClipper.Rounded(from + (to - from) * i / count);
        (lines[0], lines[count]) = (from, to);
        return lines;
    }
}
