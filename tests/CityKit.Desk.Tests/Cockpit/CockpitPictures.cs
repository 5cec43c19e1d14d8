using CityKit.Desk.Tests.Support;
using Deque.AxeCore.Playwright;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>The cockpit and its wall in a browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class CockpitPictures(DeskBrowser browser)
{
    [BrowserTheory]
    [InlineData("zh", "light", 1440, "")]
    [InlineData("zh", "dark", 1440, "?period=month&area=370203")]
    [InlineData("en", "dark", 1440, "")]
    [InlineData("en", "light", 1024, "")]
    [InlineData("zh", "light", 1920, "?wall=1")]
    [InlineData("en", "light", 1920, "?wall=1&page=2")]
    public async Task Cockpit_InABrowser_IsDrawn(string language, string theme, int width, string query)
    {
        await using var city = await DeskCity.StartAsync();
        await CockpitWorld.FillAsync(city);
        await using var tab = await browser.OpenAsync(city.Host, "leader", $"/desk/view?theme={theme}&back=/desk/cockpit{Uri.EscapeDataString(query)}", language);
        await tab.Page.SetViewportSizeAsync(width, width * 9 / 16);
        await tab.LiveAsync();
        Assert.Equal(!query.Contains("wall", StringComparison.Ordinal) ? 16 : query.Contains("page", StringComparison.Ordinal) ? 8 : 6, await tab.Page.Locator(".cockpit-board").CountAsync());
        await tab.Page.WaitForTimeoutAsync(1500); // until the map is drawn
        await tab.PictureAsync($"cockpit-{language}-{theme}-{width}{(query.Length == 0 ? "" : query.Contains("wall", StringComparison.Ordinal) ? "-wall" : "-area")}", !query.Contains("wall", StringComparison.Ordinal));
        var found = (await tab.Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
        Assert.Empty(found.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} at {node.Target}: {node.Html}")));
        Assert.Empty(tab.Complaints);
    }
}
