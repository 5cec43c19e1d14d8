using CityKit.Cases;
using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests;

/// <summary>Pages in a browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class LiveTests(DeskBrowser browser)
{
    private static readonly Dictionary<string, Actor> People = new() { ["duty"] = Actor.Of("duty", "值班室", Role.DutyOfficer) };

    [BrowserFact]
    public async Task Desk_InABrowser_IsLiveAndAsksNothingOfOthers()
    {
        await using var host = await DeskHost.StartAsync(People);
        await using var tab = await browser.OpenAsync(host, "duty");
        var asked = new List<string>();
        tab.Page.Request += (_, request) => asked.Add(request.Url);
        await tab.Page.ReloadAsync();
        await tab.LiveAsync();
        await tab.PictureAsync("duty");
        Assert.Empty(tab.Complaints);
        Assert.All(asked, url =>
            Assert.StartsWith(host.Address.Replace(
            "http", url.StartsWith("ws", StringComparison.Ordinal) ? "ws" : "http", StringComparison.Ordinal), url,
            StringComparison.Ordinal));
    }
}
