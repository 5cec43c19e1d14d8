using CityKit.Import.Maps;

namespace CityKit.Import.Levels;

/// <summary>
/// Checks nested levels (多级网格检查): grids of one level against each other, and each against the grid declared above it, which its like must
/// fill. Grids of two levels cover the same ground by right.
/// </summary>
public static class LevelCheck
{
    /// <summary>
    /// Checks what was read. Findings are those of <see cref="GridMapCheck"/>; <see cref="GridFindingKind.UnknownArea"/> names a grid whose
    /// parent is not there.
    /// </summary>
    /// <param name="read">What was read.</param>
    /// <param name="options">How; null for the defaults. Its areas hold for the widest level.</param>
    /// <param name="compared">Called with how many grids of the current level have been compared with their neighbours.</param>
    public static GridMapReport Check(NestedReadResult read, GridMapCheckOptions? options = null, IProgress<int>? compared = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        var chosen = options ?? new GridMapCheckOptions();
        var findings = new FindingList(chosen);
        foreach (var orphan in read.Orphans) findings.Add(orphan);
        var above = new NestedShapes(read.Parents);
        List<GridReadResult> valid = [];
        foreach (var level in read.Levels)
        {
            valid.Add(GridMapCheck.Check(level, above.IsEmpty ? new AreaShapes(chosen.Areas) : above, findings, compared, out var shapes));
            above.Add(shapes);
        }
        var problems = valid.SelectMany(level => level.Problems);
        return new GridMapReport([.. valid.SelectMany(level => level.Grids)], [.. problems], findings.ToSorted(), findings.IsComplete);
    }
}
