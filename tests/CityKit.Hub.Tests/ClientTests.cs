using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Client;
using CityKit.Client.Alerts;
using CityKit.Client.Commands;
using CityKit.Client.Items;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Parking;

namespace CityKit.Hub.Tests;

/// <summary>The client package against a hub behind a real Kestrel.</summary>
public sealed partial class ClientTests
{
    private const string Fall = "GB/T 47678.5-2026:matter:10999";

    [Fact]
    public async Task Report_ThenStep_IfTheTagIsStillTheSame()
    {
        await using var city = await HttpCity.StartAsync();
        var (resident, manager) = (ClientOf(city, TestCity.Resident), ClientOf(city, TestCity.Manager));
        var done = (await resident.ReportAsync(Report("r-1"))).OrThrow();
        Assert.Equal(("property-order", true), (done.Item!.Item.Profile, done.Item.Item.Open));
        var seen = (await manager.FindItemAsync(done.Item.Item.Id)).OrThrow();
        Assert.Contains("urge", seen.Allowed);
        Assert.Equal(TestCity.Start, seen.Item.ReportedAt);
        Assert.Equal(TestCity.Grid1, seen.Item.Place!.Grid);
        var urged = (await manager.StepAsync(seen.Item.Id, new Step("s-1", "urge"), seen.Tag)).OrThrow();
        Assert.Equal("urge", urged.Item!.Item.History[^1].Command);
        Assert.Equal("changed", (await manager.StepAsync(seen.Item.Id, new Step("s-2", "urge"), seen.Tag)).Refusal!.Code);
        Assert.Null((await manager.StepAsync(seen.Item.Id, new Step("s-3", "urge"), urged.Item.Tag)).Refusal);
        var refused = (await manager.StepAsync(seen.Item.Id, new Step("s-4", "close"))).Refusal!;
        Assert.Equal("wrong-state", refused.Code);
        Assert.NotEmpty(refused.Allowed);
        Assert.NotEmpty(refused.Message.Zh);
    }

    [Fact]
    public async Task Items_OverSeveralPages_AreReadToTheEnd()
    {
        await using var city = await HttpCity.StartAsync();
        var officer = ClientOf(city, TestCity.Officer); // a resident may not report so many
        for (var i = 0; i < 60; i++) (await officer.ReportAsync(Report($"r-{i}", 120.4101 + i * 0.0001))).OrThrow();
        var manager = ClientOf(city, TestCity.Manager);
        Assert.Equal(60, await manager.ItemsAsync().CountAsync());
        Assert.Equal(60, (await manager.CountItemsAsync(digits: 6).SingleAsync()).Count);
        Assert.Equal(3, (await manager.ListItemsAsync(new ItemFilter { Order = "-reported" }, limit: 3)).OrThrow().Rows.Count);
        Assert.True(await manager.ItemsAsync(new ItemFilter { Near = (120.4101, 36.065, 100) }).CountAsync() is > 0 and < 60);
        Assert.Equal("bad-request", (await manager.ListItemsAsync(new ItemFilter { State = "new" })).Refusal!.Code);
        var refused = await Assert.ThrowsAsync<RefusedException>(async () =>
            await manager.ItemsAsync(new ItemFilter { State = "new" }).ToListAsync());
        Assert.Equal("bad-request", refused.Refusal.Code);
    }

    [Fact]
    public async Task Steps_ProfilesAndAnswers_AreTyped()
    {
        await using var city = await HttpCity.StartAsync();
        var manager = ClientOf(city, TestCity.Manager);
        var id = (await ClientOf(city, TestCity.Officer).ReportAsync(Report("r-1"))).OrThrow().Item!.Item.Id;
        var assign = await manager.AllowedAsync(id).FirstAsync(step => step.Command == "assign");
        Assert.Equal(("派单", "assignee"), (assign.Zh, Assert.Single(assign.Needs)));
        Assert.Equal((await manager.FindItemAsync(id)).OrThrow().Tag!.Trim('"'), assign.Tag);
        Assert.Contains(await manager.ProfilesAsync().ToListAsync(), words => words.Id == "property-order"
            && words.States.Any(state => state.Closed));
        Assert.Empty(await manager.AnswersAsync("comment", Fall).ToListAsync());
    }

