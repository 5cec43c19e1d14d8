using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Chain;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Where an alert, a lead, an item comes from, and the journal itself; alerts, leads and devices one by one.</summary>
public sealed class ExplainTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Explain_AnItemOfALead_GoesBackToTheEvent()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", At), device.Detection(At)));
        var lead = (await city.GetAsync("leads", TestCity.Officer)).Json.GetProperty("leads")[0].GetProperty("id").GetString();
        await city.PostAsync($"leads/{lead}/confirm", TestCity.Officer, """{"commandId": "c-1"}""");
        var item = (await city.GetAsync($"leads/{lead}", TestCity.Officer)).Json.GetProperty("item").GetString();
        var (status, json) = await city.GetAsync($"items/{item}/explain", TestCity.Officer);
        Assert.Equal(HttpStatusCode.OK, status);
        var chain = json.GetProperty("chain").EnumerateArray().ToArray();
        Assert.Equal(["batch", "sensor", "rule", "alert", "lead", "command", "item"],
            chain.Select(link => link.GetProperty("what").GetString()));
        Assert.Equal(("pi-1", 2), (chain[0].GetProperty("id").GetString(), chain[0].GetProperty("events")[0].GetInt64()));
        Assert.Equal(("confirm", "officer-1/c-1"), (chain[5].GetProperty("id").GetString(), chain[5].GetProperty("key").GetString()));
        var journal = await city.Hub.Store.ReadJournalAsync(0, default).ToListAsync();
        var number = (int)chain[0].GetProperty("number").GetInt64();
        Assert.Equal("Batch", journal[number - 1].Kind.ToString());
        Assert.Equal(journal.Take(number).Aggregate(default(RunningHash), JournalChain.Next).ToString(), chain[0].GetProperty("hash")
            .GetString());
        Assert.True(chain[0].GetProperty("fits").GetBoolean() && chain[0].GetProperty("signed").GetBoolean());
        Assert.Equal("fall", chain[1].GetProperty("sensor").GetProperty("quantity").GetString());
        Assert.Equal(("收到检测事件", "a detection"), Both(chain[2].GetProperty("rule").GetProperty("words")));
        Assert.Equal((1, "Critical", "Confirmed"), (chain[2].GetProperty("rule").GetProperty("entry").GetInt64(),
            chain[3].GetProperty("alert").GetProperty("severity").GetString(), chain[4].GetProperty("lead").GetProperty("state")
                .GetString()));
        Assert.Equal(("DutyOfficer", "officer-1"),
            (chain[5].GetProperty("step").GetProperty("role").GetString(), chain[5].GetProperty("step").GetProperty("actor").GetString()));
    }

    /// <summary>A lead of another grid that was merged into an item is for who watches over that grid.</summary>
    [Fact]
    public async Task Explain_AnItemWithALeadFromElsewhere_LeavesOutWhatOneMayNotSee()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At), device.Detection(At, "fall-far"));
        var leads = await city.LeadsAsync();
        var item = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", leads[0].Id), TestCity.Officer)).OrThrow().Item!;
        (await city.Hub.ExecuteAsync(new MergeLead("m-1", leads[1].Id, item.Id), TestCity.Officer)).OrThrow();
        var here = Actor.Of("officer-2", "").With(Grant.Parse($"DutyOfficer@area/{leads[0].Subject.Place.Grid}"));
        Assert.Equal(leads[0].Id.ToString(), Assert.Single(await LeadsOfAsync(city, item.Id, here)));
        Assert.Equal(2, (await LeadsOfAsync(city, item.Id, TestCity.Officer)).Length);
    }

    private static async Task<string?[]> LeadsOfAsync(TestCity city, WorkItemId item, Actor by)
    {
        var answer = await city.Hub.QueryAsync("items/explain", new Dictionary<string, string> { ["id"] = item.ToString() }, by);
        return [.. answer.Rows.Select(row => JsonDocument.Parse(row).RootElement)
            .Where(link => link.GetProperty("what").ValueEquals("lead")).Select(link => link.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task Explain_AReport_HasItsCommandAndEachStep()
    {
        await using var city = await HttpCity.StartAsync();
        var (_, filed) = await city.PostAsync("reports", TestCity.Resident,
            """{"id": "r-1", "longitude": 120.415, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010"}""");
        var item = filed.GetProperty("item").GetProperty("item").GetProperty("id").GetString();
        var chain = (await city.GetAsync($"items/{item}/explain", TestCity.Officer)).Json.GetProperty("chain").EnumerateArray().ToArray();
        Assert.Equal(["report", item], chain.Select(link => link.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync($"items/{item}/explain", TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"items/{WorkItemId.FromCause("x")}/explain", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task Journal_BySearch_HasTheEntriesInPages()
    {
        await using var city = await HttpCity.StartAsync();
        await city.AdmitAsync("pi-1");
        await city.PostAsync("reports", TestCity.Resident,
            """{"id": "r-1", "longitude": 120.415, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010"}""");
        Assert.Equal(2, Entries(await city.GetAsync("journal?kind=command", TestCity.Officer)).Length);
        Assert.Equal("admin-1", Assert.Single(Entries(await city.GetAsync("journal?key=admin-1/", TestCity.Officer)))
            .GetProperty("key").GetString()!.Split('/')[0]);
        Assert.Empty(Entries(await city.GetAsync("journal?until=2026-03-02T00:00:00Z", TestCity.Officer)));
        Assert.Empty(Entries(await city.GetAsync("journal?from=2026-03-03T00:00:00Z", TestCity.Officer)));
        Assert.Equal(2, Entries(await city.GetAsync("journal?from=2026-03-02T00:00:00Z&kind=command", TestCity.Officer)).Length);
        var first = (await city.GetAsync("journal?limit=1", TestCity.Officer)).Json;
        var second = (await city.GetAsync($"journal?limit=1&after={first.GetProperty("next").GetString()}", TestCity.Officer)).Json;
        Assert.Equal([1, 2], new[] { first, second }.Select(page => page.GetProperty("entries")[0].GetProperty("number").GetInt64()));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync("journal", TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("journal?kind=tea", TestCity.Officer)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Journal_ByTime_IsFoundInEachStore(bool isSqlite)
    {
        using var file = new TempFile();
        var (city, device) = await TestCity.WithDeviceAsync(isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore());
        await using var _ = city;
        for (var minute = 1; minute < 20; minute++) await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(minute)));
        var journal = await city.JournalAsync();
        foreach (var together in journal.GroupBy(entry => entry.ReceivedAt))
        {
            Assert.Equal(together.First().Number, await city.Hub.Store.FindFirstSinceAsync(together.Key));
            Assert.Equal(together.Select(e => e.Number), (await city.Hub.Store.FindAtAsync(together.Key)).Select(e => e.Number));
        }
        Assert.Equal(journal.Count + 1, await city.Hub.Store.FindFirstSinceAsync(journal[^1].ReceivedAt + Duration.Epsilon));
        Assert.Empty(await city.Hub.Store.FindAtAsync(journal[0].ReceivedAt - Duration.Epsilon));
    }

    [Fact]
    public async Task Alerts_ByFilter_AreFoundAndShownOneByOne()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", At), device.Detection(At)));
        Assert.Equal(2, (await city.GetAsync("alerts", TestCity.Officer)).Json.GetProperty("alerts").GetArrayLength());
        var smoke = Assert.Single((await city.GetAsync("alerts?rule=smoke&source=pi-1/&grid=370202&state=open&order=-at", TestCity.Officer))
            .Json.GetProperty("alerts").EnumerateArray());
        Assert.Empty((await city.GetAsync("alerts?source=pi-2", TestCity.Officer)).Json.GetProperty("alerts").EnumerateArray());
        Assert.Empty((await city.GetAsync("alerts?from=2026-03-02T00:00:01Z", TestCity.Officer))
            .Json.GetProperty("alerts").EnumerateArray());
        var (status, alert) = await city.GetAsync($"alerts/{smoke.GetProperty("id").GetString()}", TestCity.Officer);
        Assert.Equal((HttpStatusCode.OK, "smoke"), (status, alert.GetProperty("rule").GetString()));
        var chain = (await city.GetAsync($"alerts/{smoke.GetProperty("id").GetString()}/explain?limit=1", TestCity.Officer)).Json;
        Assert.Equal("batch", Assert.Single(chain.GetProperty("chain").EnumerateArray()).GetProperty("what").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync("alerts/none", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync("leads/none", TestCity.Officer)).Status);
        Assert.Single((await city.GetAsync("leads?rule=fall", TestCity.Officer)).Json.GetProperty("leads").EnumerateArray());
        Assert.Empty((await city.GetAsync("leads?state=dismissed", TestCity.Officer)).Json.GetProperty("leads").EnumerateArray());
    }

    /// <summary>What one may not see answers as what does not exist, to the byte.</summary>
    [Fact]
    public async Task Find_OfAnotherStreet_IsLikeNone()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var elsewhere = Actor.Of("officer-2", "b").With(Grant.Parse("DutyOfficer@area/370203"));
        var (alert, lead) = ((await city.AlertsAsync())[0].Id.ToString(), (await city.LeadsAsync())[0].Id.ToString());
        foreach (var (query, id) in new[]
        {
            ("alerts/find", alert), ("alerts/explain", alert), ("leads/find", lead), ("leads/explain", lead),
        })
        {
            Assert.Null((await city.Hub.QueryAsync(query, Id(id), TestCity.Officer)).Refusal);
            var hidden = await city.Hub.QueryAsync(query, Id(id), elsewhere);
            Assert.Equal("not-found", hidden.Refusal!.Code);
            Assert.Equal((await city.Hub.QueryAsync(query, Id(new string('0', 32)), elsewhere)).Refusal, hidden.Refusal);
        }
    }

    [Fact]
    public async Task Devices_InPages_HaveTheirHealth()
    {
        await using var city = await HttpCity.StartAsync();
        var heard = await city.AdmitAsync("pi-1");
        await city.AdmitAsync("pi-2");
        await city.PostAsync("devices/pi-2/suspend", TestCity.Admin, """{"reason": "repair"}""");
        await city.AdmitAsync("pi-3");
        await city.BatchAsync(heard.Next(heard.Heartbeat(At)));
        var first = (await city.GetAsync("devices?limit=2", TestCity.Officer)).Json;
        Assert.Equal(["healthy", "suspended"],
            first.GetProperty("devices").EnumerateArray().Select(d => d.GetProperty("health").GetString()));
        var rest = (await city.GetAsync($"devices?after={first.GetProperty("next").GetString()}", TestCity.Officer)).Json;
        Assert.Equal("new", Assert.Single(rest.GetProperty("devices").EnumerateArray()).GetProperty("health").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync("devices/pi-9", TestCity.Officer)).Status);
        Assert.Equal("pi-3", (await city.GetAsync("devices/pi-3", TestCity.Officer)).Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Explain_AWindow_SaysWhatToLookAtAndWhichRuleWasInForce()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        for (var i = 1; i <= 40; i++)
        {
            city.Time.Advance(Duration.FromMinutes(1));
            await city.SyncAsync(device, device.Reading(At + Duration.FromMinutes(i), 20, Duration.FromMinutes(1)));
        }
        var alert = Assert.Single(await city.AlertsAsync());
        var other = Encoding.UTF8.GetString(TestCity.Rules).Replace("400 L", "900 L", StringComparison.Ordinal);
        (await city.Hub.ExecuteAsync(new PutRules("p-1", other), TestCity.Admin)).OrThrow();
        var chain = (await city.Hub.QueryAsync("alerts/explain", Id($"{alert.Id}"), TestCity.Officer)).Rows.Select(
            row => JsonElement.Parse(row.Span)).ToArray();
        var (chart, rule) = (chain.Single(link => link.GetProperty("what").GetString() == "sensor").GetProperty("chart"),
            chain.Single(link => link.GetProperty("what").GetString() == "rule").GetProperty("rule"));
        Assert.Equal((1800, "sum", 400, "above"), (chart.GetProperty("windowSeconds").GetInt32(), chart.GetProperty("function").GetString(),
            chart.GetProperty("limit").GetInt32(), chart.GetProperty("side").GetString()));
        Assert.Equal(("30 分钟内累计高于 400 L；数据覆盖至少 95%", "the sum over 30 min is above 400 L; at least 95 % of it covered"),
            Both(rule.GetProperty("words")));
        Assert.Equal(1, rule.GetProperty("entry").GetInt64());
    }

    /// <summary>Two work days over a weekend: the days between are named, with the hours that count.</summary>
    [Fact]
    public async Task Explain_ADeadlineInWorkDays_HasEachDayAndItsHours()
    {
        var policy = PolicyReader.Read("""
            {"schema": 1, "label": "invented", "hours": "08:30-12:00,13:30-17:30",
             "stageLimits": [{"profile": "property-order", "stage": "receive", "limit": "2 work days"}],
             "dispatch": [{"profile": "property-order", "body": "invented property"}]}
            """u8, out _)!;
        var friday = Instant.FromUtc(2026, 3, 6, 2, 30);
        var setup = TestCity.NewSetup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn) };
        await using var city = await TestCity.StartAsync(setup: setup, time: FakeTime.At(friday));
        var open = new FileReport(
            "r-1", "property-order", ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(120.411, 36.061), null, null);
        var item = (await city.Hub.ReportAsync(open, "It fell.", TestCity.Officer)).OrThrow().Item!;
        var chain = (await city.Hub.QueryAsync("items/explain", Id($"{item.Id}"), TestCity.Officer)).Rows.Select(
            row => JsonElement.Parse(row.Span)).ToArray();
        var clock = chain.First(link => link.GetProperty("what").GetString() == "clock").GetProperty("clock");
        Assert.Equal(("2工作日", "2 work days"), Both(clock.GetProperty("limit")));
        Assert.Equal("2026-03-10T02:30:00Z", clock.GetProperty("deadline").GetString()); // Tuesday 10:30
        Assert.Equal([true, false, false, true, true], clock.GetProperty("days").EnumerateArray()
            .Select(day => day.GetProperty("work").GetBoolean()));
        Assert.Equal("2026-03-06T00:30:00Z", clock.GetProperty("days")[0].GetProperty("spans")[0].GetProperty("from").GetString());
    }

    private static (string?, string?) Both(JsonElement text) => (text.GetProperty("zh").GetString(), text.GetProperty("en").GetString());

    private static JsonElement[] Entries((HttpStatusCode Status, JsonElement Json) answer) =>
        [.. answer.Json.GetProperty("entries").EnumerateArray()];

    private static Dictionary<string, string> Id(string id) => new() { ["id"] = id };
}
