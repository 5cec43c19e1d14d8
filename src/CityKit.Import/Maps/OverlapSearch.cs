using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace CityKit.Import.Maps;

/// <summary>Finds grids that cover the same ground, through a tree of boxes.</summary>
internal static class OverlapSearch
{
    internal static void Run(ImmutableArray<GridShape> shapes, FindingList findings, IProgress<int>? compared)
    {
        var tree = Tree(shapes);
        var pairs = 0;
        for (var i = 0; i < shapes.Length && findings.IsComplete; i++)
        {
            compared?.Report(i);
            foreach (var other in Neighbours(tree, shapes[i].Geometry, after: i))
            {
                if (++pairs > findings.MaxPairs) findings.StopEarly();
                if (!findings.IsComplete) break;
                Compare(shapes[i], shapes[other], findings);
            }
        }
    }

    internal static STRtree<int> Tree(ImmutableArray<GridShape> shapes)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < shapes.Length; i++) tree.Insert(shapes[i].Geometry.EnvelopeInternal, i);
        if (!shapes.IsEmpty) tree.Build();
        return tree;
    }

    private static IEnumerable<int> Neighbours(STRtree<int> tree, Geometry shape, int after) =>
        tree.Query(shape.EnvelopeInternal).Where(other => other > after).Order();

    private static void Compare(GridShape a, GridShape b, FindingList findings)
    {
        var common = a.Geometry.EnvelopeInternal.Intersection(b.Geometry.EnvelopeInternal);
        if (common.Area == 0 || !a.Grid.Valid.Overlaps(b.Grid.Valid)) return;
        var parts = GridShape.Parts(OverlayNGRobust.Overlay(a.Geometry, b.Geometry, SpatialFunction.Intersection),
            findings.LeastSquareMetres);
        var (first, second) = string.CompareOrdinal(a.Grid.Code, b.Grid.Code) <= 0
            ? (a.Grid.Code, b.Grid.Code) : (b.Grid.Code, a.Grid.Code);
        findings.AddGround(GridFindingKind.Overlap, [first, second], parts, $"网格 {first} 与 {second} 重叠",
            $"Grids {first} and {second} overlap:");
    }
}
