using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Map;

/// <summary>The map in a browser: what only a browser shows.</summary>
[Collection(BrowserTests.Name)]
public sealed class MapInBrowserTests(DeskBrowser browser)
{
    [BrowserFact]
    public async Task Map_OfLeads_DrawsThemWithNamesAndAsksNothingOfOthers()
    {
        await using var city = await StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty", "/desk/duty");
        var asked = new List<string>();
        tab.Page.Request += (_, request) => asked.Add(request.Url);
        await OpenAsync(tab);
        Assert.Equal(3, await tab.Page.EvaluateAsync<int>($"() => {Map}.queryRenderedFeatures({{ layers: ['things'] }}).length"));
        Assert.NotEmpty(await tab.Page.EvaluateAsync<string[]>($"() => {Map}.queryRenderedFeatures({{ layers: ['grids-line'] }}).map(one => one.properties.code)"));
        Assert.Empty(tab.Complaints);
        Assert.All(asked, url => Assert.True(url.Contains(new Uri(city.Host.Address).Authority, StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal), url));
        await tab.PictureAsync("map");
    }

    private const string Map = "document.querySelector('.map-canvas').map";

    private static async Task OpenAsync(DeskTab tab)
    {
        await tab.Page.GotoAsync("/desk/pages/map");
        await tab.LiveAsync();
        await tab.Page.WaitForFunctionAsync("() => document.querySelector('.map-canvas[data-idle]')");
    }

    private static async Task<DeskCity> StartAsync(Action<DeskOptions>? configure = null)
    {
        var city = await DeskCity.StartAsync(services => services.Configure<DeskOptions>(options =>
        {
            options.Pages.Add(new DeskPage("map", new LocalizedText("地图", "Map"), typeof(MapPage)));
            configure?.Invoke(options);
        }));
        await city.FallAsync();
        await city.CabinetAsync();
        await city.CoverAsync();
        await city.LaterAsync(Duration.FromMinutes(1));
        return city;
    }
}
