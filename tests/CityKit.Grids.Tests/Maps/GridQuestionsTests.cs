using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using NetTopologySuite.Geometries;

namespace CityKit.Grids.Tests.Maps;

/// <summary>What lies in a region and around a place, on real polygons.</summary>
public class GridQuestionsTests
{
    private static readonly GridMap Map = new(GridMapCheck.Validate(RealMap.Read()).Grids);
    private static readonly GeometryFactory Factory = new();

    public enum Kind { Box, Polygon, Line }

    [Theory]
    [InlineData(Kind.Box)]
    [InlineData(Kind.Polygon)]
    [InlineData(Kind.Line)]
    public void In_ARegion_IsWhatTheOverlayLibraryFinds(Kind kind)
    {
        var (random, box) = (new Random((int)kind), RealMap.BoundsOf(Map));
        var shapes = Map.Grids.Select(grid => (grid.Code, Shape: ShapeOf(grid))).ToList();
        for (var i = 0; i < 60; i++)
        {
            GeoPoint[] corners = [.. Enumerable.Range(0, 3 + i % 5).Select(_ => RealMap.Somewhere(random, box))];
            var (region, there) = Both(kind, corners);
            Assert.True(shapes.Where(item => item.Shape.Intersects(there)).Select(item => item.Code)
                .SequenceEqual(Map.In(region).Select(grid => grid.Code)), $"{kind}, region {i}");
        }
    }

    [Fact]
    public void LocateAll_APlaceWithAnAccuracy_IsItsOwnGridAndThoseWhoseBorderIsSoNear()
    {
        var (random, box) = (new Random(9), RealMap.BoundsOf(Map));
        for (var i = 0; i < 200; i++)
        {
            var (place, metres) = (RealMap.Somewhere(random, box), random.Next(1, 400));
            var own = Map.TryLocate(place, out var found) ? found : null;
            var others = Map.Grids.Where(grid => grid != own).Select(grid => (Metres: MetresTo(grid, place), grid.Code))
                .Where(near => near.Metres <= metres).Order().Select(near => near.Code);
            var expected = own is null ? others : others.Prepend(own.Code);
            Assert.Equal(expected, Map.LocateAll(place, metres).Select(near => near.Grid.Code));
            Assert.Equal(Map.LocateAll(place, metres).Select(near => near.Grid.Code).Order(StringComparer.Ordinal),
                Map.In(GeoRegion.Circle(place, metres)).Select(grid => grid.Code));
        }
    }

    [Fact]
    public void RegionOf_SomeGrids_ContainsWhatLiesInOneOfThem()
    {
        var (random, box) = (new Random(5), RealMap.BoundsOf(Map));
        var codes = Map.Grids.Where((_, i) => i % 3 == 0).Select(grid => grid.Code).ToHashSet();
        var region = Map.RegionOf(codes);
        for (var i = 0; i < 20_000; i++)
        {
            var place = RealMap.Somewhere(random, box);
            Assert.Equal(codes.Any(code => Map.TryGet(code, out var grid) && grid.Polygons.Any(polygon => polygon.Contains(place))),
                region.Contains(place));
        }
        Assert.Throws<ArgumentException>(() => Map.RegionOf("no such grid"));
        Assert.Throws<ArgumentException>(() => Map.RegionOf());
    }

    private static (GeoRegion Region, Geometry There) Both(Kind kind, GeoPoint[] points)
    {
        var box = GeoBox.Around(points);
        return kind switch
        {
            Kind.Box => (GeoRegion.Box(box), Factory.ToGeometry(new Envelope(box.West, box.East, box.South, box.North))),
            Kind.Polygon => (GeoRegion.Polygons(GeoPolygon.FromRings(points[..3])), Factory.CreatePolygon(Ring(points[..3]))),
            _ => (GeoRegion.Along(points, 0), Factory.CreateLineString([.. points.Select(At)])),
        };
    }

    private static double MetresTo(Grid grid, GeoPoint place)
    {
        if (grid.Polygons.Any(polygon => polygon.Contains(place))) return 0;
        return new GridMap([grid]).TryFindNearest(place, 1_000_000, out var near) ? near.Metres : double.PositiveInfinity;
    }

    private static Geometry ShapeOf(Grid grid) =>
        Factory.CreateMultiPolygon(
            [.. grid.Polygons.Select(polygon =>
            Factory.CreatePolygon(Ring(polygon.Outer), [.. polygon.Holes.Select(hole => Ring(hole))]))]);

    private static LinearRing Ring(IReadOnlyList<GeoPoint> ring) => Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(At)]);

    private static Coordinate At(GeoPoint point) => new(point.Longitude, point.Latitude);
}
