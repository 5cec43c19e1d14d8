using CityKit.Testing;
using System.Net;
using CityKit.Commands;
using CityKit.Desk.Access;
using CityKit.Desk.Tests.Support;
using NodaTime;

namespace CityKit.Desk.Tests;

/// <summary>Classes and rules are called by their names, a city's own too.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("zh", "高空抛物（自定义）", "高空抛物（摄像机触点，自定义）")]
    [InlineData("en", "Falling object", "Falling object, by the camera's contact (local class)")]
    public async Task Pages_WithAClassOfTheCitysOwn_CallItAndItsRuleByName(string language, string name, string rule)
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var lead = (await city.LeadsAsync())[0];
        Assert.Contains(name, await ReadAsync(city, language, $"duty?show=leads&at=lead:{lead.Id}"), StringComparison.Ordinal);
        Assert.Contains(rule, await ReadAsync(city, language, $"why/alert/{lead.Alerts[0]}"), StringComparison.Ordinal);
        var item = await city.ConfirmAsync();
        foreach (var page in new[] { $"duty?show=items&at=item:{item.Id}", $"items/{item.Id}/print", "cockpit",
            "operations/rules/fall-camera" })
        {
            var text = await ReadAsync(city, language, page);
            Assert.Contains(name, text, StringComparison.Ordinal);
            Assert.DoesNotContain("matter:10999", text.Replace("class=GB%2FT", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Read_AfterAMinute_HasARulesNewName()
    {
        await using var city = await DeskCity.StartAsync();
        var names = NamesOf(city, "duty");
        await names.ReadAsync();
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "rules.json"))
            .Replace("A street lamp stays dark", "A lamp is out", StringComparison.Ordinal);
        (await city.Hub.ExecuteAsync(new PutRules("r-1", file), DeskCity.People["admin"])).OrThrow();
        await names.ReadAsync();
        Assert.Equal("A street lamp stays dark", names.RuleOf("lamp-dark").En);
        city.Host.Time.Advance(Duration.FromMinutes(1));
        await names.ReadAsync();
        Assert.Equal(("A lamp is out", "no-such-rule"), (names.RuleOf("lamp-dark").En, names.RuleOf("no-such-rule").En));
    }

    [Fact]
    public async Task Read_ByWhoSeesNoAlerts_HasClassesAndNoRules()
    {
        await using var city = await DeskCity.StartAsync();
        var names = NamesOf(city, "worker");
        await names.ReadAsync();
        Assert.Equal(("Smoke", "smoke"), (names.ClassOf("GB/T 47678.5-2026:matter:10997").En, names.RuleOf("smoke").En));
        Assert.Equal("no:matter:1", names.ClassOf("no:matter:1").Zh);
    }

    private static DeskNames NamesOf(DeskCity city, string person) =>
        new(new DeskHub(city.Hub, new SignedIn(person), city.Host.Time), city.Host.Time);

    private static async Task<string> ReadAsync(DeskCity city, string language, string page)
    {
        using var client = await city.Host.ClientAsync("duty");
        await client.GetAsync($"/desk/view?language={language}");
        var answer = await client.GetAsync($"/desk/{page}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
