using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>The queue of leads: who takes which, what is merged and dismissed, and what evidence goes where.</summary>
public sealed class LeadTests
{
    private const string Waste = "GB/T 47678.5-2026:matter:06010";
    private static readonly Actor Box = Actor.Of("ai-box-1", "invented vendor", Role.Machine);
    private static readonly Actor Other = Actor.Of("officer-2", "duty room", Role.DutyOfficer);
    private static readonly Actor Leader = Actor.Of("leader-1", "duty room", Role.DutyLeader);

    [Fact]
    public async Task Take_ByTwoAtOnce_OneHasItAndTheOtherIsTold()
    {
        await using var city = await StartAsync();
        var lead = await FindAsync(city, 1);
        var answers = await Task.WhenAll(
            city.Hub.ExecuteAsync(new TakeLead("t-1", lead.Id), TestCity.Officer).AsTask(),
            city.Hub.ExecuteAsync(new TakeLead("t-1", lead.Id), Other).AsTask());
        var refused = Assert.Single(answers, answer => answer.Refusal is not null).Refusal!;
        var holder = (await city.LeadsAsync())[0].TakenBy!;
        Assert.Equal(("taken", holder), (refused.Code, Assert.Single(refused.Allowed)));
        Assert.Contains(holder, refused.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenLead_IsDecidedByWhoHasItOrADutyLeader()
    {
        await using var city = await StartAsync();
        var lead = await FindAsync(city, 1);
        await DoAsync(city, new TakeLead("t-1", lead.Id), TestCity.Officer);
        await DoAsync(city, new TakeLead("t-2", lead.Id), TestCity.Officer); // again is nothing new
        Assert.Equal("taken", await CodeAsync(city, new ConfirmLead("c-1", lead.Id), Other));
        Assert.Equal("taken", await CodeAsync(city, new DismissLead("d-1", lead.Id, "nothing"), Other));
        Assert.Equal("taken", await CodeAsync(city, new ReleaseLead("r-1", lead.Id), Other));
        await DoAsync(city, new TakeLead("t-3", lead.Id), Leader);
        Assert.Equal("taken", await CodeAsync(city, new ConfirmLead("c-2", lead.Id), TestCity.Officer));
        await DoAsync(city, new ReleaseLead("r-2", lead.Id), Leader);
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == "DutyOfficer" && n.Subject == lead.Id.ToString()
            && n.Text.Zh.EndsWith("已释放，等待接手", StringComparison.Ordinal));
        Assert.Equal("not-taken", await CodeAsync(city, new ReleaseLead("r-3", lead.Id), TestCity.Officer));
        await DoAsync(city, new ConfirmLead("c-3", lead.Id), Other);
        var late = (await city.Hub.ExecuteAsync(new TakeLead("t-4", lead.Id), TestCity.Officer)).Refusal!;
        Assert.Equal("already-decided", late.Code);
        Assert.StartsWith("officer-2 confirmed the lead at 20", late.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_HasTheMostSevereFirstAndThenWhoWaitedLongest()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var first = await FindAsync(city, 1, 0.7m);
        city.Time.Advance(Duration.FromMinutes(10));
        await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(10))); // a critical alert's
        var last = await FindAsync(city, 2);
        await DoAsync(city, new TakeLead("t-1", last.Id), TestCity.Officer);
        var rows = await QueueAsync(city, TestCity.Officer);
        Assert.Equal(["Critical", "Warning", "Warning"], rows.Select(row => row.GetProperty("severity").GetString()));
        Assert.Equal([first.Id.ToString(), last.Id.ToString()], Ids(rows.Skip(1)));
        Assert.Equal(600, rows[1].GetProperty("waitingSeconds").GetInt64());
        Assert.Equal("officer-1", rows[2].GetProperty("takenBy").GetString());
        Assert.Equal(first.Id.ToString(), Ids(await QueueAsync(city, TestCity.Officer, ("order", "oldest")))[0]);
        Assert.Equal([last.Id.ToString()], Ids(await QueueAsync(city, TestCity.Officer, ("takenBy", "officer-1"))));
        Assert.Equal(2, (await QueueAsync(city, TestCity.Officer, ("taken", "no"))).Count);
        Assert.Equal([last.Id.ToString()], Ids(await QueueAsync(city, TestCity.Officer, ("confidence", "0.8"))));
        Assert.Equal(2, (await QueueAsync(city, TestCity.Officer, ("source", "video"))).Count);
        Assert.Single(await QueueAsync(city, TestCity.Officer, ("source", "rule")));
        Assert.Equal(2, (await QueueAsync(city, TestCity.Officer, ("class", Waste), ("machine", "ai-box-1"))).Count);
    }

