using System.Text.RegularExpressions;
using CityKit.Client.Json;
using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Story;

/// <summary>What the desk is for: something falls, and people bring it to an end, each at a desk of their own.</summary>
[Collection(BrowserTests.Name)]
public sealed class FallTests(DeskBrowser browser)
{
    private const string Fall = "Falling object, by the camera's contact (local class)";

    [BrowserFact]
    public async Task Fall_SeenByACamera_IsConfirmedDispatchedHandledCheckedAndClosedByFourPeople()
    {
        await using var city = await DeskCity.StartAsync();
        await using var duty = await browser.OpenAsync(city.Host, "duty", "/desk/duty?show=leads");
        await city.FallAsync();
        await duty.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^1 new") }).ClickAsync();
        await OpenAsync(duty);
        await Step(duty, new("^Confirm$")).ClickAsync();
        await Assertions.Expect(duty.Page.GetByText("Done: Confirm").First).ToBeVisibleAsync();

        await using var manager = await AtItemsAsync(city, "manager");
        await DoAsync(manager, "assign");
        await using var worker = await AtItemsAsync(city, "worker");
        await DoAsync(worker, "start");
        await DoAsync(worker, "finish", ("Photo", "photo:after"));
        await using var other = await AtItemsAsync(city, "duty-2");
        await DoAsync(other, "accept the work");

        await Assertions.Expect(other.Page.GetByText("Done: accept the work").First).ToBeVisibleAsync();
        Assert.Equal(["duty", "manager", "worker", "worker", "duty-2"], await ActorsAsync(city));
        foreach (var tab in (DeskTab[])[duty, manager, worker, other]) Assert.Empty(tab.Complaints);
    }

    private async Task<DeskTab> AtItemsAsync(DeskCity city, string person)
    {
        var tab = await browser.OpenAsync(city.Host, person, "/desk/duty?show=items");
        await OpenAsync(tab);
        return tab;
    }

    private static Task OpenAsync(DeskTab tab) => tab.Page.GetByRole(AriaRole.Button, new() { Name = Fall, Exact = true }).ClickAsync();

    /// <summary>Chooses a step of the open thing, fills in what it asks for, and gives it.</summary>
    private static async Task DoAsync(DeskTab tab, string step, params (string Field, string Value)[] fields)
    {
        var name = new Regex($"^{step}$", RegexOptions.IgnoreCase);
        await Step(tab, name).ClickAsync();
        var form = tab.Page.GetByRole(AriaRole.Form, new() { NameRegex = name });
        await Assertions.Expect(form).ToBeVisibleAsync();
        foreach (var (field, value) in fields) await form.GetByLabel(new Regex($"^{field}")).Last.FillAsync(value);
        await form.GetByRole(AriaRole.Button, new() { NameRegex = name }).ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync();
    }

    private static ILocator Step(DeskTab tab, Regex name) =>
        tab.Page.GetByRole(AriaRole.Group, new() { Name = "Steps", Exact = true })
            .GetByRole(AriaRole.Button, new() { NameRegex = name }).First;

    /// <summary>Who did something with the one item, in order.</summary>
    private static async Task<IEnumerable<string?>> ActorsAsync(DeskCity city)
    {
        var listed = await city.Hub.QueryAsync("items/list", new Dictionary<string, string> { ["state"] = "all" }, DeskCity.People["duty"]);
        var row = System.Text.Json.JsonSerializer.Deserialize(Assert.Single(listed.Rows).Span, ClientJson.Default.ItemView)!;
        Assert.False(row.Item.Open);
        var found = await city.Hub.QueryAsync(
            "items/find", new Dictionary<string, string> { ["id"] = row.Item.Id }, DeskCity.People["duty"], limit: 1);
        return System.Text.Json.JsonSerializer.Deserialize(found.Rows[0].Span, ClientJson.Default.ItemView)!.Item.History.Select(
            entry => entry.Actor);
    }
}
