using CityKit.Cases;
using CityKit.Commands;
using CityKit.Desk.Tests.Support;
using CityKit.Setup;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Why;

/// <summary>The chain in a browser: the readings are drawn, and a replay proves it.</summary>
[Collection(BrowserTests.Name)]
public sealed class WhyInBrowserTests(DeskBrowser browser)
{
    [BrowserFact]
    public Task Why_OfABurstPipe_IsDrawnAndProved() => DrawnAsync("zh", "light", "字节一致");

    [BrowserFact]
    public Task Why_OfABurstPipeInTheDark_IsDrawnAndProved() => DrawnAsync("en", "dark", "Same bytes");

    private async Task DrawnAsync(string language, string theme, string proved)
    {
        await using var city =
            await DeskCity.StartAsync(services => services.ConfigureAll<HubOptions>(options => options.KeepReadings = true));
        await BurstAsync(city);
        var alert = (await city.LeadsAsync()).Single(lead => lead.Rule == "water-burst").Alerts[0];
        await using var tab = await browser.OpenAsync(
            city.Host, "admin", $"/desk/view?theme={theme}&back=/desk/why/alert/{alert}", language);
        await tab.Page.Locator(".why-replay button").ClickAsync();
        await tab.Page.Locator(".why-proof").WaitForAsync();
        Assert.Contains(proved, await tab.Page.Locator(".why-proof").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await tab.Page.Locator(".why-chart svg .why-limit").CountAsync());
        Assert.Empty(tab.Complaints);
        await tab.PictureAsync($"why-alert-{language}-{theme}");
    }

    [BrowserFact]
    public async Task Why_OfAnItem_FitsBesideAMap()
    {
        await using var city = await DeskCity.StartAsync();
        await city.LaterAsync(Duration.FromDays(27) + Duration.FromHours(2)); // the afternoon before the holidays of October
        await city.FallAsync();
        var item = await city.ConfirmAsync();
        await StepAsync(city, item, new WorkCommand("assign") { Assignee = new Assignee("示例物业", "维修班") });
        await StepAsync(city, item, new WorkCommand("finish") { Photo = "photo-1" });
        await using var tab = await browser.OpenAsync(city.Host, "duty", $"/desk/why/item/{item.Id}", "zh");
        await tab.Page.SetViewportSizeAsync(1024, 900);
        Assert.Equal("true", await tab.Page.Locator(".why-day").Last.GetAttributeAsync("data-work"));
        Assert.Contains("国庆", await tab.Page.Locator(".why-days").TextContentAsync(), StringComparison.Ordinal);
        await tab.Page.Locator(".why-days").ScrollIntoViewIfNeededAsync();
        await tab.PictureAsync("why-item-zh-light");
        await tab.Page.GotoAsync($"/desk/items/{item.Id}/print");
        await tab.PictureAsync("why-print-zh");
        Assert.Empty(tab.Complaints);
    }

    private static async Task StepAsync(DeskCity city, WorkItem item, WorkCommand step)
    {
        await city.LaterAsync(Duration.FromMinutes(20));
        (await city.Hub.ExecuteAsync(new StepItem($"step-{step.Name}", item.Id, step), DeskCity.People["manager"])).OrThrow();
    }

    /// <summary>After midnight 20 L go through the meter each minute, and for ten minutes nothing is heard of it.</summary>
    private static async Task BurstAsync(DeskCity city)
    {
        await city.LaterAsync(Duration.FromHours(17));
        for (var minute = 0; minute < 70; minute++)
        {
            await city.LaterAsync(Duration.FromMinutes(1));
            if (minute is < 10 or > 20) await city.WaterAsync(minute < 30 ? 2 : 20, Duration.FromMinutes(1));
        }
    }
}
