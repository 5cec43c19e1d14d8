using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Cutting;
using CityKit.Grids.Maps;
using CityKit.Tests.Shared;

namespace CityKit.Grids.Tests.Maps;

public class GridMapTests
{
    private static readonly AreaCode Community = AreaCode.Parse("370202014901");

    [Fact]
    public void TryLocate_PointInHole_IsInTheInnerGrid()
    {
        var map = new GridMap(
            [Area("a", GeoPolygon.FromRings(Square(0, 0, 9), [Square(3, 3, 3)])), Area("b", GeoPolygon.FromRings(Square(3, 3, 3)))]);
        Assert.Equal(("a", "b", "a"), (At(map, 1, 1), At(map, 4, 4), At(map, 8, 4)));
    }

    // The rule: east of the point, then north of it.
    [Theory]
    [InlineData(3, 4, "b")]  // west wall of the hole: the inner square lies east
    [InlineData(6, 4, "a")]  // east wall: the outer one lies east
    [InlineData(4, 3, "b")]  // south wall: the inner square lies north
    [InlineData(4, 6, "a")]  // north wall
    [InlineData(3, 3, "b")]  // corners: just east, and north of that
    [InlineData(6, 6, "a")]
    [InlineData(0, 0, "a")]
    [InlineData(9, 4, null)] // the map's own east border belongs to nothing
    [InlineData(4, 9, null)]
    public void TryLocate_PointOnBorder_FollowsTheRule(double longitude, double latitude, string? expected)
    {
        var map = new GridMap(
            [Area("a", GeoPolygon.FromRings(Square(0, 0, 9), [Square(3, 3, 3)])), Area("b", GeoPolygon.FromRings(Square(3, 3, 3)))]);
        Assert.Equal(expected, At(map, longitude, latitude));
    }

    // A file made to harm: thousands of shapes upon each other must not make the index outgrow the map.
    [Fact]
    public void Build_ThousandsOfShapesUponEachOther_StaysSmallAndAnswersTheLowestCode()
    {
        var grids = Enumerable.Range(0, 3_000).Select(i => Area($"{i:D4}", GeoPolygon.FromRings(Square(0, 0, 10)))).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var map = new GridMap(grids);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000_000);
        Assert.Equal(("0000", null), (At(map, 5, 5), At(map, 11, 5)));
    }

    // Each edge of a comb runs through every row of the raster.
    [Fact]
    public void Build_CombOfTallTeeth_StaysSmallAndAnswersRight()
    {
        List<GeoPoint> ring = [GeoPoint.FromDegrees(20, 0), GeoPoint.FromDegrees(0, 0)];
        for (var tooth = 0; tooth < 1_500; tooth++) ring.Add(GeoPoint.FromDegrees(0.013 * tooth, tooth % 2 == 0 ? 10 : 0.001));
        var polygon = GeoPolygon.FromRings(ring);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var map = new GridMap([Area("a", polygon)]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000_000);
        var random = new Random(6);
        for (var i = 0; i < 500; i++)
        {
            var point = GeoPoint.FromDegrees(random.NextDouble() * 20, random.NextDouble() * 10);
            Assert.True(polygon.Contains(point) == map.TryLocate(point, out _), $"{point} of seed 6");
        }
    }

    [Fact]
    public void TryLocate_GridInParts_FindsEveryPart()
    {
        var map = new GridMap(
            [new Grid(GridScheme.Parse("test"), "a", "", [GeoPolygon.FromRings(Square(0, 0, 1)), GeoPolygon.FromRings(Square(5, 5, 1))])]);
        Assert.Equal(("a", "a", null), (At(map, 0.5, 0.5), At(map, 5.5, 5.5), At(map, 3, 3)));
    }

    [Fact]
    public void TryLocate_Overlap_LowestCodeAnswers()
    {
        var map = new GridMap([Area("b", GeoPolygon.FromRings(Square(0, 0, 4))), Area("a", GeoPolygon.FromRings(Square(2, 0, 4)))]);
        Assert.Equal(("b", "a", "a"), (At(map, 1, 1), At(map, 3, 1), At(map, 5, 1)));
    }

    [Fact]
    public void TryLocate_EmptyMap_FindsNothing() => Assert.False(new GridMap([]).TryLocate(default, out _));

    [Fact]
    public void TryLocate_ManyPoints_AllocatesNothing()
    {
        var map = new GridMap(ProvisionalGridCutter.Cut(GeoPolygon.FromRings(Square(120.4, 36.06, 0.02)), Community));
        var place = GeoPoint.FromDegrees(120.4100001, 36.0700001);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 1_000; i++) map.TryLocate(place, out _);
        }));
    }

    [Fact]
    public void Construct_SameCodeTwice_Throws()
    {
        var polygon = GeoPolygon.FromRings(Square(0, 0, 1));
        Assert.Throws<ArgumentException>(() => new GridMap([Area("a", polygon), Area("a", polygon)]));
        Assert.Throws<ArgumentException>(() => new Grid(GridScheme.UnitGrid, "12", "", [polygon]));
    }

    [Fact]
    public void Cut_Community_NumbersRowsFromNorthWest()
    {
        var grids = ProvisionalGridCutter.Cut(GeoPolygon.FromRings(Square(120.4, 36.06, 0.004)), Community);
        var centres = grids.Select(grid => grid.Polygons[0].Centroid()).ToList();
        Assert.Equal(16, grids.Count); // 360 m x 445 m: 4 columns, 4 rows
        Assert.Equal(Enumerable.Range(1, 16), grids.Select(grid => grid.UnitGridCode.Sequence));
        Assert.True(centres[0].Longitude < centres[1].Longitude && centres[0].Latitude > centres[4].Latitude);
        Assert.All(grids, grid => Assert.True(grid.IsProvisional && grid.Name.Contains("虚构", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cut_OutlineWithHole_KeepsTheArea()
    {
        var outline = GeoPolygon.FromRings(Square(120.4, 36.06, 0.01), [Square(120.4031, 36.0627, 0.0033)]);
        var grids = ProvisionalGridCutter.Cut(outline, Community);
        Assert.InRange(grids.Sum(grid => grid.SquareMetres) / outline.SquareMetres, 0.9999, 1.0001);
    }

    [Fact]
    public void Cut_TooManyCells_Throws() =>
        Assert.Throws<ArgumentException>(() => ProvisionalGridCutter.Cut(GeoPolygon.FromRings(Square(120.4, 36.06, 0.1)), Community, 50));

    private static string? At(GridMap map, double longitude, double latitude) =>
        map.TryLocate(GeoPoint.FromDegrees(longitude, latitude), out var grid) ? grid.Code : null;

    private static Grid Area(string code, GeoPolygon polygon) => new(GridScheme.Parse("test"), code, "", [polygon]);

    private static GeoPoint[] Square(double west, double south, double side) =>
        [GeoPoint.FromDegrees(west, south), GeoPoint.FromDegrees(west + side, south), GeoPoint.FromDegrees(west + side, south + side),
            GeoPoint.FromDegrees(west, south + side), GeoPoint.FromDegrees(west, south)];
}
