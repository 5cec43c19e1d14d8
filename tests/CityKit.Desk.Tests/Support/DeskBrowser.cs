using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Support;

/// <summary>Debian's Chromium, driven by Playwright; one for all tests of a collection. Each person gets a context of their own.</summary>
public sealed class DeskBrowser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where it is; null where there is none. The one that never has a window first: a page of it takes half as long.</summary>
    internal static string? Program { get; } =
        new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Program is null) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            // Only maps are drawn by the graphics processor that SwiftShader plays: it is slower at the rest of a page than no graphics
            // processor.
            Args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
                "--disable-gpu-compositing"],
        });
    }

    /// <summary>A page of a person who is signed in.</summary>
    internal async Task<DeskTab> OpenAsync(DeskHost host, string person, string path = "/desk/duty", string language = "en")
    {
        var context = await browser!.NewContextAsync(
            new() { BaseURL = host.Address, Locale = language, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        var tab = new DeskTab(page);
        await page.APIRequest.GetAsync($"/sign-in/{person}");
        await page.GotoAsync(path);
        await tab.LiveAsync();
        return tab;
    }

    /// <summary>A person's own browser, with no cookie in it.</summary>
    internal Task<IBrowserContext> ContextAsync(string language) =>
        browser!.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = 1440, Height = 900 } });

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
