using System.Net;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Maps.Tests.Support;
using CityKit.Maps.Tiles;

namespace CityKit.Maps.Tests;

/// <summary>Maps as operations of a hub: what they answer, over HTTP, and what they refuse.</summary>
public sealed class MapsModuleTests
{
    private static readonly CityMaps Maps = new(
        [new GridMap(TestShapes.Rows(100, 4).Select(area => new Grid(GridScheme.Basic, area.Code, area.Name.Zh, area.Polygons)))],
        new CompoundMap([Compound()]), ComponentTiles.Of(Places(6_000)));

    [Theory]
    [InlineData("grids", "grids", "names")]
    [InlineData("compounds", "compounds", "buildings")]
    [InlineData("components", "components")]
    public async Task Tile_OverHttp_IsTheBytesOfThatLayer(string layer, params string[] layers)
    {
        await using var city = await StartAsync();
        var tile = TileAddress.At(GeoPoint.FromDegrees(120.002, 36.002), 18);
        var (type, bytes) = await GetAsync(city, $"tile?layer={layer}&z=18&x={tile.X}&y={tile.Y}");
        Assert.Equal("application/vnd.mapbox-vector-tile", type);
        Assert.Equal(layers, ReadTile.Layers(tile, bytes).Keys);
    }

    [Fact]
    public async Task Layers_OfMaps_SayWhatThereIsAndWhere()
    {
        await using var city = await StartAsync();
        var layers = JsonDocument.Parse((await GetAsync(city, "layers")).Bytes).RootElement;
        Assert.Equal([("grids", 100), ("compounds", 1), ("components", 6_000)],
            layers.EnumerateArray().Select(layer => (layer.GetProperty("layer").GetString(), layer.GetProperty("count").GetInt32())));
        Assert.Equal("01", Assert.Single(layers[2].GetProperty("majors").EnumerateArray()).GetString());
        double[] around = [.. layers[2].GetProperty("box").EnumerateArray().Select(side => side.GetDouble())];
        Assert.InRange(around[0], 119.98, 120.01);
        Assert.InRange(around[3], 36, 36.03);
    }

    [Theory]
    [InlineData("wgs84", 120.002, 36.002)]
    [InlineData("gcj02", 120.00677, 36.00190)]
    public async Task Tile_OfADatum_IsWhereThatShowsTheCompound(string datum, double east, double north)
    {
        await using var city = await StartAsync();
        var tile = TileAddress.At(GeoPoint.FromDegrees(east, north), 18);
        var (_, bytes) = await GetAsync(city, $"tile?layer=compounds&z=18&x={tile.X}&y={tile.Y}&datum={datum}");
        Assert.NotEmpty(ReadTile.Layers(tile, bytes)["buildings"]);
    }

