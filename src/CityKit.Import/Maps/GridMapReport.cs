using System.Collections.Immutable;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>What a map check found (地图检查报告).</summary>
/// <param name="Grids">The grids that can be used, in the file's order.</param>
/// <param name="Problems">The features that cannot, in the file's order.</param>
/// <param name="Findings">What is wrong between the grids: by kind, then code, then place.</param>
/// <param name="IsComplete">False when a limit of <see cref="GridMapCheckOptions"/> ended the check early.</param>
public sealed record GridMapReport(ImmutableArray<Grid> Grids, ImmutableArray<FeatureProblem> Problems,
    ImmutableArray<GridFinding> Findings, bool IsComplete)
{
    /// <summary>Whether nothing at all was found.</summary>
    public bool IsClean => IsComplete && Problems.IsEmpty && Findings.IsEmpty;
}
