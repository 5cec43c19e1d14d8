using System.Net;
using System.Text.Json;
using CityKit.AspNetCore;
using CityKit.AspNetCore.Keys;
using CityKit.Hub.Tests.Support;
using CityKit.Services.Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Services.Hub.Tests;

/// <summary>What the module declares is on HTTP without a line of its own.</summary>
public sealed class ServicesHttpTests
{
    [Fact]
    public async Task Story_OverHttp_FromTheStartToThePersonWhoDecides()
    {
        await using var city = await StartAsync();
        await PostAsync(city, "start", ServiceCity.Parent, new { commandId = "a-1", subject = "new-born" });
        var row = (await city.GetAsync("queries/services/applications", ServiceCity.Parent)).Json.GetProperty("rows")[0];
        var application = row.GetProperty("id").GetString()!;
        Assert.Equal(14, row.GetProperty("progress").GetProperty("workDays").GetInt32());
        await PostAsync(city, "show", ServiceCity.Parent, new
        {
            commandId = "s-1", application, item = "birth-certificate", presentations = new[] { ServiceCity.WalletText("new-born") },
        });
        var step = (await city.GetAsync("queries/services/steps", ServiceCity.Health)).Json.GetProperty("rows")[0];
        Assert.Equal("forPerson", step.GetProperty("step").GetProperty("state").GetString());
        var record = step.GetProperty("step").GetProperty("record").GetString()!["record:".Length..];
        var (status, opened) = await city.PostAsync($"records/{record}", ServiceCity.Health, """{"purpose": "handling"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("虚构甲", opened.ToString(), StringComparison.Ordinal);
        await PostAsync(city, "decide", ServiceCity.Health,
            new { commandId = "d-1", step = step.GetProperty("id").GetString(), isApproved = true });
        Assert.Equal("approved",
            (await city.GetAsync($"queries/services/application?id={Uri.EscapeDataString(application)}", ServiceCity.Parent))
            .Json.GetProperty("rows")[0].GetProperty("steps")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("start", """{"commandId": "a-1", "subject": "nothing"}""", HttpStatusCode.NotFound)]
    [InlineData("start", """{"commandId": "a-1"}""", HttpStatusCode.BadRequest)]
    [InlineData("show", """{"commandId": "s-1", "application": "a", "item": "birth-certificate", "presentations": []}""",
        HttpStatusCode.BadRequest)]
    [InlineData("show", """{"commandId": "s-1", "application": "a", "item": "birth-certificate", "presentations": ["forged"]}""",
        HttpStatusCode.Conflict)]
    [InlineData("decide", """{"commandId": "d-1", "step": "s", "isApproved": true}""", HttpStatusCode.Forbidden)]
    public async Task Commands_ThatCannotBe_AreRefused(string command, string body, HttpStatusCode expected)
    {
        await using var city = await StartAsync();
        Assert.Equal(expected, (await city.PostAsync($"commands/services/{command}", ServiceCity.Parent, body)).Status);
    }

    private static async Task PostAsync(HttpCity city, string command, Cases.Actor actor, object body)
    {
        var (status, json) = await city.PostAsync($"commands/services/{command}", actor, JsonSerializer.Serialize(body));
        Assert.True(status == HttpStatusCode.OK, json.ToString());
    }

    private static Task<HttpCity> StartAsync() => HttpCity.StartAsync(
        configure: city => city.AddModule(ServiceCity.NewModule("new-born")),
        services: services => services.AddCityKitKeys(new CityKitKey(HttpCity.KeyOf(ServiceCity.Health), ServiceCity.Health)));
}
