using CityKit.Desk.Tests.Support;
using NodaTime;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>The cockpit draws itself anew, a wall goes from page to page, and both say when they could not for a minute.</summary>
[Collection(BrowserTests.Name)]
public sealed class CockpitLiveTests(DeskBrowser browser)
{
    private static readonly Duration Pulse = Duration.FromSeconds(15);

    [BrowserFact]
    public async Task Cockpit_WhenSomethingHappened_IsDrawnAnew()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "leader", "/desk/cockpit");
        await city.CoverAsync();
        await UntilAsync(city, tab, "[aria-labelledby=board-15] tbody tr");
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Wall_WithoutAnybody_GoesFromPageToPageAndBegins()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "leader", "/desk/cockpit?wall=1");
        foreach (var board in new[] { 6, 14, 0 }) await UntilAsync(city, tab, $"#board-{board}");
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Cockpit_ThatIsNotDrawnForAMinute_SaysSo()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "leader", "/desk/cockpit");
        await tab.Page.RouteAsync("**/cockpit.css", route => route.AbortAsync()); // nothing answers
        await tab.Page.Clock.InstallAsync();
        await tab.Page.ReloadAsync();
        await tab.LiveAsync();
        await tab.Page.WaitForTimeoutAsync(500); // until the watch is loaded
        await tab.Page.Clock.RunForAsync(70_000);
        await tab.Page.WaitForFunctionAsync("() => document.querySelector('.cockpit-stale').textContent.includes('older than a minute')");
    }

    /// <summary>Lets the city's time pass until the page shows something.</summary>
    private static async Task UntilAsync(DeskCity city, DeskTab tab, string selector)
    {
        for (var tries = 0; tries < 20 && await tab.Page.Locator(selector).CountAsync() == 0; tries++)
        {
            await city.LaterAsync(Pulse);
            await tab.Page.WaitForTimeoutAsync(250);
        }
        Assert.NotEqual(0, await tab.Page.Locator(selector).CountAsync());
    }
}
