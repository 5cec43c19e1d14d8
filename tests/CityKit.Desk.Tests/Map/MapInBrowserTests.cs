using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Map.PmTiles;
using CityKit.Desk.Tests.Support;
using CityKit.Maps.Tiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Map;

/// <summary>The map in a browser: what only a browser shows.</summary>
[Collection(BrowserTests.Name)]
public sealed class MapInBrowserTests(DeskBrowser browser)
{
    private const string Map = "document.querySelector('.map-canvas').map";

    [BrowserFact]
    public async Task Map_OfLeads_DrawsThemWithNamesAndAsksNothingOfOthers()
    {
        await using var city = await StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        var asked = new List<string>();
        tab.Page.Request += (_, request) => asked.Add(request.Url);
        await OpenAsync(tab);
        Assert.Equal(3, await DrawnAsync(tab, "things", 3));
        Assert.InRange(await DrawnAsync(tab, "grids-name", 5), 5, 50);
        Assert.Empty(tab.Complaints);
        Assert.All(asked, url =>
            Assert.True(new Uri(url).Authority == new Uri(city.Host.Address).Authority || url.StartsWith("blob:", StringComparison.Ordinal),
            url));
        await tab.PictureAsync("map-en-light");
    }

    /// <summary>A name is drawn in Chinese and in Latin letters: with it, the ground around it has other colours than without.</summary>
    [BrowserFact]
    public async Task Names_InBothScripts_AreDrawnWithoutAGlyphOfOthers()
    {
        await using var city = await StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await OpenAsync(tab);
        foreach (var text in (string[])["海棠花园", "Haitang Garden", "（三号楼）"])
        {
            var before = await InkAsync(tab, "");
            Assert.InRange(await InkAsync(tab, text) - before, 100, 100_000);
        }
        Assert.InRange((double)await InkAsync(tab, "（") / await InkAsync(tab, "）"), 0.8, 1.25); // one is the other's mirror
    }

    [BrowserFact]
    public async Task Selection_GoesFromTheListToTheMapAndBack()
    {
        await using var city = await StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await OpenAsync(tab);
        var button = tab.Page.GetByRole(AriaRole.Button, new() { Name = "A sewage manhole cover is tilted" });
        await button.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("output")).ToContainTextAsync("lead:");
        var id = await tab.Page.Locator("output").InnerTextAsync();
        await tab.Page.WaitForFunctionAsync($"id => {Map}.getFeatureState({{ source: 'things', id }}).selected", id);
        await tab.PictureAsync("map-selected");
        var other = await tab.Page.EvaluateAsync<float[]>($$"""
            id => { const map = {{Map}}; const found = map.queryRenderedFeatures({ layers: ['things'] }).find((one) => one.properties.id !== id);
              const at = map.project(found.geometry.coordinates); const box = map.getCanvas().getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }
            """, id);
        await tab.Page.Mouse.ClickAsync(other[0], other[1]);
        await tab.Page.WaitForFunctionAsync("id => document.querySelector('output').innerText !== id", id);
        await Assertions.Expect(tab.Page.Locator("li button[aria-pressed=true]")).ToHaveCountAsync(1);
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [BrowserFact]
    public async Task Ground_ThatIsMissing_IsSaidAndTheRestIsDrawn()
    {
        await using var city =
            await StartAsync(options => options.Tiles.Add(TileSource.OfFile("city", new("城市底图", "City map"), "/no/such.pmtiles")));
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await OpenAsync(tab);
        await Assertions.Expect(tab.Page.Locator(".map-note")).ToContainTextAsync("There is no file /no/such.pmtiles");
        Assert.Equal(3, await DrawnAsync(tab, "things", 3));
        Assert.Empty(tab.Complaints);
        await tab.PictureAsync("map-no-ground");
    }

