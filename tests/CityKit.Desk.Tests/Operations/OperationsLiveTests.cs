using CityKit.Commands;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Desk.Tests.Support;
using CityKit.Devices;
using CityKit.Subscriptions;
using CityKit.Testing;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Operations;

/// <summary>What the buttons of the pages for operations do.</summary>
[Collection(BrowserTests.Name)]
public sealed class OperationsLiveTests(DeskBrowser browser)
{
    [BrowserFact]
    public async Task Suspend_WithAReason_SuspendsTheDeviceAndResumesIt()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "admin", "/desk/operations/devices/court-edge-1");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Suspend court-edge-1" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("Give a reason.")).ToBeVisibleAsync();
        await tab.Page.GetByLabel("Reason (no personal data)").FillAsync("card exchanged");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Resume court-edge-1" })).ToBeEnabledAsync();
        Assert.Equal(Standing.Suspended, Assert.Single(city.Hub.Devices).Standing);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Resume court-edge-1" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Suspend court-edge-1" })).ToBeEnabledAsync();
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Window_ThatIsTooLong_IsRefusedInWordsAndAShorterOneIsInForceUntilItIsEnded()
    {
        await using var city = await DeskCity.StartAsync();
        await using var tab = await browser.OpenAsync(city.Host, "admin", "/desk/operations/rules/fall-camera");
        await tab.Page.GetByLabel("Reason (no personal data)").FillAsync("lens cleaned");
        await tab.Page.GetByLabel("Until", new() { Exact = true }).FillAsync("2027-09-03T10:00");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add a maintenance window" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("Not done: ")).ToContainTextAsync("90");
        await tab.Page.GetByLabel("Until", new() { Exact = true }).FillAsync("2026-09-03T10:00");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add a maintenance window" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Cell, new() { Name = "in force" })).ToBeVisibleAsync();
        await tab.LiveAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "End now Falling object, by the camera's contact (local class)" })
            .ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Cell, new() { Name = "over" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task DeadLetter_SentAgain_IsDeadAgainAndASubscriptionIsAddedAndRemoved()
    {
        var channel = new DeadChannel();
        await using var city = await DeskCity.StartAsync(hub: hub => hub.AddNotifications(
            n => n.UseInMemory().AddChannel("desk", _ => channel)));
        (await city.Hub.ExecuteAsync(new PutSubscription("s-1", "alerts", "desk", ["AlertRaised"]), DeskCity.People["admin"])).OrThrow();
        await city.FallAsync();
        await channel.Tried.WaitAsync(TimeSpan.FromSeconds(20));
        await using var tab = await browser.OpenAsync(city.Host, "admin", "/desk/operations/subscriptions");
        await Assertions.Expect(tab.Page.GetByText("gone", new() { Exact = true })).ToBeVisibleAsync();
        await tab.PictureAsync("operations-subscriptions");
        await tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Resend") }).First.ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await channel.TriedAgain.WaitAsync(TimeSpan.FromSeconds(20));
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Group)).ToHaveCountAsync(0);
        await tab.LiveAsync();
        await tab.Page.GetByLabel("Name").FillAsync("Not A Name");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("Not done: ")).ToContainTextAsync("a-z");
        await tab.Page.GetByLabel("Name").FillAsync("second");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Rowheader, new() { Name = "second" })).ToBeVisibleAsync();
    }
}
