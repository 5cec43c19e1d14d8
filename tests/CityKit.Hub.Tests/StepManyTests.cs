using System.Net;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Client;
using CityKit.Client.Items;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Importing;
using CityKit.Deciding;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>The same step of many items: an answer each, an entry each, once.</summary>
public sealed class StepManyTests
{
    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "centre", Role.Acceptor);
    private static readonly Actor Leader = Actor.Of("leader-1", "centre", Role.DutyLeader);

    [Fact]
    public async Task Steps_OfMany_AreEachDecidedAndDoneOnce()
    {
        await using var city = await TestCity.StartAsync();
        var items = await ReportAsync(city, 5);
        (await city.Hub.ExecuteAsync(new StepItem("s-0", items[1], new WorkCommand("accept") { Reason = "seen on a camera" }), Leader))
            .OrThrow();
        var many = new StepMany(
            "m-1", [.. items, items[0], WorkItemId.FromCause("none")], new WorkCommand("reject")
            { Reason = "not true", Reply = "We found nothing there." });
        var (answers, refusal) = await city.Hub.ExecuteAsync(many, Acceptor);
        Assert.Null(refusal);
        Assert.Equal([null, "wrong-state", null, null, null, "not-found"], answers.Select(answer => answer.Refusal?.Code));
        Assert.Equal(["rejected", "filing", "rejected", "rejected", "rejected"], await StatesAsync(city, items));
        var entries = (await city.JournalAsync()).Count;
        var (again, _) = await city.Hub.ExecuteAsync(many, Acceptor);
        Assert.Equal(answers.Select(answer => answer.Refusal?.Code), again.Select(answer => answer.Refusal?.Code));
        Assert.Equal(entries, (await city.JournalAsync()).Count);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        var chain = await city.Hub.QueryAsync(
            "items/explain", new Dictionary<string, string> { ["id"] = items[4].ToString() }, ChanceCity.Everybody);
        Assert.Contains(chain.Rows, row => System.Text.Encoding.UTF8.GetString(row.Span)
            .Contains($"m-1-{items[4]}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("m-1", 0, "bad-request")]
    [InlineData("m-1", 201, "bad-request")]
    [InlineData("0123456789012345678901234567890123456789", 1, "bad-id")]
    [InlineData("m/1", 1, "bad-id")]
    public async Task Steps_OfTooManyOrABadId_AreRefusedWhole(string id, int count, string code)
    {
        await using var city = await TestCity.StartAsync();
        WorkItemId[] items = [.. Enumerable.Range(0, count).Select(i => WorkItemId.FromCause($"i/{i}"))];
        var (answers, refusal) = await city.Hub.ExecuteAsync(new StepMany(id, items, new WorkCommand("accept")), Acceptor);
        Assert.Equal((code, 0), (refusal!.Code, answers.Count));
    }

    [Fact]
    public async Task Http_AndClient_AnswerEach()
    {
        await using var city = await HttpCity.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var (_, json) = await city.PostAsync("reports", TestCity.Resident,
                $$"""{"id": "r-{{i}}", "longitude": 120.41{{i}}, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010", "profile": "property-order"}""");
            ids.Add(json.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!);
        }
        city.Client.DefaultRequestHeaders.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Manager));
        var client = new CityKitClient(city.Client);
        Assert.Equal(3, await client.TasksAsync().CountAsync());
        var answers = (await client.StepManyAsync(
            [.. ids, WorkItemId.FromCause("none").ToString()], new Client.Items.Step("m-1", "assign") { Assignee = "invented property" }))
            .OrThrow();
        Assert.Equal([null, null, null, "not-found"], answers.Select(answer => answer.Refusal?.Code));
        Assert.All(answers.Take(3), answer => Assert.Equal("assigned", answer.Value!.Item!.Item.State));
        Assert.Equal(0, await client.TasksAsync(new ItemFilter { IsOverdue = true }).CountAsync());
        var (status, wrong) = await city.PostAsync(
            "items/steps", TestCity.Manager, """{"commandId": "m-2", "items": ["x"], "command": "urge"}""");
        Assert.Equal((HttpStatusCode.BadRequest, "bad-request"), (status, wrong.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK,
            (await city.GetAsync("items/figures?from=2026-03-01T00:00:00Z&until=2026-04-01T00:00:00Z", TestCity.Officer)).Status);
    }

    private static async Task<WorkItemId[]> ReportAsync(TestCity city, int count)
    {
        var items = new List<WorkItemId>();
        for (var i = 0; i < count; i++)
            items.Add((await city.Hub.ExecuteAsync(
                new FileReport($"r-{i}", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
                GeoPoint.FromDegrees(120.405 + (0.005 * i), 36.065), null, null), TestCity.Resident)).OrThrow().Item!.Id);
        return [.. items];
    }

    private static async Task<string[]> StatesAsync(TestCity city, WorkItemId[] items)
    {
        var known = (await city.ItemsAsync()).ToDictionary(item => item.Id);
        return [.. items.Select(id => known[id].State)];
    }
}
