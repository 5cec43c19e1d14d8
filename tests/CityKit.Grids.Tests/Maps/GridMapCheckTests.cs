using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Cutting;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Grids.Tests.Maps;

public class GridMapCheckTests
{
    private const string Community = "370202014901";
    private static readonly GridScheme Any = GridScheme.Parse("test");

    [Fact]
    public void Check_CutCommunity_IsClean()
    {
        var grids = ProvisionalGridCutter.Cut(Box(120.40, 36.06, 120.41, 36.07), AreaCode.Parse(Community));
        var report = Check([.. grids], new GridMapCheckOptions { Areas = [Area(Community, Box(120.40, 36.06, 120.41, 36.07))] });
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
        Assert.Equal(grids.Count, report.Grids.Length);
    }

    [Fact]
    public void Check_RealMap_NamesTheFourInvalidOnesAndFindsNoFalseGap()
    {
        var report = GridMapCheck.Check(RealMap.Read());
        Assert.Equal(["E01001280", "E01001353", "E01003830", "E01003885"], report.Problems.Select(problem => problem.Code).Order());
        Assert.All(report.Problems, problem => Assert.Equal(("invalid", true), (problem.Reason, problem.Where is not null)));
        Assert.Equal(307, report.Grids.Length);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void Check_CrossingRing_NamesIndexCodeAndPlace()
    {
        var bowTie = GeoPolygon.FromRings([At(0, 0), At(2, 2), At(2, 0), At(0, 2)]);
        var report = Check(Grid("good", Box(5, 5, 6, 6)), Grid("tie", bowTie));
        var problem = Assert.Single(report.Problems);
        Assert.Equal((1, "tie", "invalid", At(1, 1)), (problem.Index, problem.Code, problem.Reason, problem.Where));
        Assert.Equal("good", Assert.Single(report.Grids).Code);
    }

    [Fact]
    public void Check_Overlap_TellsSizePlaceAndShape()
    {
        var report = Check(Grid("b", Box(120.40, 36.06, 120.41, 36.07)), Grid("a", Box(120.409, 36.06, 120.42, 36.07)),
            Grid("c", Box(120.42, 36.06, 120.43, 36.07)));
        var overlap = Assert.Single(report.Findings);
        Assert.Equal((GridFindingKind.Overlap, "a b"), (overlap.Kind, string.Join(' ', overlap.Codes)));
        Assert.Equal(Box(120.409, 36.06, 120.41, 36.07).SquareMetres, overlap.SquareMetres, 0.1);
        Assert.True(overlap.Parts[0].Contains(overlap.Where));
        Assert.True(Box(120.409, 36.06, 120.41, 36.07).Contains(overlap.Where));
    }

    [Fact]
    public void Check_OverlapBelowTheLimit_IsNotTold()
    {
        Grid[] grids = [Grid("a", Box(0, 0, 0.01, 0.01)), Grid("b", Box(0.0099999, 0, 0.02, 0.01))]; // 0.01 m × 1112 m
        Assert.Single(Check(grids, new GridMapCheckOptions { LeastSquareMetres = 1 }).Findings);
        Assert.Empty(Check(grids, new GridMapCheckOptions { LeastSquareMetres = 20 }).Findings);
    }

    [Fact]
    public void Check_EnclosedGap_TellsSizeAndTheGridsAround()
    {
        var ring = GeoPolygon.FromRings(
            [At(0, 0), At(0.03, 0), At(0.03, 0.03), At(0, 0.03)], [[At(0.01, 0.01), At(0.02, 0.01), At(0.02, 0.02), At(0.01, 0.02)]]);
        var report = Check(Grid("ring", ring), Grid("half", Box(0.01, 0.01, 0.015, 0.02)));
        var gap = Assert.Single(report.Findings);
        Assert.Equal((GridFindingKind.Gap, "half ring"), (gap.Kind, string.Join(' ', gap.Codes)));
        Assert.Equal(Box(0.015, 0.01, 0.02, 0.02).SquareMetres, gap.SquareMetres, 0.1);
        Assert.True(Box(0.015, 0.01, 0.02, 0.02).Contains(gap.Where));
    }

    [Fact]
    public void Check_GapWithACrackThatRoundingLeft_IsAGap()
    {
        const double crack = 1e-9; // 0.1 mm between "left" and "top": no way out
        Grid[] grids = [Grid("bottom", Box(0, 0, 0.03, 0.01)), Grid("left", Box(0, 0.01, 0.01, 0.02 - crack)),
            Grid("right", Box(0.02, 0.01, 0.03, 0.02)), Grid("top", Box(0, 0.02, 0.03, 0.03))];
        var gap = Assert.Single(Check(grids).Findings);
        Assert.Equal("bottom left right top", string.Join(' ', gap.Codes));
        Assert.Equal(Box(0.01, 0.01, 0.02, 0.02).SquareMetres, gap.SquareMetres, 1.0);
    }

    [Fact]
    public void Check_NotchOpenToTheOutside_IsAGapOnlyWithAreas()
    {
        Grid[] grids = [Unit(1, Box(120.400, 36.06, 120.404, 36.07)), Unit(2, Box(120.406, 36.06, 120.410, 36.07))];
        Assert.Empty(Check(grids).Findings);
        var gap = Assert.Single(
            Check(grids, new GridMapCheckOptions { Areas = [Area(Community, Box(120.40, 36.06, 120.41, 36.07))] }).Findings);
        Assert.Equal(GridFindingKind.Gap, gap.Kind);
        Assert.Equal(Box(120.404, 36.06, 120.406, 36.07).SquareMetres, gap.SquareMetres, 0.1);
    }

    [Fact]
    public void Check_GridOutsideItsCommunity_TellsHowMuch()
    {
        var areas = new[] { Area(Community, Box(120.40, 36.06, 120.41, 36.07)), Area("370202014902", Box(120.41, 36.06, 120.42, 36.07)) };
        var report = Check([Unit(1, Box(120.40, 36.06, 120.412, 36.07))], new GridMapCheckOptions { Areas = [.. areas] });
        var outside = Assert.Single(report.Findings);
        Assert.Equal((GridFindingKind.OutsideArea, $"{Community}001 {Community}"), (outside.Kind, string.Join(' ', outside.Codes)));
        Assert.Equal(Box(120.41, 36.06, 120.412, 36.07).SquareMetres, outside.SquareMetres, 0.1);
    }

    [Fact]
    public void Check_CommunityNotOnTheMapOfAreas_IsTold()
    {
        var report = Check([Unit(1, Box(120.40, 36.06, 120.41, 36.07))],
            new GridMapCheckOptions { Areas = [Area("370203", Box(0, 0, 1, 1))] });
        Assert.Equal(GridFindingKind.UnknownArea, Assert.Single(report.Findings).Kind);
    }

    // standards.md 1.1: the sequence inside a community runs west to east, north to south.
    [Theory]
    [InlineData(120.40, 36.07, 120.41, 36.07, false)] // east in the same row
    [InlineData(120.41, 36.07, 120.40, 36.06, false)] // first of the row below
    [InlineData(120.41, 36.07, 120.40, 36.07, true)]  // west in the same row
    [InlineData(120.40, 36.06, 120.41, 36.07, true)]  // in the row above
    public void Check_TwoNumbers_FollowWestToEastNorthToSouth(double west, double south, double nextWest, double nextSouth, bool isWrong)
    {
        var report = Check(Unit(1, Box(west, south, west + 0.01, south + 0.01)),
            Unit(2, Box(nextWest, nextSouth, nextWest + 0.01, nextSouth + 0.01)));
        Assert.Equal(isWrong ? [GridFindingKind.Sequence] : [], report.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Check_MoreFindingsThanTheLimit_SaysItIsNotComplete()
    {
        var grids = Enumerable.Range(0, 6).Select(i => Grid($"{i}", Box(0, 0, 0.01, 0.01 + i * 0.001))).ToArray();
        var report = Check(grids, new GridMapCheckOptions { MaxFindings = 3 });
        Assert.Equal((3, false), (report.Findings.Length, report.IsComplete));
    }

    private static GridMapReport Check(params Grid[] grids) => Check(grids, new GridMapCheckOptions());

    private static GridMapReport Check(Grid[] grids, GridMapCheckOptions options) =>
        GridMapCheck.Check(new GridReadResult([.. grids], []), options);

    private static Grid Unit(int sequence, GeoPolygon polygon) => new(GridScheme.UnitGrid, $"{Community}{sequence:D3}", "", [polygon]);

    private static Grid Area(string code, GeoPolygon polygon) => new(GridScheme.Area, code, "", [polygon]);

    private static Grid Grid(string code, GeoPolygon polygon) => new(Any, code, "", [polygon]);

    private static GeoPolygon Box(double west, double south, double east, double north) =>
        GeoPolygon.FromRings([At(west, south), At(east, south), At(east, north), At(west, north)]);

    private static GeoPoint At(double longitude, double latitude) => GeoPoint.FromDegrees(longitude, latitude);
}
