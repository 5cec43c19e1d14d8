using System.Collections.Immutable;
using System.Net;
using CityKit.Cases;
using CityKit.Desk.Tests.Support;
using CityKit.Hosting;
using CityKit.Samples.Elevator;
using CityKit.Samples.Parking;
using CityKit.Samples.VendorDesk;
using CityKit.Testing;
using Microsoft.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Extending;

/// <summary>The vendors' samples: pages, a column and a panel of their own in the desk.</summary>
[Collection(BrowserTests.Name)]
public sealed class VendorDeskTests(DeskBrowser browser)
{
    private const string Lift = "31103702032015000002";

    private static readonly Dictionary<string, Actor> People = new()
    {
        ["duty"] = Actor.Of("duty", "值班室", Role.DutyOfficer),
        ["holder"] = Actor.Of("holder", "物业", Role.PropertyManager) with { Places = [Scope.Parse("compound/haitang-garden")] },
        ["guest"] = Actor.Of("guest", "居民", Role.Resident) with { Places = [Scope.Parse("compound/haitang-garden")] },
        ["stranger"] = Actor.Of("stranger", "居民", Role.Resident),
    };

    [BrowserFact]
    public async Task Guest_OnTheParkingPage_BooksABayAndTheNextOneIsTold()
    {
        await using var host = await StartAsync();
        await host.Hub.ExecuteAsync(
            new OfferBay("offer", "B-07", "haitang-garden", host.Time.Now, host.Time.Now + Duration.FromHours(8), 250), People["holder"]);
        await using var tab = await browser.OpenAsync(host, "guest", "/desk/pages/parking");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Book an hour" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Status).GetByText("Bay B-07 is yours from 3 Sep 2026, 08:00 to 3 Sep 2026, 09:00").WaitForAsync();
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "My bookings" }).WaitForAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Book an hour" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Status).GetByText("Bay B-07 is taken").WaitForAsync();
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task Stranger_OnTheParkingPage_IsToldWhy()
    {
        await using var host = await StartAsync();
        using var stranger = await host.ClientAsync("stranger");
        Assert.Contains("您的账号不属于任何小区", await PageAsync(stranger, "pages/parking"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_OnTheLiftsPage_SeesWhichAreOutOfServiceAndWhoIsTrapped()
    {
        await using var host = await StartAsync();
        using var duty = await host.ClientAsync("duty");
        Assert.Contains("没有停用的电梯", await PageAsync(duty, "pages/lifts"), StringComparison.Ordinal);
        (await host.Hub.ExecuteAsync(ElevatorRepair.Call("call", "call/1", Lift, trapped: true), People["duty"])).OrThrow();
        var page = await PageAsync(duty, "pages/lifts");
        Assert.Contains(Lift, page, StringComparison.Ordinal);
        Assert.Contains("<td>有人被困</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_WithALiftsRepairOpen_SeesItsColumnAndItsPanel()
    {
        await using var host = await StartAsync();
        var repair = (await host.Hub.ExecuteAsync(ElevatorRepair.Call("call", "call/1", Lift, trapped: true), People["duty"]))
            .OrThrow().Item!;
        using var duty = await host.ClientAsync("duty");
        var page = await PageAsync(duty, $"duty?show=items&at=item:{repair.Id}");
        Assert.Contains("电梯识别码</th>", page, StringComparison.Ordinal);
        Assert.Contains($"<td>{Lift}</td>", page, StringComparison.Ordinal);
        Assert.Matches($@"电梯</\w+>\s*<dl>\s*<dt>电梯识别码</dt>\s*<dd>{Lift}</dd>", page);
        Assert.Contains("<strong>有人被困</strong>", page, StringComparison.Ordinal);
    }

    private static Task<DeskHost> StartAsync() => DeskHost.StartAsync(People,
        city => city.UseProfiles(ElevatorRepair.Profiles).UsePolicy(ElevatorRepair.Policy).AddModule(new ParkingModule())
            .AddModule(new ElevatorModule(new Certificates(ImmutableDictionary<string, Instant>.Empty))),
        services => services.AddCityKitDesk(desk => desk.AddParking().AddElevators()));

    private static async Task<string> PageAsync(HttpClient person, string page) =>
        WebUtility.HtmlDecode(await person.GetStringAsync($"/desk/{page}"));
}