    [Fact]
    public async Task Names_OfClassesAndRules_AreTyped()
    {
        await using var city = await HttpCity.StartAsync();
        var officer = ClientOf(city, TestCity.Officer);
        Assert.Equal(403, await officer.ClassesAsync().CountAsync());
        var lamp = await officer.ClassesAsync("路灯").FirstAsync(one => one.Key == "GB/T 47678.5-2026:component:01037");
        Assert.Equal((true, false), (lamp.Major is not null, lamp.Local));
        Assert.Contains(await officer.RuleNamesAsync().ToListAsync(), rule => rule.Id == "smoke" && rule.Title.En.Length > 0);
    }

    [Fact]
    public async Task Leads_AlertsAndNotifications_AreTyped()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", TestCity.Start), device.Detection(TestCity.Start)));
        var officer = ClientOf(city, TestCity.Officer);
        Assert.Equal("pi-1/smoke", (await officer.AlertsAsync(new AlertFilter { Rule = "smoke" }).SingleAsync()).Source);
        var lead = await officer.LeadsAsync().SingleAsync();
        Assert.Equal(("Open", Fall), (lead.State, lead.Class));
        var confirmed = (await officer.ConfirmAsync("c-1", lead.Id)).OrThrow();
        Assert.Equal(("Confirmed", confirmed.Item!.Item.Id), (confirmed.Lead!.State, confirmed.Lead.Item));
        Assert.NotNull((await officer.DismissAsync("c-2", lead.Id, "nothing there")).Refusal);
        Assert.NotNull((await officer.MergeAsync("c-3", lead.Id, confirmed.Item.Item.Id)).Refusal);
        var first = (await officer.NotificationsAsync()).OrThrow();
        Assert.NotEmpty(first.Notifications);
        Assert.Empty((await officer.NotificationsAsync(first.Position)).OrThrow().Notifications);
        Assert.Empty((await ClientOf(city, TestCity.Resident).NotificationsAsync()).OrThrow().Notifications);
    }

    [Fact]
    public async Task Commands_OfAModule_AloneAndTogether_AreAnswered()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        var resident = ClientOf(city, TestCity.Resident);
        Assert.Null((await resident.ExecuteAsync(Offer("o-1", "B-1"))).Refusal);
        var answers = (await resident.ExecuteAsync(
            [Offer("o-2", "B-2"), new Command("parking/sell", new JsonObject()),
                Command.Of("items/report", Report("r-1"), Json.Default.Report)])).OrThrow();
        Assert.Equal([null, "not-found", null], answers.Select(answer => answer.Refusal?.Code));
        Assert.NotNull(answers[2].Value!.Item);
        var bays = resident.QueryAsync("parking/offers", new Dictionary<string, string> { ["compound"] = "c" }, Json.Default.Bay);
        Assert.Equal(["B-1", "B-2"], await bays.Select(bay => bay.Id).ToListAsync());
    }

    [Fact]
    public async Task Requests_ThatNoHubAnswers_Throw()
    {
        await using var city = await HttpCity.StartAsync();
        using var http = new HttpClient { BaseAddress = city.Root };
        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => new CityKitClient(http).FindItemAsync("x"));
        Assert.Equal(HttpStatusCode.NotFound, failed.StatusCode);
        Assert.Equal("no-key", (await new CityKitClient(city.Client).FindItemAsync("x")).Refusal!.Code);
    }

    private static CityKitClient ClientOf(HttpCity city, Actor actor)
    {
        var http = new HttpClient { BaseAddress = city.Client.BaseAddress };
        http.DefaultRequestHeaders.Add("CityKit-Key", HttpCity.KeyOf(actor));
        return new CityKitClient(http);
    }

    private static Report Report(string id, double longitude = 120.415) => new(id, Fall, longitude, 36.065) { Profile = "property-order" };

    private static Command Offer(string id, string bay) => new("parking/offer", JsonNode.Parse(
        $$"""{"commandId":"{{id}}","bay":"{{bay}}","compound":"c","from":"2026-03-02T01:00:00Z","until":"2026-03-02T10:00:00Z","fenPerHour":300}""")!);

    private sealed record BayRow(string Id);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(BayRow), TypeInfoPropertyName = "Bay")]
    [JsonSerializable(typeof(Report))]
    private sealed partial class Json : JsonSerializerContext;
}
