using System.Net;
using CityKit.Cases;
using CityKit.Desk.Assets;
using CityKit.Desk.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Desk.Tests.Mounting;

/// <summary>The desk in applications that have their own Blazor, path base, fallback.</summary>
[Collection(BrowserTests.Name)]
public sealed class MountingTests(DeskBrowser browser)
{
    private static readonly Dictionary<string, Actor> People = new() { ["duty"] = Actor.Of("duty", "值班室", Role.DutyOfficer) };

    [BrowserFact]
    public async Task Desk_BesideAnotherBlazor_BothAreLive()
    {
        await using var host = await DeskHost.StartAsync(People, use: UseOwnBlazor);
        await using var tab = await browser.OpenAsync(host, "duty", "/");
        await CountAsync(tab);
        await tab.Page.EvaluateAsync("window.isOfTheApplication = true");
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "The desk" }).ClickAsync();
        await tab.Page.Locator("[data-island][data-live]").First.WaitForAsync(Attached);
        Assert.Equal($"{host.Address}/desk/", await tab.Page.EvaluateAsync<string>("document.baseURI"));
        Assert.False(await tab.Page.EvaluateAsync<bool>("!!window.isOfTheApplication"),
            "The application's Blazor patched the desk into its own page.");
        await tab.Page.GoBackAsync();
        await CountAsync(tab);
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Desk_UnderAPathBase_IsLiveThereAndKeepsItsAddresses()
    {
        await using var host =
            await DeskHost.StartAsync(
            People, change: services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new PathBase("/city")));
        await using var tab = await browser.OpenAsync(host, "duty", "/city/desk/duty");
        var asked = new List<string>();
        tab.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        tab.Page.WebSocket += (_, socket) => asked.Add(new Uri(socket.Url).AbsolutePath);
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "中文" }).ClickAsync();
        await tab.Page.Locator("html[lang=zh-CN] [data-island][data-live]").First.WaitForAsync(Attached);
        Assert.All(asked, path => Assert.StartsWith("/city/desk/", path, StringComparison.Ordinal));
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Link_InTheDesk_ChangesThePageWithoutLoadingItAnew()
    {
        await using var host = await DeskHost.StartAsync(People);
        await using var tab = await browser.OpenAsync(host, "duty");
        await tab.Page.EvaluateAsync("window.isTheSamePage = true");
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Operations" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/operations");
        Assert.True(await tab.Page.EvaluateAsync<bool>("window.isTheSamePage"));
    }

    [Theory]
    [InlineData("/desk/duty", HttpStatusCode.OK, "<base href=\"/desk/\"")]
    [InlineData("/desk/no-such-page", HttpStatusCode.NotFound, "404")]
    [InlineData("/desk", HttpStatusCode.OK, "<base href=\"/desk/\"")]
    [InlineData("/anything/else", HttpStatusCode.OK, "the application's own page")]
    public async Task Desk_BesideASinglePageApplication_EachHasItsAddresses(string path, HttpStatusCode status, string text)
    {
        await using var host =
            await DeskHost.StartAsync(
            People, use: app => app.MapFallback(() => Results.Content("the application's own page", "text/html")));
        using var duty = await host.ClientAsync("duty");
        var answer = await duty.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("desk")]
    [InlineData("/desk/")]
    public async Task Map_AtAPathThatIsNone_Throws(string path)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        Assert.Throws<ArgumentException>(() => app.MapCityKitDesk(path));
    }

    private static void UseOwnBlazor(WebApplication app)
    {
        app.UseAntiforgery();
        app.MapRazorComponents<OwnApp>().AddInteractiveServerRenderMode();
        app.MapGet("/_framework/blazor.web.js", () => Results.Stream(
            typeof(DeskAssets).Assembly.GetManifestResourceStream("asset/blazor.web.js")!, "text/javascript"));
    }

    private static async Task CountAsync(DeskTab tab)
    {
        var button = tab.Page.Locator("button[data-live]");
        await button.ClickAsync();
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "1", Exact = true }).WaitForAsync();
    }

    private static Microsoft.Playwright.LocatorWaitForOptions Attached => new()
        { State = Microsoft.Playwright.WaitForSelectorState.Attached };

    private sealed class PathBase(string path) : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => next(app.UsePathBase(path));
    }
}
