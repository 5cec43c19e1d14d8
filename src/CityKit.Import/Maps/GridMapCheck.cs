using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Checks a map of grids (网格地图检查): rings that cross, overlaps, gaps, the sequence of numbers, grids outside their area.</summary>
/// <remarks>Shapes are laid over each other in longitude and latitude; sizes are square metres in a local frame, as <see cref="GeoPolygon.SquareMetres"/>.
/// Overlaps and gaps of a true partition are exactly none; below <see cref="GridMapCheckOptions.LeastSquareMetres"/> nothing is told.
/// A gap is ground enclosed by grids, or inside an area that has grids; a notch open to the outside is found only with areas.</remarks>
public static class GridMapCheck
{
    /// <summary>Leaves out the grids whose rings cross, touch along a line or lie wrongly, and names them; everything else stays.</summary>
    public static GridReadResult Validate(GridReadResult read) => Validate(read, out _, out _);

    /// <summary>Checks what was read. Of a grid with several times, take those of a day first: <see cref="GridReadResult.On"/>.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="compared">Told how many grids have been compared with their neighbours.</param>
    public static GridMapReport Check(GridReadResult read, GridMapCheckOptions? options = null, IProgress<int>? compared = null)
    {
        var chosen = options ?? new GridMapCheckOptions();
        var valid = Validate(read, out var shapes, out var invalid);
        var findings = new FindingList(chosen);
        OverlapSearch.Run(shapes, findings, compared);
        var areas = new AreaShapes(chosen.Areas);
        GapSearch.Run(shapes, invalid, areas, findings);
        SequenceCheck.Run(shapes, findings);
        AreaCheck.Run(shapes, areas, findings);
        return new GridMapReport(valid.Grids, valid.Problems, findings.ToSorted(), findings.IsComplete);
    }

    private static GridReadResult Validate(GridReadResult read, out ImmutableArray<GridShape> shapes, out ImmutableArray<GridShape> invalid)
    {
        List<(GridShape Shape, int Feature)> good = [], bad = [];
        for (var i = 0; i < read.Grids.Length; i++)
        {
            var shape = new GridShape(read.Grids[i]);
            (shape.Error is null ? good : bad).Add((shape, read.FeatureOf(i)));
        }
        invalid = [.. bad.Select(pair => pair.Shape)];
        var problems = bad.Select(pair => pair.Shape.Error! with { Index = pair.Feature }).Concat(read.Problems);
        shapes = [.. good.Select(pair => pair.Shape)];
        return new GridReadResult([.. shapes.Select(shape => shape.Grid)], [.. problems.OrderBy(problem => problem.Index)]) { Features = [.. good.Select(pair => pair.Feature)] };
    }
}
