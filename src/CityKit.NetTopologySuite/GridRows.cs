using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.NetTopologySuite;

/// <summary>Maps from rows of a table.</summary>
public static class GridRows
{
    /// <summary>A map of the rows that can be taken.</summary>
    /// <param name="scheme">The scheme of all rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="refused">The rows that cannot, each with its reason: those of <see cref="FromGeometry"/>, and <c>duplicate</c> for a
    /// code that an earlier row has.</param>
    public static GridMap ToMap(GridScheme scheme, IEnumerable<GridRow> rows, out ImmutableArray<(GridRow Row, Refusal Why)> refused)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var grids = new Dictionary<string, Grid>(StringComparer.Ordinal);
        var bad = ImmutableArray.CreateBuilder<(GridRow, Refusal)>();
        foreach (var row in rows)
            if (!FromGeometry.TryGrid(scheme, row, out var grid, out var why)) bad.Add((row, why));
            else if (!grids.TryAdd(grid.Code, grid)) bad.Add((row, Refusal.Of("duplicate",
                $"An earlier row has the code {grid.Code}.",
                $"前面的行已使用代码 {grid.Code}。")));
        refused = bad.ToImmutable();
        return new GridMap(grids.Values);
    }
}
