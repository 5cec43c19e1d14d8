using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Maps.Tests.Support;
using CityKit.Maps.Tiles;

namespace CityKit.Maps.Tests.Tiles;

public sealed class ComponentTilesTests
{
    private const double Grain = 2e-7; // degrees: places are kept to 19 mm
    private static readonly ComponentPlace[] Places = Make(20_000);
    private static readonly ComponentTiles Tiles = ComponentTiles.Of(Places);
    private static readonly ClassFilter Lamps = ClassFilter.Of(Key("01037"));

    [Theory]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(20)]
    public void Tile_WithFew_HasEachWithItsClassAndState(int zoom)
    {
        var tile = TileAddress.At(Places[7].Location, zoom);
        var read = ReadTile.Layers(tile, Tiles.Tile(tile))["components"];
        var expected = Places.Where(place => TileAddress.At(place.Location, zoom) == tile).ToDictionary(place => $"{place.Id}");
        Assert.Equal(expected.Keys.Order(), read.Select(feature => feature.Text("code")).Order());
        foreach (var feature in read)
        {
            var place = expected[feature.Text("code")];
            Assert.Equal((place.Id.Class.Code, place.State.ToTerm()), (feature.Text("class"), feature.Text("state")));
            Assert.Equal(place.Location.Longitude, feature.Geometry.Coordinate.X, 360 / Math.ScaleB(4_096, zoom) + Grain);
            Assert.Equal(place.Location.Latitude, feature.Geometry.Coordinate.Y, 360 / Math.ScaleB(4_096, zoom) + Grain);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    public void Tile_WithTooMany_CountsAllOfThem(int zoom)
    {
        var tile = TileAddress.At(Places[7].Location, zoom);
        var read = ReadTile.Layers(tile, Tiles.Tile(tile));
        Assert.Equal(Places.Count(place => TileAddress.At(place.Location, zoom) == tile),
            Assert.Single(read).Value.Sum(cell => Convert.ToInt32(cell.Attributes["count"])));
        Assert.InRange(read["counts"].Count, 1, 4_096);
    }

    [Fact]
    public void Tile_WithMost_IsOfALengthThatABrowserTakes()
    {
        var tile = TileAddress.At(Places[7].Location, 10);
        var inside = ComponentTiles.Of(
            Make(200_000).Where(place => TileAddress.At(place.Location, 10) == tile).Take(ComponentTiles.MostFeatures));
        Assert.Equal(ComponentTiles.MostFeatures, inside.Count);
        Assert.Equal(ComponentTiles.MostFeatures, ReadTile.Layers(tile, inside.Tile(tile))["components"].Count);
        Assert.InRange(inside.Tile(tile).Length, 1, 300_000);
    }

    [Fact]
    public void Tile_OfOneClass_HasThatAlone()
    {
        var tile = TileAddress.At(Places[7].Location, 14);
        var read = ReadTile.Layers(tile, Tiles.Tile(tile, Lamps))["components"];
        Assert.Equal(Places.Count(place => TileAddress.At(place.Location, 14) == tile && Lamps.Contains(place.Id)), read.Count);
        var world = TileAddress.At(Places[7].Location, 0);
        Assert.Equal(Places.Count(place => Lamps.Contains(place.Id)),
            ReadTile.Layers(world, Tiles.Tile(world, Lamps)).Single().Value.Sum(cell => Convert.ToInt32(cell.Attributes["count"])));
    }

    [Fact]
    public void Within_RandomBoxes_FindsWhatAScanFinds()
    {
        var random = new Random(9);
        for (var i = 0; i < 200; i++)
        {
            var (x, y) = (120 + random.NextDouble() * 0.4, 36 + random.NextDouble() * 0.4);
            var box = new GeoBox(x, y, x + random.NextDouble() * 0.1, y + random.NextDouble() * 0.1);
            var found = Tiles.Within(box, null, 100_000)!;
            HashSet<ComponentId> ids = [.. found.Select(place => place.Id)];
            Assert.Equal(found.Count, ids.Count);
            Assert.All(Places, place => Assert.True(ids.Contains(place.Id) == box.Contains(place.Location)
                || IsAtTheSide(box, place.Location)));
        }
    }

    [Fact]
    public void Within_MoreThanMost_IsNull()
    {
        Assert.Null(Tiles.Within(new GeoBox(-180, -90, 180, 90), null, 19_999));
        Assert.Equal(20_000, Tiles.Within(new GeoBox(-180, -90, 180, 90), null, 20_000)!.Count);
    }

    [Fact]
    public async Task ReadAsync_AStore_HasWhatStands()
    {
        await using var store = new InMemoryComponentStore();
        await store.OpenAsync();
        var tiles = await ComponentTiles.ReadAsync(store);
        Assert.Equal(0, tiles.Count);
        Assert.Empty(tiles.Tile(TileAddress.At(Places[0].Location, 12)));
    }

    private static bool IsAtTheSide(GeoBox box, GeoPoint place) =>
        new[] { place.Longitude - box.West, place.Longitude - box.East, place.Latitude - box.South,
            place.Latitude - box.North }.Any(gap => Math.Abs(gap) < Grain);

    private static ComponentPlace[] Make(int count)
    {
        var random = new Random(1);
        var county = AreaCode.Parse("370202");
        ClassKey[] classes = [Key("01037"), Key("01001"), Key("02001")];
        return [.. Enumerable.Range(1, count).Select(i => new ComponentPlace(ComponentId.Of(county, classes[i % 3], i),
            GeoPoint.FromDegrees(120 + Math.Pow(random.NextDouble(), 2) * 0.5, 36 + Math.Pow(random.NextDouble(), 2) * 0.5),
                (ComponentState)(i % 4 + 1)))];
    }

    private static ClassKey Key(string code) => ClassKey.Component(CatalogueStandard.GbT47678, code);
}
