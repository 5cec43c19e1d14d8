using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Compounds;
using CityKit.Maps.Tests.Support;
using CityKit.Maps.Tiles;

namespace CityKit.Maps.Tests.Tiles;

public sealed class CompoundTilesTests
{
    [Fact]
    public void Tile_WithTooManyCompounds_CountsThem()
    {
        var tiles = new CompoundTiles(new CompoundMap(Enumerable.Range(0, CompoundTiles.MostFeatures + 1).Select(Of)));
        var world = TileAddress.At(GeoPoint.FromDegrees(120.1, 36.1), 6);
        Assert.Equal(CompoundTiles.MostFeatures + 1,
            Assert.Single(ReadTile.Layers(world, tiles.Tile(world))).Value.Sum(cell => Convert.ToInt32(cell.Attributes["count"])));
        var near = TileAddress.At(GeoPoint.FromDegrees(120.0004, 36.0004), 15);
        var layers = ReadTile.Layers(near, tiles.Tile(near));
        Assert.InRange(layers["compounds"].Count, 1, 100);
        Assert.Contains("小区0", layers["names"].Select(name => name.Text("zh")));
    }

    private static Compound Of(int i)
    {
        var (west, south) = (120 + i % 100 * 0.002, 36 + i / 100 * 0.002);
        return new Compound($"c{i}", new LocalizedText($"小区{i}", $"Compound {i}"), AreaCode.Parse("370202014901"), "",
            TestShapes.Box(west, south, west + 0.001, south + 0.001), [], [], []);
    }
}
