using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests.Story;

/// <summary>
/// Every page as axe-core sees it: nothing serious or critical, in both languages, on light and dark, wide; and what is live on a narrow
/// screen too. The other two pairings of language and theme with CITYKIT_LONG=1. A picture of each is kept in <c>pictures</c> beside the
/// test.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(DeskBrowser browser, FullCity full)
{
    [BrowserTheory]
    [InlineData("zh", "light")]
    [InlineData("en", "dark")]
    public Task Pages_WithMuchOnThem_HaveNothingSerious(string language, string theme) => HaveNothingSeriousAsync(language, theme);

    [BrowserTheory(isLong: true)]
    [InlineData("zh", "dark")]
    [InlineData("en", "light")]
    public Task Pages_InTheOtherPairings_HaveNothingSerious(string language, string theme) => HaveNothingSeriousAsync(language, theme);

    [BrowserFact]
    public async Task Page_MadeWrong_HasItFound()
    {
        var city = await full.City;
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await tab.Page.EvaluateAsync("() => { document.title = ''; document.body.insertAdjacentHTML('beforeend', '<button></button>'); }");
        var wrongs = await tab.SeriousAsync();
        Assert.Equal(["button-name (critical)", "document-title (serious)"], wrongs.Select(wrong => wrong.Split(" at ")[0]));
    }

    private async Task HaveNothingSeriousAsync(string language, string theme)
    {
        var city = await full.City;
        await using var tab = await browser.OpenAsync(city.Host, "duty", $"/desk/view?language={language}&theme={theme}", language);
        var wrong = new List<string>();
        foreach (var pages in DeskPages.Of(city.Host, full.Shown).GroupBy(PersonFor))
        {
            await tab.Page.APIRequest.GetAsync($"/sign-in/{pages.Key}");
            foreach (var page in pages) wrong.AddRange(await WrongsAsync(tab, page, $"{language}-{theme}"));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Who has most on a page.</summary>
    private static string PersonFor(string page) => page.Split('/', '?')[0] switch
    {
        "operations" => "admin",
        "cockpit" => "leader",
        _ => "duty",
    };

    private static async Task<IEnumerable<string>> WrongsAsync(DeskTab tab, string page, string picture)
    {
        await tab.Page.SetViewportSizeAsync(1440, 900);
        var answer = await tab.Page.GotoAsync($"/desk/{page}");
        if (answer!.Status >= 500) return [$"{page}: {answer.Status}, {answer.StatusText}"];
        await tab.LiveAsync();
        await tab.PictureAsync($"{picture}-{PictureOf(page)}");
        var wide = Named(await tab.SeriousAsync(), page);
        if (await tab.Page.Locator("[data-island]").CountAsync() == 0) return wide;
        await tab.Page.SetViewportSizeAsync(1024, 900);
        return wide.Concat(Named(await tab.SeriousAsync(), $"{page} at 1024 px"));
    }

    private static IEnumerable<string> Named(IEnumerable<string> wrongs, string page) => wrongs.Select(wrong => $"{page}: {wrong}");

    private static string PictureOf(string page) => page.Length == 0 ? "start" : page.Split("&at=")[0].Replace('/', '-').Replace('?', '-')
        .Replace('=', '-').Replace('&', '-');
}
