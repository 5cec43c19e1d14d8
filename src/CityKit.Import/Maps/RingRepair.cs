using System.Collections.Immutable;
using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Shared.Rings;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;

namespace CityKit.Import.Maps;

/// <summary>Repairs a grid whose rings cross or lie wrongly, with <see cref="GeometryFixer"/>, and says what that changed.</summary>
internal static class RingRepair
{
    /// <summary>The repaired grid with its shape; null when nothing of it encloses ground.</summary>
    internal static (Grid Grid, Geometry Shape, GridRepair Repair)? Of(Grid grid, Geometry shape)
    {
        var mended = GeometryFixer.Fix(shape);
        var parts = GridShape.Parts(mended, leastSquareMetres: 0);
        if (parts.IsEmpty || RingCheck.FlawOf(mended) is not null) return null;
        var repaired = new Grid(grid.Scheme, grid.Code, grid.Name, parts) { IsProvisional = grid.IsProvisional, Valid = grid.Valid };
        return (repaired, mended,
            new GridRepair(grid.SquareMetres, repaired.SquareMetres, LargestShift(shape, mended), grid.Polygons.Length, parts.Length));
    }

    /// <summary>What is said of a repaired grid.</summary>
    internal static GridFinding Finding(string code, FeatureProblem problem, GridRepair repair)
    {
        var (before, after) = (Text(repair.SquareMetresBefore, "N1"), Text(repair.SquareMetresAfter, "N1"));
        var (shift, parts) = (Text(repair.LargestShiftMetres, "N2"), $"{repair.PartsBefore} → {repair.PartsAfter}");
        return new GridFinding(GridFindingKind.Repaired, [code], problem.Where ?? default,
            Math.Abs(repair.SquareMetresAfter - repair.SquareMetresBefore), [], new LocalizedText(
            $"网格 {code} 已修复（{problem.Message.Zh.TrimEnd('。')}）：面积由 {before} m² 变为 {after} m²，边界最多移动 {shift} m，部分数 {parts}。",
            $"Grid {code} was repaired ({problem.Message.En.TrimEnd('.')}): "
                + $"{before} m² before, {after} m² after, its border moved by {shift} m at most, parts {parts}.")) { Repair = repair };
    }

    private static double LargestShift(Geometry before, Geometry after)
    {
        var kept = after.Coordinates.ToHashSet();
        var border = new IndexedFacetDistance(after.Boundary);
        var moved = before.Coordinates.Where(corner => !kept.Contains(corner));
        return moved.Select(corner => Metres(border.NearestPoints(before.Factory.CreatePoint(corner)))).DefaultIfEmpty().Max();
    }

    private static double Metres(Coordinate[] pair) =>
        GeoPoint.FromDegrees(pair[0].X, pair[0].Y).MetresTo(GeoPoint.FromDegrees(pair[1].X, pair[1].Y));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
