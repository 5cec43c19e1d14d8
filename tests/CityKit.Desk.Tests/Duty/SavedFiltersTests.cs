using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Duty;

/// <summary>Filters that a person keeps under a name, in the browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class SavedFiltersTests(DeskBrowser browser)
{
    [BrowserFact]
    public async Task Filters_KeptUnderAName_AreThereAgainUntilTheyAreRemoved()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await city.FallAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty", "/desk/duty?show=leads&severity=critical");
        await tab.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("urgent ones");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save these filters" }).ClickAsync();
        await Link(tab).WaitForAsync();

        await tab.Page.GotoAsync("/desk/duty");
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(2);
        await Link(tab).ClickAsync();
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(1);
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("severity=critical"));

        await tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("urgent ones") }).ClickAsync();
        await Assertions.Expect(Link(tab)).ToHaveCountAsync(0);
        await tab.Page.ReloadAsync();
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(1);
        await Assertions.Expect(Link(tab)).ToHaveCountAsync(0);
        Assert.Empty(tab.Complaints);
    }

    private static ILocator Link(DeskTab tab) => tab.Page.GetByRole(AriaRole.Link, new() { Name = "urgent ones" });

    private static ILocator Rows(DeskTab tab) => tab.Page.Locator("[data-row]");
}
