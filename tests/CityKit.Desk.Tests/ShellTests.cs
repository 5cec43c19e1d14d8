using System.Net;
using CityKit.Cases;
using CityKit.Desk.Shell;
using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests;

/// <summary>The frame around all pages: who gets in, what browsers are told, languages.</summary>
public sealed class ShellTests
{
    private static readonly Dictionary<string, Actor> People = new() { ["duty"] = Actor.Of("duty", "值班室", Role.DutyOfficer) };

    [Fact]
    public async Task Page_OfNobody_IsNotShown()
    {
        await using var host = await DeskHost.StartAsync(People);
        using var nobody = new HttpClient { BaseAddress = new Uri(host.Address) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/desk/duty")).StatusCode);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk/duty")]
    [InlineData("/desk/no-such-page")]
    public async Task Page_OfAPerson_RunsNoScriptOfOthers(string page)
    {
        await using var host = await DeskHost.StartAsync(People);
        using var duty = await host.ClientAsync("duty");
        var answer = await duty.GetAsync(page);
        Assert.Equal([DeskDefence.Policy], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatThereIsNot_SaysSoInTheFrame()
    {
        await using var host = await DeskHost.StartAsync(People);
        using var duty = await host.ClientAsync("duty");
        var answer = await duty.GetAsync("/desk/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有这个页面", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "值班台", "zh-CN")]
    [InlineData("en", "Duty desk", "en")]
    public async Task View_OfALanguage_IsKept(string language, string title, string tag)
    {
        await using var host = await DeskHost.StartAsync(People);
        using var duty = await host.ClientAsync("duty");
        var page = WebUtility.HtmlDecode(await duty.GetStringAsync($"/desk/view?language={language}&back=/desk/duty"));
        Assert.Contains($"<html lang=\"{tag}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<title>{title}</title>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/desk\\..\\..\\")]
    public async Task View_WithAnAddressElsewhere_GoesToTheDesk(string back)
    {
        await using var host = await DeskHost.StartAsync(People);
        using var duty = await host.ClientAsync("duty");
        var answer = await duty.GetAsync($"/desk/view?theme=dark&back={Uri.EscapeDataString(back)}");
        Assert.Equal($"{host.Address}/desk/", answer.RequestMessage!.RequestUri!.ToString());
        Assert.Contains("data-theme=\"dark\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_OfAPage_AreThereAndKeptForGood()
    {
        await using var host = await DeskHost.StartAsync(People);
        using var duty = await host.ClientAsync("duty");
        var page = await duty.GetStringAsync("/desk/duty");
        var addresses = System.Text.RegularExpressions.Regex.Matches(page, "(?:src|href)=\"(assets/[^\"]+)\"")
            .Select(match => match.Groups[1].Value).ToList();
        Assert.True(addresses.Count >= 5, page);
        foreach (var address in addresses)
        {
            var answer = await duty.GetAsync($"/desk/{address}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }
}
