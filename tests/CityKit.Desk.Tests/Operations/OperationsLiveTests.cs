using CityKit.Commands;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Desk.Tests.Support;
using CityKit.Devices;
using CityKit.Subscriptions;
using CityKit.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Operations;

/// <summary>What the buttons of the pages for operations do, and how the pages look.</summary>
[Collection(BrowserTests.Name)]
public sealed class OperationsLiveTests(DeskBrowser browser)
{
    private static readonly string[] Shown =
        [
            "/devices", "/devices/court-edge-1", "/rules", "/rules/cabinet-open", "/findings", "/journal", "/journal/3", "/reads",
        ];

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
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "End now fall-camera" }).ClickAsync();
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

    [BrowserTheory]
    [InlineData("zh", "light", 1440)]
    [InlineData("en", "dark", 1024)]
    public async Task Pages_WithSomethingOnThem_HaveNothingSerious(string language, string theme, int width)
    {
        await using var city = await DeskCity.StartAsync();
        await LetHappenAsync(city);
        await using var tab = await browser.OpenAsync(city.Host, "admin", $"/desk/view?language={language}&theme={theme}", language);
        await tab.Page.SetViewportSizeAsync(width, 900);
        var wrong = new List<string>();
        foreach (var page in Shown)
        {
            await tab.Page.GotoAsync($"/desk/operations{page}");
            await tab.LiveAsync();
            await tab.PictureAsync($"operations{page.Replace('/', '-')}-{language}-{theme}");
            wrong.AddRange((await tab.Page.RunAxe()).Violations.Where(found => found.Impact is "serious" or "critical")
                .SelectMany(found => found.Nodes.Select(node => $"{page}: {found.Id} at {node.Target}: {node.Html}")));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task LetHappenAsync(DeskCity city)
    {
        var admin = DeskCity.People["admin"];
        for (var i = 0; i < 12; i++)
        {
            await city.CabinetAsync();
            await city.LaterAsync(Duration.FromMinutes(i * i + 1));
            await city.CabinetAsync(isOpen: false);
            await city.HeartbeatAsync();
        }
        await city.FallAsync();
        var now = city.Host.Time.Now;
        var window = new SuspendRule("w-1", "cabinet-open", now, now + Duration.FromHours(2), "exchange");
        (await city.Hub.ExecuteAsync(window, admin)).OrThrow();
        foreach (var id in new[] { "again-1", "again-2" })
        {
            using var key = Core.Signing.DeviceKey.Create();
            (await city.Hub.ExecuteAsync(new AdmitDevice(id, DeviceId.Parse("court-edge-2"), key.Public), admin)).OrThrow();
        }
        var report = Components.ClassKey.Parse("GB/T 47678.5-2026:matter:06010");
        var filed = (await city.Hub.ReportAsync(new FileReport("r-1", "city-management", report, GeoPoint.FromDegrees(120.4, 36.06), null, null), "lamp", DeskCity.People["resident"])).OrThrow();
        await city.Hub.Privacy.OpenAsync("o-1", filed.Item!.Id, "call-back", DeskCity.People["duty"]);
    }
}