    [BrowserFact]
    public async Task Ground_OfAPmTilesFile_IsDrawnUnderTheThings()
    {
        var tile = TileAddress.At(GeoPoint.FromDegrees(120.4124, 36.0617), 14);
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path,
            PmTilesMaker.File(new() { [PmTilesNumber.Of(tile)] = new GridTiles(WholeCity.Grids).Tile(tile) }, mostZoom: 14,
            layers: ["grids"]));
        await using var city = await StartAsync(options => options.Tiles.Add(TileSource.OfFile("city", new("城市底图", "City map"), path)));
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await OpenAsync(tab);
        await tab.Page.WaitForFunctionAsync(
            $"() => {Map}.getLayer('base-grids-1') && {Map}.queryRenderedFeatures({{ layers: ['base-grids-1'] }}).length > 0");
        Assert.Equal("base-grids-0", await tab.Page.EvaluateAsync<string>($"() => {Map}.getStyle().layers[1].id"));
        Assert.Empty(tab.Complaints); // nor of the tiles that the file has not
        File.Delete(path);
    }

    [BrowserFact]
    public async Task Map_InABrowserWithoutWebGl_SaysSoAndTheListWorks()
    {
        await using var city = await StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await tab.Page.AddInitScriptAsync("HTMLCanvasElement.prototype.getContext = () => null;");
        await tab.Page.GotoAsync("/desk/pages/map");
        await tab.LiveAsync();
        await Assertions.Expect(tab.Page.Locator(".map-note")).ToContainTextAsync("no WebGL");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "A sewage manhole cover is tilted" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("output")).ToContainTextAsync("lead:");
    }

    [BrowserFact]
    public async Task Ground_InGcj02_HasTheThingsWhereItShowsThem()
    {
        await using var server = await TileServer.StartAsync(TileServer.PictureAsync);
        await using var city = await StartAsync(options => options.Tiles.Add(
            TileSource.OfAddress(
                "city", new("城市底图", "City map"), server.Template) with { Datum = TileDatum.Gcj02, Attribution = "© <City>" }));
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await OpenAsync(tab);
        await tab.Page.WaitForFunctionAsync($"() => {Map}.getSource('base')");
        await tab.MapIdleAsync();
        var fall = await tab.Page.EvaluateAsync<double[]>(
            $"() => {Map}.getSource('things').serialize().data.features.map(one => one.geometry.coordinates).sort((a, b) => b[1] - a[1])[0]");
        Assert.Equal(120.41752, fall[0], 1e-5); // of 120.4124, 36.0617 in WGS 84
        Assert.Equal(36.06198, fall[1], 1e-5);
        await tab.PictureAsync("map-gcj02");
        Assert.Equal(3, await DrawnAsync(tab, "things", 3));
        Assert.InRange(await DrawnAsync(tab, "grids-line", 5), 5, 50);
        Assert.NotEmpty(server.Asked);
        Assert.Contains("© <City>", await tab.Page.Locator(".maplibregl-ctrl-attrib").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    [BrowserTheory]
    [InlineData("en", "light", 15)]
    [InlineData("zh", "dark", 300)]
    public async Task Map_OfAWholeCity_ShowsItsLayersAndIsAccessible(string language, string theme, int things)
    {
        MapPage.Values = WholeCity.Grids.Grids.Select((grid, i) => (grid.Code, i))
            .ToDictionary(pair => pair.Code, pair => (decimal)(pair.i * pair.i));
        await using var host = await WholeCity.StartAsync(things);
        await using var tab = await browser.OpenAsync(host, "duty", $"/desk/view?language={language}&theme={theme}&back=/desk/duty");
        await OpenAsync(tab);
        foreach (var layer in (string[])["areas", "grids-line", "compounds", "buildings", "components", things > 60 ? "many" : "things"])
            Assert.True(await DrawnAsync(tab, layer, 1) > 0, layer);
        await tab.Page.Locator(".map-panel").First.EvaluateAsync("panel => { panel.open = true; }");
        await tab.PictureAsync($"map-city-{language}-{theme}");
        Assert.Empty(await tab.SeriousAsync());
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Layers_SwitchedOff_AreNotDrawn()
    {
        MapPage.Values = null;
        await using var host = await WholeCity.StartAsync(6);
        await using var tab = await browser.OpenAsync(host, "duty");
        await OpenAsync(tab);
        Assert.Equal(0, await DrawnAsync(tab, "areas", 0));
        await tab.Page.GetByText("Layers").First.ClickAsync();
        await tab.Page.GetByLabel("Compounds").UncheckAsync();
        await tab.Page.WaitForFunctionAsync($"() => {Map}.queryRenderedFeatures({{ layers: ['buildings'] }}).length === 0");
        await tab.Page.GetByLabel("Components").SelectOptionAsync("02");
        await tab.Page.WaitForFunctionAsync(
            $"() => {{ const shown = {Map}.queryRenderedFeatures({{ layers: ['components'] }}); return shown.length > 0 && shown.every(one => one.properties.class.startsWith('02')); }}");
        await tab.Page.GetByLabel("Components").SelectOptionAsync("Hidden");
        await tab.Page.WaitForFunctionAsync($"() => {Map}.queryRenderedFeatures({{ layers: ['components'] }}).length === 0");
        Assert.Equal(6, await DrawnAsync(tab, "things", 6));
    }

    [BrowserFact]
    public async Task Keys_OnTheMap_MoveAndZoomItAndLocateBringsTheSelectedNear()
    {
        await using var city = await StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await OpenAsync(tab);
        var before = await tab.Page.EvaluateAsync<double[]>($"() => [{Map}.getZoom(), {Map}.getCenter().lng]");
        await tab.Page.Locator(".maplibregl-canvas").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.WaitForFunctionAsync($"east => {Map}.getCenter().lng > east", before[1]);
        await tab.Page.Keyboard.PressAsync("-");
        await tab.Page.WaitForFunctionAsync($"zoom => {Map}.getZoom() < zoom - 0.5", before[0]);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "A sewage manhole cover is tilted" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Go to the selected" }).ClickAsync();
        await tab.Page.WaitForFunctionAsync($"() => {Map}.getZoom() >= 17.5");
    }

    /// <summary>
    /// How many things a layer shows, once they are at least so many: what is given after the first tiles is drawn after them.
    /// </summary>
    private static async Task<int> DrawnAsync(DeskTab tab, string layer, int least)
    {
        await tab.Page.WaitForFunctionAsync(
            $"([layer, least]) => {Map}.queryRenderedFeatures({{ layers: [layer] }}).length >= least", new object[] { layer, least });
        return await tab.Page.EvaluateAsync<int>($"layer => {Map}.queryRenderedFeatures({{ layers: [layer] }}).length", layer);
    }

    /// <summary>How many dots have another colour than the ground, with a text alone on it.</summary>
    private static Task<int> InkAsync(DeskTab tab, string text) => tab.Page.EvaluateAsync<int>($$"""
        async text => { const map = {{Map}};
          for (const { id } of map.getStyle().layers) if (id !== 'ground' && id !== 'titles') map.setLayoutProperty(id, 'visibility', 'none');
          map.setLayoutProperty('titles', 'text-field', text); map.setPaintProperty('titles', 'text-opacity', 1);
          await new Promise((done) => map.once('idle', done));
          return await new Promise((done) => { map.once('render', () => { const gl = map.painter.context.gl; const [w, h] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
            const dots = new Uint8Array(w * h * 4); gl.readPixels(0, 0, w, h, gl.RGBA, gl.UNSIGNED_BYTE, dots);
            let count = 0; for (let i = 0; i < dots.length; i += 4) if (dots[i] !== dots[0]) count++; done(count); }); map.triggerRepaint(); }); }
        """, text);

    [BrowserFact]
    public async Task Layer_SwitchedOffWhileTheMapIsBeingMade_IsNotDrawn()
    {
        MapPage.Values = null;
        await using var host = await WholeCity.StartAsync(6);
        await using var tab = await browser.OpenAsync(host, "duty");
        var held = new TaskCompletionSource();
        await tab.Page.RouteAsync("**/map.js*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await tab.Page.GotoAsync("/desk/pages/map");
        await tab.LiveAsync();
        await tab.Page.GetByText("Layers").First.ClickAsync();
        await tab.Page.GetByLabel("Compounds").UncheckAsync();
        held.SetResult();
        await tab.MapIdleAsync();
        await tab.Page.WaitForFunctionAsync($"() => {Map}.getLayoutProperty('buildings', 'visibility') === 'none'");
    }

    private static async Task OpenAsync(DeskTab tab)
    {
        await tab.Page.GotoAsync("/desk/pages/map");
        await tab.LiveAsync();
        await tab.MapIdleAsync();
    }

    private static async Task<DeskCity> StartAsync(Action<DeskOptions>? configure = null)
    {
        (MapPage.Features, MapPage.Values) = (null, null);
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