    [Theory]
    [InlineData("confidence", "1.5")]
    [InlineData("taken", "maybe")]
    [InlineData("order", "fast")]
    public async Task Queue_AskedWithAWrongWord_SaysWhatThereIs(string name, string value)
    {
        await using var city = await StartAsync();
        var answer = await city.Hub.QueryAsync("leads/queue", new Dictionary<string, string> { [name] = value }, TestCity.Officer);
        Assert.Equal("bad-request", answer.Refusal!.Code);
        Assert.Contains(name, answer.Refusal.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_OnPages_GivesEachLeadOnce()
    {
        await using var city = await StartAsync();
        for (var i = 0; i < 5; i++) await FindAsync(city, i);
        var seen = new List<string>();
        Documents.DocumentCursor? after = null;
        do
        {
            var page = await city.Hub.QueryAsync("leads/queue", new Dictionary<string, string>(), TestCity.Officer, after, 2);
            seen.AddRange(page.Rows.Select(row => JsonDocument.Parse(row).RootElement.GetProperty("id").GetString()!));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task MergeLeads_GivesAlertsAndEvidenceToTheOther_WhichDecidesForBoth()
    {
        await using var city = await StartAsync();
        var (one, two) = (await FindAsync(city, 1), await FindAsync(city, 2));
        Assert.Equal("no-open-lead", await CodeAsync(city, new MergeLeads("m-1", one.Id, one.Id), TestCity.Officer));
        Assert.Equal("no-open-lead", await CodeAsync(city, new MergeLeads("m-2", one.Id, LeadId.FromCause("none")), TestCity.Officer));
        await DoAsync(city, new MergeLeads("m-3", two.Id, one.Id), TestCity.Officer);
        var leads = (await city.LeadsAsync()).ToDictionary(lead => lead.Id);
        Assert.Equal((LeadState.Merged, one.Id, (WorkItemId?)null), (leads[two.Id].State, leads[two.Id].MergedInto, leads[two.Id].Item));
        Assert.Equal(one.Alerts.Concat(two.Alerts), leads[one.Id].Alerts.AsEnumerable());
        Assert.Empty(await city.Hub.Store.ReadAsync(MachineRecords.Kind.Query()).ToListAsync());
        Assert.Equal("no-open-lead", await CodeAsync(city, new MergeLeads("m-4", one.Id, two.Id), TestCity.Officer));
        await DoAsync(city, new ConfirmLead("c-1", one.Id), TestCity.Officer);
        Assert.Equal((1, 0), Assert.Single(await city.Hub.Store.ReadAsync(MachineRecords.Kind.Query()).ToListAsync()) is var record
            ? (record.Confirmed, record.Dismissed) : default);
        Assert.Equal([one.Alerts[0].ToString(), "snap-1", "clip-1", "snap-2", "clip-2"],
            (await city.HistoryAsync(Assert.Single(await city.ItemsAsync())))[0].Evidence);
    }

    [Fact]
    public async Task MergeLeads_OfAnotherClass_IsRefusedAndNamesBoth()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var fall = Assert.Single(await city.LeadsAsync());
        var waste = await FindAsync(city, 1);
        var refusal = (await city.Hub.ExecuteAsync(new MergeLeads("m-1", waste.Id, fall.Id), TestCity.Officer)).Refusal!;
        Assert.Equal("other-class", refusal.Code);
        Assert.Contains(Waste, refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergeIntoAnItem_CountsAsConfirmed()
    {
        await using var city = await StartAsync();
        var (one, two) = (await FindAsync(city, 1), await FindAsync(city, 2));
        await DoAsync(city, new ConfirmLead("c-1", one.Id), TestCity.Officer);
        var item = Assert.Single(await city.ItemsAsync());
        await DoAsync(city, new MergeLead("m-1", two.Id, item.Id), TestCity.Officer);
        Assert.Equal(2, Assert.Single(await city.Hub.Store.ReadAsync(MachineRecords.Kind.Query()).ToListAsync()).Confirmed);
    }

    [Theory]
    [InlineData(true, null, "nothing there", "unknown-reason")]
    [InlineData(true, "duplicat", "", "unknown-reason")]
    [InlineData(true, "duplicate", "", null)]
    [InlineData(true, "duplicate", "the same as the one before", null)]
    [InlineData(false, "duplicate", "", "unknown-reason")]
    [InlineData(false, null, "", "no-reason")]
    [InlineData(false, null, "nothing there", null)]
    public async Task Dismiss_ByThePolicysReasons_OrInWordsWhereItHasNone(bool hasList, string? because, string reason, string? code)
    {
        await using var city = await StartAsync(hasList
            ? """{"schema": 1, "dismissals": ["duplicate", "not-a-problem"]}""" : """{"schema": 1}""");
        var lead = await FindAsync(city, 1);
        var answer = await city.Hub.ExecuteAsync(new DismissLead("d-1", lead.Id, reason) { Because = because }, TestCity.Officer);
        Assert.Equal(code, answer.Refusal?.Code);
        if (code is not null) return;
        var dismissed = Assert.Single(await city.LeadsAsync());
        Assert.Equal((because, reason.Length > 0), (dismissed.Dismissal, dismissed.Reason is not null));
        Assert.DoesNotContain("there", dismissed.Reason ?? "", StringComparison.Ordinal); // the words are kept apart
    }

    [Fact]
    public async Task Evidence_OfEachFinding_IsShownAndGoesToTheItem()
    {
        await using var city = await StartAsync($$"""
            {"schema": 1, "repeats": [{"profile": "city-management", "class": "{{Waste}}", "metres": 50}]}
            """);
        var lead = await FindAsync(city, 1);
        await FindAsync(city, 2);
        var seen = Assert.Single(await city.LeadsAsync());
        Assert.Equal((0.9m, "snap-1", "clip-1"), (seen.Machine!.Confidence, seen.Machine.Snapshot, seen.Machine.Clip));
        Assert.Equal(["snap-2"], seen.Findings.Select(found => found.Snapshot));
        Assert.Equal(seen.Findings.AsEnumerable(), DeskJson.ReadLead(DeskJson.ToUtf8(seen, DeskJson.Write)).Findings);
        await DoAsync(city, new ConfirmLead("c-1", lead.Id), TestCity.Officer);
        Assert.Equal(["snap-1", "clip-1", "snap-2", "clip-2"],
            (await city.HistoryAsync(Assert.Single(await city.ItemsAsync())))[0].Evidence.Skip(1));
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, null, "xyz")]
    public async Task Finding_WithAWrongVersionClipOrHash_IsRefused(string? version, string? clip, string? hash)
    {
        await using var city = await StartAsync();
        var found = Found(1, 0.9m) with { Version = version, Clip = clip, ClipSha256 = hash };
        Assert.Equal("bad-request", await CodeAsync(city, found, Box));
    }

    [Fact]
    public async Task Replay_OfTakesAndMerges_GivesTheSameLeads()
    {
        await using var city = await StartAsync();
        var (one, two, three) = (await FindAsync(city, 1), await FindAsync(city, 2), await FindAsync(city, 3));
        await DoAsync(city, new TakeLead("t-1", one.Id), TestCity.Officer);
        await DoAsync(city, new MergeLeads("m-1", two.Id, one.Id), TestCity.Officer);
        await DoAsync(city, new ReleaseLead("r-1", one.Id), TestCity.Officer);
        await DoAsync(city, new TakeLead("t-2", three.Id), Other);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal((await city.LeadsAsync()).Select(Text), (await replayed.ReadLeadsAsync().ToListAsync()).Select(Text));
    }

    [Fact]
    public async Task Http_TakeMergeAndQueue_AreOperations()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Detection(TestCity.Start)));
        var lead = (await city.GetAsync("leads/queue", TestCity.Officer)).Json.GetProperty("leads")[0];
        Assert.Equal("Critical", lead.GetProperty("severity").GetString());
        var id = lead.GetProperty("id").GetString();
        var (status, taken) = await city.PostAsync($"leads/{id}/take", TestCity.Officer, """{"commandId": "t-1"}""");
        Assert.Equal((HttpStatusCode.OK, "officer-1"), (status, taken.GetProperty("lead").GetProperty("takenBy").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await city.PostAsync($"leads/{id}/take", TestCity.Resident, """{"commandId": "t-1"}""")).Status);
        var (_, merged) = await city.PostAsync($"leads/{id}/merge", TestCity.Officer, $$"""{"commandId": "m-1", "intoLead": "{{id}}"}""");
        Assert.Equal("no-open-lead", merged.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync($"leads/{id}/release", TestCity.Officer, """{"commandId": "r-1"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("leads/figures?by=source", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("leads/machines", TestCity.Officer)).Status);
    }

    private static string Text(Lead lead) => Encoding.UTF8.GetString(DeskJson.ToUtf8(lead, DeskJson.Write));

    private static List<string> Ids(IEnumerable<JsonElement> rows) => [.. rows.Select(row => row.GetProperty("id").GetString()!)];

    private static async Task<List<JsonElement>> QueueAsync(TestCity city, Actor actor, params (string Name, string Value)[] arguments)
    {
        var answer = await city.Hub.QueryAsync("leads/queue", arguments.ToDictionary(a => a.Name, a => a.Value), actor);
        Assert.Null(answer.Refusal);
        return [.. answer.Rows.Select(row => JsonDocument.Parse(row).RootElement)];
    }

    private static async Task DoAsync(TestCity city, HubCommand command, Actor actor) =>
        (await city.Hub.ExecuteAsync(command, actor)).OrThrow();

    private static async Task<string> CodeAsync(TestCity city, HubCommand command, Actor actor) =>
        (await city.Hub.ExecuteAsync(command, actor)).Refusal?.Code ?? "done";

    private static ReportLead Found(int number, decimal confidence) => new($"f-{number}", ClassKey.Parse(Waste), confidence, TestCity.Start)
    {
        Place = GeoPoint.FromDegrees(120.411, 36.061 + (number * 0.0001)), Source = MachineSource.Video, Version = "3.1",
        Snapshot = $"snap-{number}", Clip = $"clip-{number}",
    };

    private static async Task<Lead> FindAsync(TestCity city, int number, decimal confidence = 0.9m) =>
        (await city.Hub.ExecuteAsync(Found(number, confidence), Box)).OrThrow().Lead!;

    private static Task<TestCity> StartAsync(string policy = """{"schema": 1}""") => TestCity.StartAsync(setup: TestCity.NewSetup() with
    {
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read(Encoding.UTF8.GetBytes(policy), out _)!, WorkCalendar.BuiltIn),
    });
}
