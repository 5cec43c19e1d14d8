using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Story;

/// <summary>What a page weighs for somebody who opens the desk for the first time, the map apart.</summary>
[Collection(BrowserTests.Name)]
public sealed class WeightTests(DeskBrowser browser)
{
    private const int MostBytes = 300_000;
    private const int MostRequests = 25;

    [BrowserTheory]
    [InlineData("duty")]
    [InlineData("cockpit")]
    [InlineData("operations")]
    [InlineData("operations/devices")]
    public async Task Page_OpenedForTheFirstTime_IsLight(string page)
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        await city.LaterAsync(Duration.FromMinutes(1));
        await using var tab = await browser.OpenAsync(city.Host, "duty", "/sign-in/duty");
        var got = await CountAsync(tab, $"/desk/{page}");
        Assert.True(got.Requests <= MostRequests && got.Bytes <= MostBytes, $"{page}: {got.Requests} requests, {got.Bytes} bytes");
    }

    private static async Task<(int Requests, long Bytes)> CountAsync(DeskTab tab, string page)
    {
        var (addresses, bytes) = (new Dictionary<string, string>(), 0L);
        var devtools = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        await devtools.SendAsync("Network.enable");
        devtools.Event("Network.responseReceived").OnEvent += (_, said) =>
            addresses[said!.Value.GetProperty("requestId").GetString()!] = said.Value.GetProperty("response").GetProperty("url")
                .GetString()!;
        devtools.Event("Network.loadingFinished").OnEvent += (_, said) =>
        {
            if (!IsOfTheMap(addresses.GetValueOrDefault(said!.Value.GetProperty("requestId").GetString()!, "")))
                bytes += (long)said.Value.GetProperty("encodedDataLength").GetDouble();
        };
        await tab.Page.GotoAsync(page, new() { WaitUntil = WaitUntilState.Load });
        await tab.LiveAsync();
        return (addresses.Values.Count(address => !IsOfTheMap(address)), bytes);
    }

    private static bool IsOfTheMap(string address) => address.StartsWith("data:", StringComparison.Ordinal)
        || address.StartsWith("blob:", StringComparison.Ordinal)
        || address.Contains("maplibre", StringComparison.Ordinal) || address.Contains("/map", StringComparison.Ordinal);
}
