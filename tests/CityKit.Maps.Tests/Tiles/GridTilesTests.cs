using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Maps.Tests.Support;
using CityKit.Maps.Tiles;

namespace CityKit.Maps.Tests.Tiles;

public sealed class GridTilesTests
{
    private static GridTiles London { get; } = new(new GridMap(TestShapes.London));

    [Fact]
    public void Tile_ReadByAnotherProgram_HasTheGridsThatMeetIt()
    {
        foreach (var zoom in (int[])[9, 12, 14, 16])
        {
            var tile = TileAddress.At(TestShapes.London[0].Polygons[0].Centroid(), zoom);
            var read = ReadTile.Layers(tile, London.Tile(tile))["grids"];
            HashSet<string> expected = [.. TestShapes.London.Where(grid =>
                grid.Polygons.Any(polygon => polygon.Outer.Any(tile.Bounds.Contains))).Select(grid => grid.Code)];
            HashSet<string> found = [.. read.Select(feature => feature.Text("code"))];
            Assert.Subset(found, expected);
            Assert.Equal(read.Count, found.Count);
        }
    }

    [Fact]
    public void Tile_InsideOfOneGrid_IsCoveredByIt()
    {
        var grid = TestShapes.London.MaxBy(one => one.SquareMetres)!;
        var middle = CityKit.Maps.Shapes.InnerPoint.Of(grid.Polygons);
        var tile = TileAddress.At(middle, 20);
        var feature = Assert.Single(ReadTile.Layers(tile, London.Tile(tile))["grids"]);
        Assert.Equal(grid.Code, feature.Text("code"));
        Assert.True(feature.Geometry.EnvelopeInternal.Contains(tile.Bounds.West, tile.Bounds.North)
            && feature.Geometry.EnvelopeInternal.Contains(tile.Bounds.East, tile.Bounds.South));
    }

    [Fact]
    public void Tile_Neighbours_CoverTheGroundOnce()
    {
        var tile = TileAddress.At(TestShapes.London[0].Polygons[0].Centroid(), 15);
        var read = ReadTile.Layers(tile, London.Tile(tile))["grids"];
        var box = tile.Bounds;
        var random = new Random(2);
        for (var i = 0; i < 300; i++)
        {
            var place = GeoPoint.FromDegrees(box.West + random.NextDouble() * (box.East - box.West),
                box.South + random.NextDouble() * (box.North - box.South));
            if (!London.Map.TryLocate(place, out var grid) || DistanceToBorder(grid, place) < 3) continue;
            var point = new NetTopologySuite.Geometries.Point(place.Longitude, place.Latitude);
            Assert.Equal([grid.Code], read.Where(feature => feature.Geometry.Covers(point)).Select(feature => feature.Text("code")));
        }
    }

    [Fact]
    public void Tile_WithTooManyGrids_CountsThem()
    {
        var map = new GridMap(TestShapes.Rows(GridTiles.MostFeatures + 200, 1)
            .Select(area => new Grid(GridScheme.Parse("test"), area.Code, "", area.Polygons)));
        var tile = TileAddress.At(GeoPoint.FromDegrees(120.1, 36.1), 6);
        var read = ReadTile.Layers(tile, new GridTiles(map).Tile(tile));
        Assert.Equal(GridTiles.MostFeatures + 200, Assert.Single(read).Value.Sum(cell => Convert.ToInt32(cell.Attributes["count"])));
    }

    [Fact]
    public void Names_OfAllTilesOfAZoom_AreEachInOneTileAndInsideItsGrid()
    {
        var map = new GridMap(
            TestShapes.Rows(36, 3).Select(area => new Grid(GridScheme.Parse("test"), area.Code, area.Name.Zh, area.Polygons)));
        var tiles = new GridTiles(map);
        var (first, last) = (TileAddress.At(GeoPoint.FromDegrees(120, 36.025), 15), TileAddress.At(GeoPoint.FromDegrees(120.025, 36), 15));
        List<string> named = [];
        for (var x = first.X - 1; x <= last.X + 1; x++)
            for (var y = first.Y - 1; y <= last.Y + 1; y++)
                if (TileAddress.TryOf(15, x, y, out var tile) && ReadTile.Layers(tile, tiles.Tile(tile))
                    .TryGetValue("names", out var names))
                    foreach (var name in names)
                    {
                        named.Add(name.Text("code"));
                        Assert.True(map.TryLocate(
                            GeoPoint.FromDegrees(name.Geometry.Coordinate.X, name.Geometry.Coordinate.Y), out var grid)
                            && grid.Code == named[^1]);
                    }
        Assert.Equal(map.Grids.Select(grid => grid.Code), named.Order());
    }

    [Fact]
    public void Tile_WithGridsOfTooManyCorners_CountsThem()
    {
        var teeth = Enumerable.Range(0, 8_000).Select(i => (120 + i * 1e-6, i % 2 == 0 ? 36 : 36.004));
        var comb = TestShapes.Ring([.. teeth, (120.008, 35.999), (120, 35.999)]);
        var tiles = new GridTiles(new GridMap(Enumerable.Range(0, 24).Select(i => new Grid(GridScheme.Parse("test"), $"{i}", "", [comb]))));
        var tile = TileAddress.At(GeoPoint.FromDegrees(120.004, 36.002), 15);
        Assert.Equal(24, Assert.Single(ReadTile.Layers(tile, tiles.Tile(tile))).Value.Sum(
            cell => Convert.ToInt32(cell.Attributes["count"])));
    }

    [Fact]
    public void Tile_FarAway_IsEmpty() => Assert.Empty(London.Tile(TileAddress.At(GeoPoint.FromDegrees(120, 36), 12)));

    [Fact]
    public void Tile_AskedAgain_IsTheSameObject()
    {
        var tile = TileAddress.At(TestShapes.London[0].Polygons[0].Centroid(), 13);
        Assert.Same(London.Tile(tile), London.Tile(tile));
    }

    private static double DistanceToBorder(Grid grid, GeoPoint place) =>
        grid.Polygons.SelectMany(polygon => polygon.Holes.Prepend(polygon.Outer))
        .SelectMany(ring => ring.Select((point, i) => new NetTopologySuite.Geometries.LineSegment(At(point),
            At(ring[(i + 1) % ring.Length]))))
        .Min(edge => edge.Distance(At(place))) * 69_000;

    private static NetTopologySuite.Geometries.Coordinate At(GeoPoint point) => new(point.Longitude, point.Latitude);
}
