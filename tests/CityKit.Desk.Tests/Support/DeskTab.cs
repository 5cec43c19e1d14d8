using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Support;

/// <summary>One open page, and what its browser complained about: a blocked request, a script that failed.</summary>
internal sealed class DeskTab : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private readonly List<string> complaints = [];

    internal DeskTab(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    internal IPage Page { get; }

    /// <summary>What the browser said was wrong, so far.</summary>
    internal IReadOnlyList<string> Complaints => complaints;

    /// <summary>Waits until what is live in the page is.</summary>
    internal Task LiveAsync() =>
        Page.WaitForFunctionAsync("() => !document.querySelector('[data-island]') || document.querySelector('[data-live]')");

    /// <summary>Waits until all of the page's map is drawn.</summary>
    internal Task MapIdleAsync() => Page.WaitForFunctionAsync("() => document.querySelector('.map-canvas[data-idle]')");

    /// <summary>Presses keys one after the other, once the desk hears them.</summary>
    internal async Task KeysAsync(params string[] keys)
    {
        await Page.WaitForSelectorAsync("[data-keys]");
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    /// <summary>
    /// What axe-core finds serious or critical, with where it is. It is run in the page itself: the desk has no frames, and what looks into
    /// frames opens a second page of the browser each time, takes three times as long and finds the same.
    /// </summary>
    internal async Task<IReadOnlyList<string>> SeriousAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter(found => ['serious', 'critical'].includes(found.impact))
              .flatMap(found => found.nodes.map(node => `${found.id} (${found.impact}) at ${node.target}: ${node.html}`))
            """);
    }

    /// <summary>Keeps a picture of it, for people to look at.</summary>
    internal Task PictureAsync(string name, bool isWhole = false) =>
        Page.ScreenshotAsync(new() { FullPage = isWhole, Path = Path.Combine(AppContext.BaseDirectory, "pictures", $"{name}.png") });

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
