using System.Collections.Immutable;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace CityKit.Import.Maps;

/// <summary>Finds grids that reach beyond the area their code names, or the grid declared above them.</summary>
internal static class AreaCheck
{
    internal static void Run(ImmutableArray<GridShape> shapes, ParentShapes areas, FindingList findings)
    {
        if (areas.IsEmpty) return;
        foreach (var group in shapes.Where(shape => areas.Binds(shape.Grid)).GroupBy(shape => areas.Of(shape.Grid)))
        {
            if (group.Key is null) foreach (var shape in group) Unknown(shape, findings);
            else Compare(group.Key, group, findings);
        }
    }

    private static void Compare(GridShape area, IEnumerable<GridShape> shapes, FindingList findings)
    {
        var prepared = PreparedGeometryFactory.Prepare(area.Geometry);
        foreach (var shape in shapes.Where(shape => !prepared.Covers(shape.Geometry)))
        {
            var parts = GridShape.Parts(OverlayNGRobust.Overlay(shape.Geometry, area.Geometry, SpatialFunction.Difference),
                findings.LeastSquareMetres);
            var (code, home) = (shape.Grid.Code, area.Grid.Code);
            findings.AddGround(GridFindingKind.OutsideArea, [code, home], parts, $"网格 {code} 超出 {home}",
                $"Grid {code} reaches out of {home}:");
        }
    }

    private static void Unknown(GridShape shape, FindingList findings)
    {
        var (code, home) = (shape.Grid.Code, AreaShapes.Home(shape.Grid));
        var where = GridShape.InteriorOf(shape.Grid.Polygons[0]);
        findings.AddPlace(GridFindingKind.UnknownArea, [code, home.ToString()], where, $"网格 {code} 所属的 {home} 不在区划图中。",
            $"Grid {code} belongs to {home}, which is not on the map of areas.");
    }
}
