using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace CityKit.Import.Maps;

/// <summary>
/// Finds ground that no grid covers: enclosed by grids, or inside an area that has grids. Ground of an invalid grid is no gap: the grid is
/// named already.
/// </summary>
internal static class GapSearch
{
    private const int MostNeighbours = 8;

    // About a centimetre: a crack that only rounding left between two borders is no way out of a gap.
    private static readonly PrecisionModel Centimetre = new(1e7);

    internal static void Run(ImmutableArray<GridShape> shapes, ImmutableArray<InvalidGrid> invalid, ParentShapes areas,
        FindingList findings)
    {
        if (shapes.IsEmpty) return;
        var mended = invalid.Where(left => left.Problem.Reason != GridShape.AntimeridianReason)
            .Select(left => GeometryFixer.Fix(GridShape.GeometryOf(left.Grid)));
        var covered = Union(shapes.Select(shape => shape.Geometry).Concat(mended));
        ImmutableArray<GridShape> above = [.. areas.OfGrids(shapes)];
        List<Geometry> expected = [.. EnclosedBy(covered), .. above.Select(shape => shape.Geometry)];
        if (expected.Count == 0) return;
        var gaps = OverlayNG.Overlay(Union(expected), covered, SpatialFunction.Difference, Centimetre);
        var (tree, aboveTree) = (OverlapSearch.Tree(shapes), OverlapSearch.Tree(above));
        foreach (var part in GridShape.Parts(gaps, findings.LeastSquareMetres))
        {
            var box = new Envelope(part.Bounds.West, part.Bounds.East, part.Bounds.South, part.Bounds.North);
            var codes = Around(box, tree, shapes);
            if (codes.IsEmpty) codes = Around(box, aboveTree, above); // an island of the area on which no grid is
            findings.AddGround(GridFindingKind.Gap, codes, [part], $"{string.Join('、', codes)} 旁有空隙",
                $"Nothing covers the ground beside {string.Join(", ", codes)}:");
        }
    }

    private static Geometry Union(IEnumerable<Geometry> shapes) => UnaryUnionNG.Union(shapes, GridShape.Factory, Centimetre);

    private static IEnumerable<Geometry> EnclosedBy(Geometry covered)
    {
        for (var i = 0; i < covered.NumGeometries; i++)
            if (covered.GetGeometryN(i) is Polygon polygon)
                foreach (var ring in polygon.InteriorRings) yield return GridShape.Factory.CreatePolygon((LinearRing)ring);
    }

    private static ImmutableArray<string> Around(Envelope gap, NetTopologySuite.Index.Strtree.STRtree<int> tree,
        ImmutableArray<GridShape> shapes)
    {
        var box = GridShape.Factory.ToGeometry(gap);
        return [.. tree.Query(gap).Where(i => shapes[i].Geometry.Intersects(box)).Select(i => shapes[i].Grid.Code)
            .Order(StringComparer.Ordinal).Take(MostNeighbours)];
    }
}
