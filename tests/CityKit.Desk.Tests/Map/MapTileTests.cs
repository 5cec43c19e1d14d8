using System.Net;
using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests.Map;

/// <summary>Tiles of the city's own maps, as a browser asks them.</summary>
public sealed class MapTileTests
{
    private const string Here = "/desk/map/tiles/grids/15/27344/12860";

    [Fact]
    public async Task Tile_OfAHubWithoutMaps_IsOfItsOwnGrids()
    {
        await using var city = await DeskCity.StartAsync();
        using var duty = await city.Host.ClientAsync("duty");
        var answer = await duty.GetAsync(Here);
        Assert.Equal((HttpStatusCode.OK, "application/vnd.mapbox-vector-tile"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Contains("370202014901006", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
