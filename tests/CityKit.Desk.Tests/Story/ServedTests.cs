using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Story;

/// <summary>The sample with its desk: what visitors let happen comes to the desk, and a hub that is killed loses nobody.</summary>
[Collection(BrowserTests.Name)]
public sealed class ServedTests(DeskBrowser browser, ServedFixture served) : IClassFixture<ServedFixture>
{
    private const string Fall = "Falling object, by the canopy's barriers";
    private const string Seen = "Falling object, by the camera's contact";
    private const string Smoke = "Smoke (local class)";
    private const string Visit = "Lone elder: under 0.01 m3 of gas in 24 hours";
    private const string Lost = "#components-reconnect-modal";

    [BrowserFact]
    public async Task Hub_KilledWhileThreeBrowsersAreOpen_IsMissedInWordsAndNothingIsMissedOrShownTwice()
    {
        var compound = served.Compound;
        var desks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync(compound, "Duty officer", "duty?show=leads")));
        foreach (var desk in desks) Assert.Equal(0, await desk.GetByText(Fall).CountAsync());

        await VisitAsync(compound, "An object falls");
        Assert.True(compound.Driver.Hub.Kill());
        foreach (var desk in desks) await Assertions.Expect(desk.Locator(Lost)).ToBeVisibleAsync();
        foreach (var desk in desks) await Assertions.Expect(desk.Locator(Lost)).ToBeHiddenAsync(new() { Timeout = 60_000 });
        foreach (var desk in desks) await Assertions.Expect(desk.GetByText(Fall).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await VisitAsync(compound, "Smoke");
        foreach (var desk in desks) await desk.GetByRole(AriaRole.Button, new() { NameRegex = new("new$") }).ClickAsync();
        foreach (var desk in desks) await ShowsOnceAsync(desk);
        foreach (var desk in desks) await desk.Context.DisposeAsync();
    }

    [BrowserFact] // with CITYKIT_WRITE_DOCS=1 in the environment it is drawn again
    public async Task Story_OfTheFall_IsThePictureOfTheReadme()
    {
        var (drawn, place) = (StoryPicture.Of(served.Compound.Story.OfTheFall()), PictureTests.PlaceOf("story.svg"));
        if (PictureTests.IsWriting) await File.WriteAllTextAsync(place, drawn);
        Assert.Equal(await File.ReadAllTextAsync(place), drawn);
    }

    [BrowserFact]
    public async Task Visitor_WhoClosesAGasTap_BringsACareVisitTheNextMorning()
    {
        var compound = served.Compound;
        var desk = await OpenAsync(compound, "Duty officer", "pages/happen");
        await LetHappenAsync(desk, "A gas tap is closed");
        await desk.GotoAsync($"{compound.Driver.HubAddress}desk/duty?show=items");
        await Assertions.Expect(desk.GetByText(Visit).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await desk.Context.DisposeAsync();
    }

    /// <summary>What happened before, at and after the kill is there, each once: the fall as its two leads, and the smoke.</summary>
    private static async Task ShowsOnceAsync(IPage desk)
    {
        foreach (var lead in (string[])[Fall, Seen, Smoke])
            await Assertions.Expect(desk.Locator("[data-row]", new() { HasText = lead })).ToHaveCountAsync(1);
        var rows = await desk.Locator("[data-row]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.row)");
        Assert.Equal(rows.Distinct(), rows);
    }

    private async Task<IPage> OpenAsync(ServedCompound compound, string role, string page)
    {
        var desk = await compound.SignInAsync(await browser.ContextAsync("en"), role);
        await desk.GotoAsync($"{compound.Driver.HubAddress}desk/{page}");
        await desk.Locator("[data-island][data-live]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return desk;
    }

    /// <summary>In a page of its own: one that was open at a kill takes clicks before it has noticed.</summary>
    private async Task VisitAsync(ServedCompound compound, string what)
    {
        var visitor = await OpenAsync(compound, "Resident", "pages/happen");
        await LetHappenAsync(visitor, what);
        await visitor.Context.DisposeAsync();
    }

    private static async Task LetHappenAsync(IPage page, string what)
    {
        await page.GetByRole(AriaRole.Region, new() { Name = what }).GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByText("It happens now").WaitForAsync();
    }
}
