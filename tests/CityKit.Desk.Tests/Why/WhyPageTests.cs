using System.Net;
using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests.Why;

/// <summary>Why a thing is there, as a page and as a printed case.</summary>
public sealed class WhyPageTests
{
    [Fact]
    public async Task Why_OfAnItem_GoesFromTheDeviceToTheItem()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var item = await city.ConfirmAsync();
        var page = await PageAsync(city, "duty", $"/desk/why/item/{item.Id}");
        var kinds = System.Text.RegularExpressions.Regex.Matches(page, "data-what=\"([a-z]+)\"").Select(match => match.Groups[1].Value);
        Assert.Equal(["batch", "sensor", "rule", "alert", "lead", "command", "clock", "item"], kinds.Take(8));
        Assert.Contains("a detection", page, StringComparison.Ordinal);
        Assert.Contains("Signed by the device's key", page, StringComparison.Ordinal);
        Assert.Contains("Fits the journal's seal", page, StringComparison.Ordinal);
        Assert.Contains("/desk/operations/journal?number=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Replay this proves it", page, StringComparison.Ordinal); // a duty officer may not
    }

    [Theory]
    [InlineData("lead", "/desk/why/lead/none")]
    [InlineData("what", "/desk/why/tea/1")]
    public async Task Why_OfNothing_SaysSo(string what, string address)
    {
        await using var city = await DeskCity.StartAsync();
        var page = await PageAsync(city, "duty", address);
        Assert.Contains(what == "lead" ? "There is no such lead" : "There is nothing like 'tea:1'", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_OfAResident_IsRefused()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var page = await PageAsync(city, "resident", $"/desk/why/lead/{(await city.LeadsAsync())[0].Id}");
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-what", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_OfAnItem_HasChainAndHistoryAndNoScriptOfItsOwn()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var item = await city.ConfirmAsync();
        var page = await PageAsync(city, "duty", $"/desk/items/{item.Id}/print");
        Assert.Contains($"Case {item.Number}", page, StringComparison.Ordinal);
        Assert.Contains("No personal data is in it", page, StringComparison.Ordinal);
        Assert.Contains("court-edge-1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-island", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_OfAnItemOfOthers_IsNotThere()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var item = await city.ConfirmAsync();
        using var client = await city.Host.ClientAsync("resident");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/desk/items/{item.Id}/print")).StatusCode);
    }

    private static async Task<string> PageAsync(DeskCity city, string person, string address)
    {
        using var client = await city.Host.ClientAsync(person);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return WebUtility.HtmlDecode(await (await client.GetAsync(address)).Content.ReadAsStringAsync());
    }
}
