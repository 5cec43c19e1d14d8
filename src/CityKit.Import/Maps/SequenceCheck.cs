using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>Whether the unit grids of a community are numbered west to east, north to south.</summary>
/// <remarks>Real grids are no raster, so only what no reading of the rule allows is reported, of each number and the next one in use: the
/// next is wholly north of this one; or they share more than half of their height, so they are in one row, and the next is wholly
/// west.</remarks>
internal static class SequenceCheck
{
    private const double Touch = 1e-9; // degrees: 0.1 mm, the rounding of coordinates

    internal static void Run(ImmutableArray<GridShape> shapes, FindingList findings)
    {
        foreach (var community in shapes.Where(shape => shape.Grid.Scheme == GridScheme.UnitGrid)
            .GroupBy(shape => shape.Grid.UnitGridCode.Community))
        {
            var numbered = community.OrderBy(shape => shape.Grid.UnitGridCode).ToList();
            for (var i = 1; i < numbered.Count; i++) Compare(numbered[i - 1].Grid, numbered[i].Grid, findings);
        }
    }

    private static void Compare(Grid grid, Grid next, FindingList findings)
    {
        var (box, nextBox) = (BoxOf(grid), BoxOf(next));
        var (zh, en) = nextBox.South >= box.North - Touch ? ("北", "north")
            : IsOneRow(box, nextBox) && nextBox.East <= box.West + Touch ? ("西", "west") : ("", "");
        if (en.Length == 0) return;
        findings.AddPlace(GridFindingKind.Sequence, [grid.Code, next.Code], GridShape.InteriorOf(next.Polygons[0]),
            $"网格 {next.Code} 在 {grid.Code} 以{zh}，编号应自西向东、自北向南。",
            $"Grid {next.Code} is {en} of {grid.Code}; numbers run west to east, north to south.");
    }

    private static bool IsOneRow(GeoBox a, GeoBox b) =>
        Math.Min(a.North, b.North) - Math.Max(a.South, b.South) > Math.Min(a.North - a.South, b.North - b.South) / 2;

    private static GeoBox BoxOf(Grid grid) => grid.Polygons.Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
}
