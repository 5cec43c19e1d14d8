using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Duty;

/// <summary>The duty desk in a browser: what only a browser shows.</summary>
[Collection(BrowserTests.Name)]
public sealed class DutyDeskTests(DeskBrowser browser)
{
    [BrowserFact]
    public async Task Fall_WhileTheDeskIsOpen_IsCountedAndShownWhenAskedFor()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await Assertions.Expect(tab.Page.Locator("[data-row]")).ToHaveCountAsync(1);
        await city.FallAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "1 new" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-row]")).ToHaveCountAsync(2);
        await Assertions.Expect(tab.Page.Locator(".duty-critical")).ToBeVisibleAsync();
        await tab.PictureAsync("duty-leads");
        await tab.Page.Locator("[data-row] .duty-open").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".duty-panel")).ToBeVisibleAsync();
        await tab.PictureAsync("duty-lead-open");
        Assert.Empty(tab.Complaints);
    }
}
