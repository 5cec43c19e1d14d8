using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Duty;

/// <summary>The sound of a critical alert: tones that the browser makes are counted.</summary>
[Collection(BrowserTests.Name)]
public sealed class SoundTests(DeskBrowser browser)
{
    private const int Chime = 6;

    private const string Count = """
        window.tones = 0;
        const make = AudioContext.prototype.createOscillator;
        AudioContext.prototype.createOscillator = function () { window.tones++; return make.call(this); };
        """;

    [BrowserFact]
    public async Task Alert_ThatIsCritical_IsHeardOnceAllowedAndSilentOnceSwitchedOff()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty", "/sign-in/duty");
        await tab.Page.AddInitScriptAsync(Count);
        await tab.Page.GotoAsync("/desk/duty?show=alerts");
        await tab.KeysAsync(); // it listens
        await city.FallAsync();
        await NewAsync(city, tab, 1);
        Assert.Equal(0, await TonesAsync(tab)); // nobody allowed it

        await Sound(tab, "off").ClickAsync();
        await Assertions.Expect(Sound(tab, "on")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(Chime, await TonesAsync(tab)); // a person hears what they allowed
        await city.CabinetAsync();
        await NewAsync(city, tab, 2);
        Assert.Equal(Chime, await TonesAsync(tab)); // a warning makes none
        await city.CoverAsync();
        await NewAsync(city, tab, 3);
        Assert.Equal(2 * Chime, await TonesAsync(tab));

        await Sound(tab, "on").ClickAsync();
        await Sound(tab, "off").WaitForAsync();
        await city.CoverAsync(isTilted: false);
        await city.LaterAsync(Duration.FromMinutes(5));
        await city.CoverAsync();
        await NewAsync(city, tab, 4);
        Assert.Equal(2 * Chime, await TonesAsync(tab));
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert).GetByText("Critical").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Sound_AllowedBefore_AsksForAPressWhereTheBrowserWantsOne()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await Sound(tab, "off").ClickAsync();
        await Sound(tab, "on").WaitForAsync();
        await tab.Page.ReloadAsync();
        await Sound(tab, "press to allow sound").ClickAsync();
        await Sound(tab, "on").WaitForAsync();
    }

    private static Task NewAsync(DeskCity city, DeskTab tab, int count) =>
        city.UntilAsync(tab.Page.GetByRole(AriaRole.Button, new() { Name = $"{count} new" }));

    private static ILocator Sound(DeskTab tab, string state) =>
        tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"Alarm sound {state}$") });

    private static Task<int> TonesAsync(DeskTab tab) => tab.Page.EvaluateAsync<int>("window.tones");
}
