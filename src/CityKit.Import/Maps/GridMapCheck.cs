using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Checks a map of grids (网格地图检查): rings that cross, overlaps, gaps, the sequence of numbers, grids outside their area.</summary>
/// <remarks>Shapes are laid over each other in longitude and latitude; sizes are square metres in a local frame, as <see
/// cref="GeoPolygon.SquareMetres"/>.
/// Overlaps and gaps of a true partition are exactly none; below <see cref="GridMapCheckOptions.LeastSquareMetres"/> nothing is reported.
/// A gap is ground enclosed by grids, or inside an area that has grids; a notch open to the outside is found only with areas.</remarks>
public static class GridMapCheck
{
    /// <summary>
    /// Leaves out the grids whose rings cross or lie wrongly, and names them; everything else stays. <see cref="GridGeoJsonReader"/> has
    /// done so already; for grids from elsewhere.
    /// </summary>
    /// <param name="read">The grids.</param>
    /// <param name="repair">Whether to repair such grids where that can be; each is a finding <see
    /// cref="GridFindingKind.Repaired"/>.</param>
    public static GridReadResult Validate(GridReadResult read, bool repair = false) => Validate(read, repair, out _);

    /// <summary>Checks what was read. Of a grid with several times, take those of a day first: <see cref="GridReadResult.On"/>.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="compared">Called with how many grids have been compared with their neighbours.</param>
    public static GridMapReport Check(GridReadResult read, GridMapCheckOptions? options = null, IProgress<int>? compared = null)
    {
        var chosen = options ?? new GridMapCheckOptions();
        var findings = new FindingList(chosen);
        var valid = Check(read, new AreaShapes(chosen.Areas), findings, compared, out _);
        return new GridMapReport(valid.Grids, valid.Problems, findings.ToSorted(), findings.IsComplete);
    }

    /// <summary>Checks grids against each other and against what is above them.</summary>
    internal static GridReadResult Check(GridReadResult read, ParentShapes above, FindingList findings, IProgress<int>? compared,
        out ImmutableArray<GridShape> shapes)
    {
        var valid = Validate(read, repair: false, out shapes);
        foreach (var finding in valid.Findings) findings.Add(finding);
        OverlapSearch.Run(shapes, findings, compared);
        GapSearch.Run(shapes, valid.Invalid, above, findings);
        SequenceCheck.Run(shapes, findings);
        AreaCheck.Run(shapes, above, findings);
        return valid;
    }

    private static GridReadResult Validate(GridReadResult read, bool repair, out ImmutableArray<GridShape> shapes)
    {
        List<(GridShape Shape, int Index)> good = [];
        List<InvalidGrid> bad = [.. read.Invalid];
        for (var i = 0; i < read.Grids.Length; i++)
        {
            var shape = new GridShape(read.Grids[i], repair);
            if (shape.Error is { } error) bad.Add(new InvalidGrid(shape.Grid, error with { Index = read.FeatureOf(i) }));
            else good.Add((shape, i));
        }
        shapes = [.. good.Select(pair => pair.Shape)];
        var problems = bad.Skip(read.Invalid.Length).Select(left => left.Problem).Concat(read.Problems).OrderBy(problem => problem.Index);
        var repaired = read.Findings.Where(finding => finding.Kind == GridFindingKind.Repaired);
        return new GridReadResult([.. shapes.Select(shape => shape.Grid)], [.. problems])
        {
            Features = [.. good.Select(pair => read.FeatureOf(pair.Index))],
            Parents = read.Parents.IsEmpty ? [] : [.. good.Select(pair => read.Parents[pair.Index])],
            Invalid = [.. bad], Findings = [.. repaired, .. shapes.Select(shape => shape.Notice).OfType<GridFinding>()],
        };
    }
}
