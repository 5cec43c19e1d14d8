using System.Text.RegularExpressions;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Desk.Tests.Support;
using CityKit.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Mounting;

/// <summary>Desks of two hubs in one application: what one has is not the other's.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class TwoDesksTests(DeskBrowser browser)
{
    private const string Row = "<tr data-row=\"item:";
    private static readonly GeoPoint Place = GeoPoint.FromDegrees(120.4124, 36.0617);

    [Fact]
    public async Task Pages_OfEachDesk_ShowTheirOwnHub()
    {
        await using var city = await StartAsync();
        await ReportAsync(North(city), "r-1");
        using var duty = await city.Host.ClientAsync("duty");
        Assert.Equal((0, 1), (await RowsAsync(duty, "/desk"), await RowsAsync(duty, "/north/desk")));
        foreach (var (desk, open) in new[] { ("/desk", "0"), ("/north/desk", "1"), ("/desk", "0") })
            Assert.Equal(open, OpenItems().Match(await duty.GetStringAsync($"{desk}/cockpit")).Groups[1].Value);
    }

    [Fact]
    public async Task Tiles_OfEachDesk_AreOfItsOwnHub()
    {
        await using var city = await StartAsync(_ => { });
        using var duty = await city.Host.ClientAsync("duty");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await duty.GetAsync("/desk/map/tiles/grids/15/27344/12860")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await duty.GetAsync("/north/desk/map/tiles/grids/15/27344/12860")).StatusCode);
    }

    [BrowserFact]
    public async Task News_OfOneHub_ComeToItsDeskAlone()
    {
        await using var city = await StartAsync();
        await using var north = await browser.OpenAsync(city.Host, "duty", "/north/desk/duty?show=items");
        await using var other = await browser.OpenAsync(city.Host, "duty", "/desk/duty?show=items");
        await ReportAsync(North(city), "r-1");
        await north.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^1 new") }).ClickAsync();
        await Assertions.Expect(north.Page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await ReportAsync(city.Hub, "r-2");
        await other.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^1 new") }).WaitForAsync();
        await Assertions.Expect(north.Page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        Assert.Empty(north.Complaints.Concat(other.Complaints));
    }

    [Fact]
    public async Task Desk_WithAPolicyOfItsOwn_OpensToThosePeopleAlone()
    {
        await using var city = await StartAsync(policy: new AuthorizationPolicyBuilder().RequireRole("Administrator").Build());
        using var duty = await city.Host.ClientAsync("duty");
        Assert.True((await duty.GetAsync("/desk/duty")).IsSuccessStatusCode);
        Assert.DoesNotContain(
            "desk-title", await (await duty.GetAsync("/north/desk/duty")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var connected = await duty.PostAsync("/north/desk/_blazor/negotiate?negotiateVersion=1", null);
        Assert.DoesNotContain("connectionToken", await connected.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_OfAHubThatThereIsNot_Throws()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddCityKit(city => city.UseInMemory());
        builder.Services.AddCityKitDesk();
        await using var app = builder.Build();
        var wrong = Assert.Throws<ArgumentException>(() => app.MapCityKitDesk("south", "/south/desk"));
        Assert.Contains("AddCityKit(\"south\"", wrong.Message, StringComparison.Ordinal);
    }

    private static Task<DeskCity> StartAsync(Action<CityKitBuilder>? furnish = null, AuthorizationPolicy? policy = null) =>
        DeskCity.StartAsync(
        services => services.AddCityKit("north", hub => (furnish ?? DeskCity.Furnish)(hub.UseInMemory())),
        app =>
        {
            var desk = app.MapCityKitDesk("north", "/north/desk");
            if (policy is not null) desk.RequireAuthorization(policy);
        });

    private static CityHub North(DeskCity city) => city.Host.Services.GetRequiredKeyedService<CityHub>("north");

    private static async Task ReportAsync(CityHub hub, string id)
    {
        var report = new FileReport(id, "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), Place, null, null);
        (await hub.ReportAsync(report, "lamp", DeskCity.People["resident"])).OrThrow();
    }

    private static async Task<int> RowsAsync(HttpClient person, string desk) => (await person.GetStringAsync($"{desk}/duty?show=items"))
        .Split(Row).Length - 1;

    /// <summary>The first number of the cockpit that leads to items: how many are open.</summary>
    [GeneratedRegex("duty\\?show=items\"[^>]*>\\s*(\\d+)")]
    private static partial Regex OpenItems();
}
