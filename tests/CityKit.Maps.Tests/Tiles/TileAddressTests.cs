using CityKit.Core;
using CityKit.Maps.Tiles;

namespace CityKit.Maps.Tests.Tiles;

public sealed class TileAddressTests
{
    [Theory] // the numbers of OpenStreetMap's page "Slippy map tilenames", calculated from its formulas
    [InlineData(120.3826, 36.0671, 0, 0, 0)]
    [InlineData(120.3826, 36.0671, 10, 854, 401)]
    [InlineData(-0.1276, 51.5072, 14, 8186, 5448)]
    [InlineData(0, 0, 1, 1, 1)]
    [InlineData(180, -90, 2, 3, 3)]
    public void At_APlace_IsTheTileOfWebMaps(double longitude, double latitude, int zoom, int x, int y)
    {
        var tile = TileAddress.At(GeoPoint.FromDegrees(longitude, latitude), zoom);
        Assert.Equal((zoom, x, y), (tile.Zoom, tile.X, tile.Y));
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(21, 0, 0)]
    [InlineData(3, 8, 0)]
    [InlineData(3, 0, 8)]
    [InlineData(3, -1, 0)]
    [InlineData(long.MaxValue, 0, 0)]
    public void TryOf_NoSuchTile_IsFalse(long zoom, long x, long y) => Assert.False(TileAddress.TryOf(zoom, x, y, out _));

    [Fact]
    public void Bounds_OfTheWorld_IsTheWholeWebMap()
    {
        Assert.True(TileAddress.TryOf(0, 0, 0, out var world));
        Assert.Equal((-180, -85.0511, 180, 85.0511), (world.Bounds.West, Math.Round(world.Bounds.South, 4), world.Bounds.East,
            Math.Round(world.Bounds.North, 4)));
    }

    [Fact]
    public void Bounds_OfTheTileOfAPlace_HasIt()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var place = GeoPoint.FromDegrees(random.NextDouble() * 360 - 180, random.NextDouble() * 170 - 85);
            var box = TileAddress.At(place, random.Next(0, 21)).Bounds;
            Assert.True(box.West - 1e-6 <= place.Longitude && place.Longitude <= box.East + 1e-6 && box.South - 1e-6 <= place.Latitude
                && place.Latitude <= box.North + 1e-6);
        }
    }

    [Fact]
    public void WorldPoint_ThereAndBack_IsWithin3Centimetres()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var place = GeoPoint.FromDegrees(random.NextDouble() * 360 - 180, random.NextDouble() * 160 - 80);
            var point = WorldPoint.Of(place);
            Assert.Equal(point, WorldPoint.OfKey(point.Key));
            Assert.InRange(point.Place().MetresTo(place), 0, 0.03);
        }
    }
}