    [Fact]
    public async Task Grids_InABox_AreGeoJson()
    {
        await using var city = await StartAsync();
        var (type, bytes) = await GetAsync(city, "grids?box=120.0041,36.001,120.0059,36.003");
        Assert.Equal("application/geo+json", type);
        var features = JsonDocument.Parse(bytes).RootElement.GetProperty("features");
        Assert.Equal(["000000", "000001"], features.EnumerateArray()
            .Select(f => f.GetProperty("properties").GetProperty("code").GetString()).Order());
        Assert.Equal("MultiPolygon", features[0].GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(100, JsonDocument.Parse((await GetAsync(city, "grids")).Bytes).RootElement.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task Compounds_InABox_ShowTheBorderAndNothingOfHouseholds()
    {
        await using var city = await StartAsync();
        var text = System.Text.Encoding.UTF8.GetString((await GetAsync(city, "compounds?box=120,36,121,37")).Bytes);
        Assert.Contains("海棠花园", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1-2-301", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dwelling", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"features\":[]", System.Text.Encoding.UTF8.GetString((await GetAsync(city, "compounds?box=10,36,11,37")).Bytes),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Components_OfAClassInABox_AreGeoJson()
    {
        await using var city = await StartAsync();
        var features = JsonDocument.Parse(
            (await GetAsync(city, "components?box=120,36,120.01,36.01&class=01037")).Bytes).RootElement.GetProperty("features");
        Assert.NotEqual(0, features.GetArrayLength());
        Assert.All(features.EnumerateArray(), f => Assert.Equal(("01037", "完好"),
            (f.GetProperty("properties").GetProperty("class").GetString(), f.GetProperty("properties").GetProperty("state").GetString())));
    }

    [Theory]
    [InlineData("tile?layer=grids&z=21&x=0&y=0", HttpStatusCode.BadRequest, "z is 0 to 20")]
    [InlineData("tile?layer=grids&z=3&x=8&y=0", HttpStatusCode.BadRequest, "x=8")]
    [InlineData("tile?layer=grids", HttpStatusCode.BadRequest, "z is 0 to 20")]
    [InlineData("tile?layer=rivers&z=0&x=0&y=0", HttpStatusCode.BadRequest, "grids, compounds, components")]
    [InlineData("tile?layer=grids&z=abc&x=0&y=0", HttpStatusCode.BadRequest, "a whole number")]
    [InlineData("tile?layer=components&z=0&x=0&y=0&class=7", HttpStatusCode.BadRequest, "'class' is '7'")]
    [InlineData("tile?z=0&x=0&y=0&scheme=unit-grid", HttpStatusCode.NotFound, "grids (basic-grid)")]
    [InlineData("tile?layer=grids&z=0&x=0&y=0&datum=bd09", HttpStatusCode.BadRequest, "wgs84, gcj02")]
    [InlineData("grids?box=1,2,3", HttpStatusCode.BadRequest, "west,south,east,north")]
    [InlineData("grids?box=121,36,120,37", HttpStatusCode.BadRequest, "west,south,east,north")]
    [InlineData("grids?colour=red", HttpStatusCode.BadRequest, "no parameter 'colour'")]
    [InlineData("components", HttpStatusCode.BadRequest, "more than 5000")]
    public async Task Query_ThatCannotBeAnswered_SaysWhyInBothLanguages(string query, HttpStatusCode status, string why)
    {
        await using var city = await StartAsync();
        var (answered, json) = await city.GetAsync($"queries/maps/{query}", TestCity.Officer);
        Assert.Equal(status, answered);
        Assert.Contains(why, json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(json.GetProperty("message").GetProperty("zh").GetString()!);
    }

    [Fact]
    public async Task Grids_WithTooManyCorners_AreRefused()
    {
        var ring = Enumerable.Range(0, MapsModule.MostCorners + 1).Select(i => Math.Tau * i / (MapsModule.MostCorners + 1));
        var round = TestShapes.Ring([.. ring.Select(angle => (120 + 0.01 * Math.Cos(angle), 36 + 0.01 * Math.Sin(angle)))]);
        var maps = new CityMaps([new GridMap([new Grid(GridScheme.Basic, "1", "", [round])])]);
        await using var city = await HttpCity.StartAsync(configure: c => c.AddMaps(() => maps));
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("queries/maps/grids", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task Query_WithoutAKey_IsRefused()
    {
        await using var city = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.SendForTextAsync(HttpMethod.Get, "queries/maps/grids", null)).Status);
    }

    [Fact]
    public async Task Query_OfAHubWithoutThatMap_IsRefused()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddMaps(() => new CityMaps([])));
        foreach (var query in (string[])["grids", "compounds", "components", "tile?layer=compounds&z=0&x=0&y=0"])
            Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"queries/maps/{query}", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task Description_OfTheHub_NamesWhatTheAnswersAre()
    {
        await using var city = await StartAsync();
        var paths = (await city.GetAsync("openapi.json", TestCity.Officer)).Json.GetProperty("paths");
        var tile = paths.GetProperty("/queries/maps/tile").GetProperty("get");
        Assert.True(tile.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty(MapsModule.TileType, out _));
        Assert.Equal(["layer", "z", "x", "y", "scheme", "class", "datum"],
            tile.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Grids_OfTheHubsOwnMap_AreThoseInForce()
    {
        await using var city = await HttpCity.StartAsync(configure: hub => hub.AddMaps());
        Assert.Equal(["370202999001001", "370202999001002", "370202999001003"], await CodesAsync(city));
        var other = new GridMap([new Grid(GridScheme.UnitGrid, "370202999001009", "", [TestShapes.Box(120, 36, 121, 37)])]);
        (await city.Hub.ExecuteAsync(new PutGrids("p-1", "test", other), TestCity.Admin)).OrThrow();
        Assert.Equal(["370202999001009"], await CodesAsync(city));
    }

    private static async Task<string[]> CodesAsync(HttpCity city)
    {
        using var json = JsonDocument.Parse((await GetAsync(city, "grids?box=-180,-90,180,90")).Bytes);
        return [.. json.RootElement.GetProperty("features").EnumerateArray()
            .Select(feature => feature.GetProperty("properties").GetProperty("code").GetString()!)];
    }

    [Fact]
    public async Task Content_AskedForAgain_IsNotModified()
    {
        await using var city = await StartAsync();
        using var first = await city.ShowAsync(HttpCity.KeyOf(TestCity.Resident), "queries/maps/grids?box=-180,-90,180,90");
        using var request = new HttpRequestMessage(HttpMethod.Get, "queries/maps/grids?box=-180,-90,180,90");
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Resident));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await city.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
        using var other = await city.ShowAsync(HttpCity.KeyOf(TestCity.Resident), "queries/maps/compounds?box=-180,-90,180,90");
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
    }

    [Fact]
    public void CityMaps_TwoMapsOfOneScheme_Throw()
    {
        var map = new GridMap([new Grid(GridScheme.Basic, "1", "", [TestShapes.Box(0, 0, 1, 1)])]);
        Assert.Throws<ArgumentException>(() => new CityMaps([map, map]));
        Assert.Throws<ArgumentException>(() => new CityMaps([new GridMap([])]));
    }

    private static Task<HttpCity> StartAsync() => HttpCity.StartAsync(configure: city => city.AddMaps(() => Maps));

    private static async Task<(string? Type, byte[] Bytes)> GetAsync(HttpCity city, string query)
    {
        using var answer = await city.ShowAsync(HttpCity.KeyOf(TestCity.Resident), $"queries/maps/{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync());
    }

    private static Compound Compound() => new("haitang", new LocalizedText("海棠花园", "Haitang Garden"), AreaCode.Parse("370202014901"), "",
        TestShapes.Box(120.001, 36.001, 120.004, 36.004), [], [new Building("1", new LocalizedText("1号楼", "Building 1"),
            TestShapes.Box(120.0015, 36.0015, 120.0025, 36.0025), 6, "", [Entrance()])], []);

    private static Entrance Entrance() => new("2", new LocalizedText("2单元", "Entrance 2"), GeoPoint.FromDegrees(120.002, 36.0015), "")
    {
        Floors = [new Floor(3, [new Dwelling("1-2-301", "370202014901")])],
    };

    private static IEnumerable<ComponentPlace> Places(int count)
    {
        var random = new Random(1);
        for (var i = 1; i <= count; i++)
            yield return new ComponentPlace(ComponentId.Of(AreaCode.Parse("370202"),
                ClassKey.Component(CatalogueStandard.GbT47678, i % 2 == 0 ? "01037" : "01001"), i),
                GeoPoint.FromDegrees(120 + random.NextDouble() * 0.02, 36 + random.NextDouble() * 0.02));
    }
}
