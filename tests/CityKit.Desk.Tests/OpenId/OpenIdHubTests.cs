using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CityKit.Desk.Tests.Support;
using CityKit.Samples.OpenIdHub;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.OpenId;

/// <summary>The sample whose people sign in at an OpenID Connect provider.</summary>
[Collection(BrowserTests.Name)]
public sealed class OpenIdHubTests(DeskBrowser browser) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("citykit-openid-").FullName;
    private IdentityProvider provider = null!;
    private WebApplication app = null!;

    public async Task InitializeAsync()
    {
        provider = await IdentityProvider.StartAsync();
        app = OpenIdHub.Build([.. Settings(), $"--OpenId:ClientSecret={provider.Secret}"]);
        await app.StartAsync();
    }

    [Fact]
    public async Task Person_WithoutASignIn_ComesToTheDeskByTheProvidersPageWithTheRolesOfTheirGroups()
    {
        using var client = NewClient();
        var asked = await client.GetAsync("/desk/duty?show=leads");
        Assert.StartsWith(provider.Address, asked.RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
        var desk = await SignInAsync(client, asked, "li");
        Assert.Equal($"{Address}/desk/duty?show=leads", desk.RequestMessage!.RequestUri!.ToString());
        Assert.Contains(">Person li</a>", await desk.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("li · 值班室 · DutyOfficer", await AccountAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_OfNoGroup_HasNoRoleAndIsToldWhatTheHubSays()
    {
        using var client = NewClient();
        var desk = await SignInAsync(client, await client.GetAsync("/desk/operations/devices"), "wang");
        Assert.Equal(HttpStatusCode.Forbidden, desk.StatusCode);
        Assert.Contains("<p>wang · 值班室</p>", await AccountAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_OfAPerson_EndsTheSessionHereAndAtTheProvider()
    {
        using var client = NewClient();
        await SignInAsync(client, await client.GetAsync("/desk/duty"), "li");
        var gone = await client.PostAsync("/sign-out", null);
        Assert.Equal($"{Address}/signed-out", gone.RequestMessage!.RequestUri!.ToString());
        var asked = await client.GetAsync("/desk/duty");
        Assert.StartsWith(provider.Address, asked.RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IdentityProvider.Audience, HttpStatusCode.OK)]
    [InlineData(IdentityProvider.Client, HttpStatusCode.Unauthorized)]
    public async Task Api_WithATokenOfTheProvider_TakesThatForTheApiAlone(string audience, HttpStatusCode status)
    {
        using var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", provider.TokenOf("li", audience));
        Assert.Equal(status, (await client.GetAsync("/citykit/v1/leads")).StatusCode);
    }

    [Fact]
    public async Task Api_WithTheDesksCookie_StaysClosed()
    {
        using var client = NewClient();
        await SignInAsync(client, await client.GetAsync("/desk/duty"), "li");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/citykit/v1/leads")).StatusCode);
    }

    [Fact]
    public void Build_WithoutTheSecret_SaysWhatIsMissing()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => OpenIdHub.Build([.. Settings()]));
        Assert.Contains("OpenId__ClientSecret", wrong.Message, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Desk_InABrowserAfterTheSignIn_IsLiveAndIsLeftByTheAccountsPage()
    {
        var context = await browser.ContextAsync("en");
        await using var tab = new DeskTab(await context.NewPageAsync());
        await tab.Page.GotoAsync($"{Address}/desk/duty");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "li", Exact = true }).ClickAsync();
        await tab.Page.Locator("[data-island][data-live]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Person li" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await tab.Page.GetByText("You are signed out").WaitForAsync();
        await tab.Page.GotoAsync($"{Address}/desk/duty");
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Who are you?" }).WaitForAsync();
        Assert.Empty(tab.Complaints);
    }

    public async Task DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await provider.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Address => app.Urls.First();

    private IEnumerable<string> Settings() =>
    [
        "--Urls=http://127.0.0.1:0", $"--Data={folder}", "--Logging:LogLevel:Default=Warning",
        $"--OpenId:Authority={provider.Address}", $"--OpenId:ClientId={IdentityProvider.Client}",
    ];

    private HttpClient NewClient() => new(new HttpClientHandler { CookieContainer = new CookieContainer() })
        { BaseAddress = new Uri(Address) };

    private static async Task<string> AccountAsync(HttpClient client) => WebUtility.HtmlDecode(await client.GetStringAsync("/account"));

    /// <summary>Chooses a person on the provider's page.</summary>
    private async Task<HttpResponseMessage> SignInAsync(HttpClient client, HttpResponseMessage page, string person)
    {
        var link = Regex.Match(await page.Content.ReadAsStringAsync(), $"href=\"([^\"]+person={person})\"").Groups[1].Value;
        return await client.GetAsync(new Uri(new Uri(provider.Address), WebUtility.HtmlDecode(link)));
    }
}
