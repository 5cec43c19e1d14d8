using CityKit.Desk.Tests.Support;
using NodaTime;

namespace CityKit.Desk.Tests.Story;

/// <summary>The picture of the desk in README.md. With CITYKIT_WRITE_DOCS=1 in the environment this test takes it anew.</summary>
[Collection(BrowserTests.Name)]
public sealed class PictureTests(DeskBrowser browser)
{
    private const int MostBytes = 200_000;
    internal static readonly bool IsWriting = Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1";

    [BrowserFact]
    public async Task Picture_OfTheReadme_IsOneOfTheDeskAndSmall()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await city.LaterAsync(Duration.FromMinutes(6));
        await city.CoverAsync();
        await city.LaterAsync(Duration.FromMinutes(3));
        await city.FallAsync();
        await city.LaterAsync(Duration.FromMinutes(1));
        var lead = (await city.LeadsAsync())[^1];
        await using var tab = await browser.OpenAsync(city.Host, "duty", $"/desk/duty?show=leads&at=lead:{lead.Id}");
        await tab.Page.SetViewportSizeAsync(1280, 800);
        await tab.MapIdleAsync();
        var taken = await tab.Page.ScreenshotAsync();
        Assert.InRange(taken.Length, 20_000, MostBytes);
        if (IsWriting) await File.WriteAllBytesAsync(PlaceOf("desk.png"), taken);
        Assert.InRange(new FileInfo(PlaceOf("desk.png")).Length, 20_000, MostBytes);
    }

    /// <summary>Where a picture of the documents is.</summary>
    internal static string PlaceOf(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CityKit.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "docs", name);
    }
}
