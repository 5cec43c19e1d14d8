using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Desk.Tests.Support;
using CityKit.Privacy;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Duty;

/// <summary>What is kept of a person who reported something: shown for a purpose to who may read it, and noted.</summary>
[Collection(BrowserTests.Name)]
public sealed class PersonalTests(DeskBrowser browser)
{
    private const string Text = "The lamp in front of number 5 is dark.";
    private const string Contact = "13800000000";

    [BrowserFact]
    public async Task Acceptor_WithAPurpose_ReadsTheReportAndThatIsNoted()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await OpenAsync(city, "centre");
        Assert.DoesNotContain(Text, await tab.Page.ContentAsync(), StringComparison.Ordinal);
        await AskAsync(tab, "replying");
        await tab.Page.GetByText(Text).WaitForAsync();
        await tab.Page.GetByText(Contact).WaitForAsync(); // who calls back
        var read = Assert.Single(await ReadsAsync(city, "centre"));
        Assert.Contains("\"purpose\":\"replying\"", read, StringComparison.Ordinal);
        Assert.DoesNotContain(Text, read, StringComparison.Ordinal);
        Assert.Single(await ReadsAsync(city, "resident", "of")); // the person sees who read it
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task GridWorker_WhoMayNotReadIt_IsToldSoAndNothingIsNoted()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await OpenAsync(city, "grid-worker");
        await AskAsync(tab, "handling");
        await Assertions.Expect(tab.Page.Locator(".duty-own").GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        Assert.DoesNotContain(Text, await tab.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await ReadsAsync(city, "grid-worker"));
    }

    private async Task<DeskTab> OpenAsync(DeskCity city, string person)
    {
        var report = new FileReport("r-1", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
            GeoPoint.FromDegrees(120.4124, 36.0617), null, null);
        var data = new PersonalData { Text = Text, Contact = Contact };
        var item = (await city.Hub.ReportAsync(report, data, DeskCity.People["resident"])).OrThrow().Item!;
        return await browser.OpenAsync(city.Host, person, $"/desk/duty?at=item:{item.Id}");
    }

    private static async Task AskAsync(DeskTab tab, string purpose)
    {
        await tab.Page.GetByText("Personal data", new() { Exact = true }).ClickAsync();
        await tab.Page.GetByLabel("Purpose").SelectOptionAsync(purpose);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
    }

    private static async Task<IReadOnlyList<string>> ReadsAsync(DeskCity city, string person, string side = "by")
    {
        var answer = await city.Hub.QueryAsync("reads/own", new Dictionary<string, string> { ["side"] = side }, DeskCity.People[person]);
        return [.. answer.Rows.Select(row => System.Text.Encoding.UTF8.GetString(row.Span))];
    }
}
