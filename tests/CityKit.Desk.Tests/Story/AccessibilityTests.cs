using CityKit.Core;
using CityKit.Desk.Tests.Support;
using Deque.AxeCore.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Story;

/// <summary>
/// Every page as axe-core sees it: nothing serious or critical, in both languages and on light and dark. A picture of each is kept in
/// <c>pictures</c> beside the test.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(DeskBrowser browser)
{
    [BrowserTheory]
    [InlineData("zh", "light")]
    [InlineData("en", "dark")]
    public async Task Pages_OfAnOfficer_HaveNothingSerious(string language, string theme) => await CheckAsync("duty", language, theme, 1440);

    [BrowserTheory]
    [InlineData("zh", "dark")]
    [InlineData("en", "light")]
    public async Task Pages_OfAnAdministratorOnANarrowScreen_HaveNothingSerious(string language, string theme) => await CheckAsync("admin", language, theme, 1024);

    private async Task CheckAsync(string person, string language, string theme, int width)
    {
        await using var city = await DeskCity.StartAsync();
        var kinds = await LetHappenAsync(city);
        await using var tab = await browser.OpenAsync(city.Host, person, $"/desk/view?language={language}&theme={theme}", language);
        await tab.Page.SetViewportSizeAsync(width, 900);
        var wrong = new List<string>();
        foreach (var page in DeskPages.Of(city.Host, kinds)) wrong.AddRange(await WrongsAsync(tab, page, $"{person}-{language}-{theme}"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A case, an alert, a lead, a device that reports: so that no list is empty.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> LetHappenAsync(DeskCity city)
    {
        await city.CoverAsync();
        var item = await city.ConfirmAsync();
        await city.LaterAsync(Duration.FromMinutes(10));
        await city.FallAsync();
        await city.HeartbeatAsync();
        var lead = (await city.LeadsAsync())[0];
        return new Dictionary<string, string> { ["item"] = item.Id.ToString(), ["lead"] = lead.Id, ["alert"] = lead.Alerts[0] };
    }

    private static async Task<IEnumerable<string>> WrongsAsync(DeskTab tab, string page, string picture)
    {
        await tab.Page.GotoAsync($"/desk/{page}");
        await tab.LiveAsync();
        await tab.PictureAsync($"{picture}-{page.Replace('/', '-')}");
        var found = await tab.Page.RunAxe();
        return found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node => $"{page}: {violation.Id} ({violation.Impact}) at {node.Target}: {node.Html}"));
    }
}
