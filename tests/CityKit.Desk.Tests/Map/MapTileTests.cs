using System.Net;
using System.Net.Http.Headers;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Desk.Tests.Support;
using CityKit.Maps;
using CityKit.Maps.Tiles;

namespace CityKit.Desk.Tests.Map;

/// <summary>Tiles of the city's own maps, as a browser asks them.</summary>
public sealed class MapTileTests
{
    private const string Here = "/desk/map/tiles/grids/15/27344/12860";
    private static readonly GeoPoint Place = GeoPoint.FromDegrees(120.4124, 36.0617);

    [Fact]
    public async Task Tile_OfAHubWithoutMaps_IsOfItsOwnGrids()
    {
        await using var city = await DeskCity.StartAsync();
        using var duty = await city.Host.ClientAsync("duty");
        var answer = await duty.GetAsync(Here);
        Assert.Equal((HttpStatusCode.OK, MapsModule.TileType), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Contains("370202014901006", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound,
            (await duty.GetAsync(Here.Replace("grids", "components", StringComparison.Ordinal))).StatusCode);
    }

    [Fact]
    public async Task Tile_OfAHubWithMaps_IsTheirs()
    {
        await using var host = await StartAsync();
        using var duty = await host.ClientAsync("duty");
        Assert.Contains("01037", await duty.GetStringAsync(AddressOf("components", Place)), StringComparison.Ordinal);
        Assert.DoesNotContain("01037", await duty.GetStringAsync(AddressOf("components", Place) + "?class=02"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Here)]
    [InlineData("/desk/map/sources/city/0/0/0")]
    public async Task Tile_ForNobody_IsNone(string address)
    {
        await using var host = await StartAsync();
        using var nobody = new HttpClient { BaseAddress = new Uri(host.Address) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Tile_ForEverybodyWhoIsSignedIn_IsTheSame()
    {
        await using var host = await StartAsync();
        List<string> tiles = [];
        foreach (var person in (string[])["duty", "inspector", "resident"])
        {
            using var client = await host.ClientAsync(person);
            tiles.Add(await client.GetStringAsync(AddressOf("components", Place)));
        }
        Assert.Contains("01037", Assert.Single(tiles.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tile_AskedForAgain_IsNotSentAgain()
    {
        await using var host = await StartAsync();
        using var duty = await host.ClientAsync("duty");
        var first = await duty.GetAsync(AddressOf("components", Place));
        Assert.Equal("max-age=60, private", first.Headers.CacheControl?.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf("components", Place));
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        var again = await duty.SendAsync(request);
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
    }

    [Theory]
    [InlineData("/desk/map/tiles/grids/21/0/0", HttpStatusCode.NotFound)]
    [InlineData("/desk/map/tiles/grids/1/2/0", HttpStatusCode.NotFound)]
    [InlineData("/desk/map/tiles/rivers/0/0/0", HttpStatusCode.BadRequest)]
    [InlineData("/desk/map/tiles/components/0/0/0?class=x", HttpStatusCode.BadRequest)]
    [InlineData("/desk/map/sources/none/0/0/0", HttpStatusCode.NotFound)]
    public async Task Tile_ThatThereIsNot_IsRefused(string address, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        using var duty = await host.ClientAsync("duty");
        Assert.Equal(status, (await duty.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Tile_InGcj02_IsWhereThatShowsIt()
    {
        await using var host = await StartAsync();
        using var duty = await host.ClientAsync("duty");
        var there = GeoPoint.FromDegrees(120.41753, 36.06198); // 462 m to the east: another tile of zoom 18
        Assert.Contains("01037", await duty.GetStringAsync(AddressOf("components", there) + "?datum=gcj02"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "01037", await duty.GetStringAsync(AddressOf("components", Place) + "?datum=gcj02"), StringComparison.Ordinal);
    }

    private static string AddressOf(string layer, GeoPoint place) => $"/desk/map/tiles/{layer}/{TileAddress.At(place, 18)}";

    private static Task<DeskHost> StartAsync()
    {
        var lamp = new ComponentPlace(
            ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, "01037"), 1), Place);
        var maps = new CityMaps([], components: ComponentTiles.Of([lamp]));
        return DeskHost.StartAsync(DeskCity.People, city => city.AddMaps(() => maps));
    }
}
