using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Tests.Shared;

namespace CityKit.Grids.Tests.Maps;

public class NearestGridTests
{
    private static readonly GridScheme Scheme = GridScheme.Parse("test");

    [Fact]
    public void TryFindNearest_RandomPoints_AgreesWithEveryEdgeMeasured()
    {
        var map = new GridMap(GridMapCheck.Validate(RealMap.Read()).Grids);
        var box = RealMap.BoundsOf(map);
        var around = new GeoBox(box.West - 0.05, box.South - 0.05, box.East + 0.05, box.North + 0.05);
        var random = new Random(3);
        for (var i = 0; i < 20; i++)
        {
            var point = RealMap.Somewhere(random, around);
            var (metres, code) = map.TryLocate(point, out var inside) ? (0, inside.Code)
                : map.Grids.Select(grid => (Metres: MetresTo(grid, point), grid.Code)).Min();
            Assert.True(map.TryFindNearest(point, 100_000, out var found), $"point {i} of seed 3");
            Assert.True(Math.Abs(metres - found.Metres) <= 0.01 + metres * 1e-4,
                $"point {i} of seed 3: {found.Metres} m to {found.Grid.Code}, {metres} m to {code}");
        }
    }

    [Fact]
    public void TryFindNearest_PointInside_IsItsOwnGridAtZero()
    {
        var map = new GridMap([Square("a", 0), Square("b", 0.01)]);
        var place = GeoPoint.FromDegrees(0.005, 0.005);
        Assert.True(map.TryFindNearest(place, 0, out var found));
        Assert.Equal(("a", 0.0, place), (found.Grid.Code, found.Metres, found.Border));
    }

    [Theory]
    [InlineData(1113, false)]
    [InlineData(1114, true)] // 0.01 degrees of longitude are 1113.19 m at the equator
    public void TryFindNearest_DistanceLimit_IsKept(double withinMetres, bool expected)
    {
        var map = new GridMap([Square("a", 0)]);
        Assert.Equal(expected, map.TryFindNearest(GeoPoint.FromDegrees(0.02, 0.005), withinMetres, out var found));
        if (expected) Assert.Equal(GeoPoint.FromDegrees(0.01, 0.005), found.Border);
    }

    /// <summary>
    /// Districts, streets and communities in one file: the narrowest area answers, also from a saved map (issue 8, number 16).
    /// </summary>
    [Fact]
    public void TryLocate_NestedAreas_IsTheNarrowest()
    {
        Grid Area(string code, double east) =>
            new(GridScheme.Area, code, "",
            [GeoPolygon.FromRings(
            [GeoPoint.FromDegrees(0, 0), GeoPoint.FromDegrees(east, 0), GeoPoint.FromDegrees(east, 1), GeoPoint.FromDegrees(0, 1)])]);
        var map = new GridMap([Area("370202", 4), Area("370202001", 3), Area("370202001001", 2), Area("37", 5)]);
        using var file = new MemoryStream();
        GridMapFile.Save(map, file);
        foreach (var asked in new[] { map, GridMapFile.Load(file.ToArray()).Map! })
            Assert.Equal(["370202001001", "370202001", "370202", "37"],
                new[] { 1.5, 2.5, 3.5, 4.5 }.Select(
                east => asked.TryLocate(GeoPoint.FromDegrees(east, 0.5), out var grid) ? grid.Code : ""));
    }

    [Fact]
    public void TryFindNearest_TwoEquallyNear_IsTheLowestCode()
    {
        var map = new GridMap([Square("b", -0.02), Square("a", 0.02)]);
        Assert.True(map.TryFindNearest(GeoPoint.FromDegrees(0.005, 0.005), 5_000, out var found));
        Assert.Equal("a", found.Grid.Code);
    }

    [Fact]
    public void TryFindNearest_NearestPartIsLevelEdge_IsMeasuredToItsMiddle()
    {
        var map = new GridMap([Square("a", 0)]);
        Assert.True(map.TryFindNearest(GeoPoint.FromDegrees(0.005, 0.011), 200, out var found));
        Assert.Equal(110.57, found.Metres, 0.01);
    }

    [Fact]
    public void TryFindNearest_EmptyMap_FindsNothing() => Assert.False(new GridMap([]).TryFindNearest(default, 1_000, out _));

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1_000_001)]
    public void TryFindNearest_ImpossibleDistance_IsTheCallersBug(double withinMetres) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridMap([]).TryFindNearest(default, withinMetres, out _));

    [Fact]
    public void TryLocateAndTryFindNearest_ManyQuestions_AllocateNothing()
    {
        var map = new GridMap([Square("a", 0), Square("b", 0.03)]);
        Assert.Equal(0, Allocation.Of(() => Ask(map, 10_000)));
    }

    private static void Ask(GridMap map, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var place = GeoPoint.FromDegrees(i % 50 * 0.001, i % 17 * 0.001);
            map.TryLocate(place, out _);
            map.TryFindNearest(place, 2_000, out _);
        }
    }

    // Every edge of every ring: slow and simple.
    private static double MetresTo(Grid grid, GeoPoint point) => grid.Polygons.SelectMany(polygon => polygon.Holes.Prepend(polygon.Outer))
        .Min(ring => ring.Select((from, i) => MetresTo(from, ring[(i + 1) % ring.Length], point)).Min());

    private static double MetresTo(GeoPoint from, GeoPoint to, GeoPoint point)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++) // the distance along an edge has one valley
        {
            var (a, b) = (low + (high - low) / 3, high - (high - low) / 3);
            if (Between(from, to, a).MetresTo(point) < Between(from, to, b).MetresTo(point)) high = b;
            else low = a;
        }
        return Between(from, to, low).MetresTo(point);
    }

    private static GeoPoint Between(GeoPoint from, GeoPoint to, double part) =>
        GeoPoint.FromDegrees(from.Longitude + (to.Longitude - from.Longitude) * part, from.Latitude + (to.Latitude - from.Latitude) * part);

    private static Grid Square(string code, double west) => new(Scheme, code, "", [GeoPolygon.FromRings(
        [GeoPoint.FromDegrees(west, 0), GeoPoint.FromDegrees(west + 0.01, 0), GeoPoint.FromDegrees(west + 0.01, 0.01),
            GeoPoint.FromDegrees(west, 0.01)])]);
}
