using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What the engine's words do inside a hub: opening by command, parts, merging, a past moment, and two people at once.</summary>
public sealed class ItemFlowTests
{
    private const string Job = """
        {"schema": 1, "id": "job", "version": "1", "zh": "作业", "en": "Job", "initial": "new", "openers": ["DutyOfficer"], "maxExtensions": 0, "maxSuspensions": 0,
         "fields": [{"id": "order", "zh": "单号", "en": "order"}, {"id": "secret", "zh": "内部", "en": "inside", "part": "assignment"}],
         "guards": [{"id": "even", "zh": "单号须为偶数", "en": "the order is even"}],
         "stages": [{"id": "all", "zh": "全程", "en": "all"}],
         "states": [{"id": "new", "stage": "all", "zh": "新建", "en": "new"}, {"id": "split", "stage": "all", "zh": "已拆分", "en": "split"},
           {"id": "done", "stage": "all", "zh": "完成", "en": "done", "closed": true}, {"id": "merged", "stage": "all", "zh": "已并案", "en": "merged", "closed": true}],
         "commands": [{"id": "split", "zh": "拆分", "en": "split"}, {"id": "merge", "zh": "并案", "en": "merge"}, {"id": "finish", "zh": "完成", "en": "finish"},
           {"id": "note", "zh": "备注", "en": "note"}, {"id": "take-in", "zh": "纳入子件", "en": "take in"}, {"id": "approve", "zh": "批准", "en": "approve"}],
         "transitions": [
           {"from": ["new"], "command": "split", "to": "split", "roles": ["DutyOfficer"], "needs": ["parts"], "effects": ["openParts"]},
           {"from": ["new"], "command": "merge", "to": "merged", "roles": ["DutyOfficer"], "needs": ["other"], "effects": ["merge"]},
           {"from": ["new"], "command": "take-in", "to": "=", "roles": ["DutyOfficer"], "needs": ["other"], "effects": ["joinPart"]},
           {"from": ["new"], "command": "approve", "to": "done", "roles": ["DutyOfficer"], "guards": ["even"]},
           {"from": ["new", "split"], "command": "finish", "to": "done", "roles": ["DutyOfficer", "System"], "guards": ["partsClosed"]},
           {"from": ["new"], "command": "note", "to": "=", "roles": ["DutyOfficer"], "needs": ["detail:order"]}],
         "steps": [{"id": "all-parts", "zh": "子件办结", "en": "all parts are closed", "states": ["split"], "after": "0 minutes", "since": "state", "guards": ["partsClosed"], "command": "finish"}],
         "visibility": {"DutyOfficer": ["summary", "place", "assignment", "history"], "Oversight": ["summary"], "DutyLeader": ["summary", "history"]}}
        """;

    private static readonly string[] Closing = ["open", "split", "part-closed", "part-closed", "finish"];

    [Fact]
    public async Task Open_AtAPlaceWithoutAPoint_IsOneItemForOneCause()
    {
        await using var city = await StartAsync();
        var open = new OpenItem("o-1", "job", "acme")
        {
            Cause = "acme/4711",
            Place = new WorkPlace { Compound = "虚构花园", Building = "3", Spot = "2号梯" },
            Details = ImmutableSortedDictionary<string, string>.Empty.Add("order", "4711"),
        };
        var item = (await city.Hub.ExecuteAsync(open, TestCity.Officer)).OrThrow().Item!;
        Assert.Equal(("acme", "2号梯", "4711"), (item.Source, item.Place.Spot, item.Details["order"]));
        var again = (await city.Hub.ExecuteAsync(open with { CommandId = "o-2" }, TestCity.Officer)).OrThrow().Item!;
        Assert.Equal((item.Id, item.Number), (again.Id, again.Number));
        Assert.Single(await city.ItemsAsync());
        Assert.Equal("wrong-detail", (await city.Hub.ExecuteAsync(open with
        {
            CommandId = "o-3", Cause = null, Details = ImmutableSortedDictionary<string, string>.Empty.Add("orders", "1"),
        }, TestCity.Officer)).Refusal?.Code);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Split_TwoParts_ClosesByItselfWhenTheLastPartIsClosed()
    {
        await using var city = await StartAsync();
        var whole = await OpenAsync(city, "o-1");
        whole = await StepAsync(
            city, whole, new WorkCommand("split")
            { Parts = [new PartRequest(), new PartRequest { Place = new WorkPlace { Building = "9" } }] });
        var parts = (await city.ItemsAsync()).Where(item => item.Parent == whole.Id).ToArray();
        Assert.Equal(2, parts.Length);
        Assert.Equal(["split", "new", "new"], (await city.ItemsAsync()).OrderBy(item => item.Parent is null ? 0 : 1)
            .Select(item => item.State));
        Assert.Equal("waiting",
            (await city.Hub.ExecuteAsync(new StepItem("f-0", whole.Id, new WorkCommand("finish")), TestCity.Officer)).Refusal?.Code);
        foreach (var part in parts) await StepAsync(city, part, new WorkCommand("finish"));
        var closed = (await city.Hub.Store.FindItemAsync(whole.Id))!;
        Assert.Equal(("done", false), (closed.State, closed.IsOpen));
        Assert.Equal(Closing, (await city.HistoryAsync(closed)).Select(entry => entry.Command));
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Merge_IntoAnother_ClosesItAndNamesWhereItWent()
    {
        await using var city = await StartAsync();
        var (one, other) = (await OpenAsync(city, "o-1"), await OpenAsync(city, "o-2"));
        var merged = await StepAsync(city, one, new WorkCommand("merge") { Other = other.Id });
        Assert.Equal(("merged", other.Id), (merged.State, merged.MergedInto));
        Assert.Equal("merge-in", (await city.HistoryAsync((await city.Hub.Store.FindItemAsync(other.Id))!))[^1].Command);
        var third = await OpenAsync(city, "o-3");
        var refused = await city.Hub.ExecuteAsync(
            new StepItem("m-2", third.Id, new WorkCommand("merge") { Other = merged.Id }), TestCity.Officer);
        Assert.Equal("no-open-item", refused.Refusal?.Code); // the whole step is taken back
        Assert.Equal("new", (await city.Hub.Store.FindItemAsync(third.Id))!.State);
        Assert.Equal("not-found", (await city.Hub.ExecuteAsync(
            new StepItem("m-3", third.Id, new WorkCommand("merge") { Other = WorkItemId.FromCause("none") }),
            TestCity.Officer)).Refusal?.Code);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task AsOf_AMomentBefore_IsTheItemAsItWasThen()
    {
        await using var city = await HttpCity.StartAsync(configure: With);
        var item = (await city.Hub.ExecuteAsync(new OpenItem("o-1", "job", "acme"), TestCity.Officer)).OrThrow().Item!;
        city.Time.Advance(Duration.FromMinutes(10));
        await city.Hub.ExecuteAsync(new StepItem("f-1", item.Id, new WorkCommand("finish")), TestCity.Officer);
        var then = (await AskAsync(city, item, $"?at={item.OpenedAt + Duration.FromMinutes(5)}")).GetProperty("item");
        Assert.Equal(("new", true, 1),
            (then.GetProperty("state").GetString(), then.GetProperty("open").GetBoolean(), then.GetProperty("history").GetArrayLength()));
        Assert.Equal("done", (await AskAsync(city, item, "")).GetProperty("item").GetProperty("state").GetString());
        Assert.Equal("not-found", (await AskAsync(city, item, $"?at={item.OpenedAt - Duration.FromMinutes(5)}")).GetProperty("code")
            .GetString());
    }

    [Fact]
    public async Task Step_OnWhatAnotherChanged_IsRefusedAndSaysWhatHappened()
    {
        await using var city = await StartAsync();
        var item = await OpenAsync(city, "o-1");
        var seen = ItemView.TagOf(item, await city.Hub.ViewAsync(TestCity.Officer));
        var note = new WorkCommand("note") { Details = ImmutableSortedDictionary<string, string>.Empty.Add("order", "3") };
        Assert.True((await city.Hub.ExecuteAsync(new StepItem("a-1", item.Id, note) { IfTag = seen }, TestCity.Officer)).Refusal is null);
        var second = (await city.Hub.ExecuteAsync(
            new StepItem("b-1", item.Id, new WorkCommand("finish")) { IfTag = seen }, TestCity.Officer)).Refusal!;
        Assert.Equal("changed", second.Code);
        Assert.Contains("note by DutyOfficer", second.Message.En, StringComparison.Ordinal);
        Assert.Contains("finish", second.Allowed);
    }

    [Fact]
    public async Task Guard_OfAModule_DecidesAndWithoutTheModuleTheProfileIsRefused()
    {
        await using var city = await StartAsync();
        var item = await OpenAsync(city, "o-1", "3");
        var refusal = (await city.Hub.ExecuteAsync(new StepItem("a-1", item.Id, new WorkCommand("approve")), TestCity.Officer)).Refusal!;
        Assert.Equal(("guard", "the order is even"), (refusal.Code, refusal.Message.En));
        var broken = await OpenAsync(city, "o-3", "not a number"); // the module's code throws: the guard does not hold, and says why
        var failed = (await city.Hub.ExecuteAsync(new StepItem("a-3", broken.Id, new WorkCommand("approve")), TestCity.Officer)).Refusal!;
        Assert.Contains("The guard 'even' failed", failed.Message.En, StringComparison.Ordinal);
        Assert.Equal("done", (await StepAsync(city, await OpenAsync(city, "o-2", "4"), new WorkCommand("approve"))).State);

        await using var plain = await TestCity.StartAsync();
        var put = (await plain.Hub.ExecuteAsync(new PutProfile("p-1", Job), TestCity.Admin)).Refusal!;
        Assert.Equal("bad-profile", put.Code);
        Assert.Contains("guard 'even'", put.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_OfAnotherPart_IsHiddenFromWhoDoesNotSeeThatPart()
    {
        await using var city = await StartAsync();
        var details = ImmutableSortedDictionary<string, string>.Empty.Add("order", "1").Add("secret", "s");
        var item = (await city.Hub.ExecuteAsync(new OpenItem("o-1", "job", "acme") { Details = details }, TestCity.Officer))
            .OrThrow().Item!;
        var leader = Actor.Of("leader", "区政府", Role.Oversight);
        Assert.Equal(["order", "secret"], await FieldsAsync(city, item, TestCity.Officer));
        Assert.Equal(["order"], await FieldsAsync(city, item, leader));
        Assert.Equal(["order", "secret"], await FieldsAsync(city, item, TestCity.Officer, ofHistory: true));
        Assert.Equal(["order"], await FieldsAsync(city, item, Actor.Of("leader-2", "区政府", Role.DutyLeader), ofHistory: true));
    }

    /// <summary>A store of a version before, whose items have their history inside.</summary>
    [Fact]
    public async Task Step_OnAnItemThatKeptItsHistory_MakesRowsOfItAndExportsTheSame()
    {
        using var file = new TempFile();
        WorkItem item;
        string before;
        await using (var city = await StartAsync(new SqliteCityStore(file.Path)))
        {
            item = await OpenAsync(city, "o-1");
            before = await city.ExportAsync();
            var kept = item with { KeptHistory = await city.HistoryAsync(item) };
            await PutOldAsync(file.Path, kept);
        }
        await using var later = await StartAsync(new SqliteCityStore(file.Path));
        Assert.Equal(before, await later.ExportAsync());
        Assert.Equal(["open"], (await later.HistoryAsync((await later.Hub.Store.FindItemAsync(item.Id))!)).Select(entry => entry.Command));
        var done = await StepAsync(later, item, new WorkCommand("finish"));
        Assert.Empty(done.KeptHistory);
        Assert.Equal(["open", "finish"], (await later.HistoryAsync(done)).Select(entry => entry.Command));
        await AssertReplaysAsync(later);
    }

    private static async Task<JsonElement> AskAsync(HttpCity city, WorkItem item, string query) =>
        (await city.GetAsync($"items/{item.Id}/as-of{query}", TestCity.Officer)).Json;

    private static async Task PutOldAsync(string path, WorkItem kept)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE d_item SET doc = $bytes, crc = NULL WHERE id = $id; DELETE FROM d_item_history";
        command.Parameters.AddWithValue("$bytes", ItemDocuments.Kind.Put(kept, 0).Bytes!.Value.ToArray());
        command.Parameters.AddWithValue("$id", kept.Id.ToString());
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }

    [Fact]
    public async Task List_OfWhatHasADeadline_SaysHowLongIsLeft()
    {
        var profiles = Profiles();
        var policy = new WorkPolicy { StageLimits = [new StageLimit("job", "all", WorkLimit.Parse("2 urgent hours"))] };
        await using var city =
            await TestCity.StartAsync(setup: Setup() with { Work = new WorkEngine(profiles, policy, WorkCalendar.BuiltIn) });
        await OpenAsync(city, "o-1");
        Assert.Equal((false, "2 h left"), await LeftAsync(city));
        city.Time.Advance(Duration.FromHours(3));
        Assert.Equal((true, "overdue by 1 h"), await LeftAsync(city));
    }

    private static async Task<(bool, string)> LeftAsync(TestCity city)
    {
        var answer = await city.Hub.QueryAsync("items/list", new Dictionary<string, string>(), TestCity.Officer);
        using var json = JsonDocument.Parse(Assert.Single(answer.Rows));
        var left = json.RootElement.GetProperty("left");
        return (left.GetProperty("overdue").GetBoolean(), left.GetProperty("en").GetString()!);
    }

    [Fact]
    public async Task JoinPart_AnOpenItem_WaitsForItAndNotForAClosedOne()
    {
        await using var city = await StartAsync();
        var (whole, part) = (await OpenAsync(city, "o-1"), await OpenAsync(city, "o-2"));
        await StepAsync(city, whole, new WorkCommand("take-in") { Other = part.Id });
        Assert.Equal(whole.Id, (await city.Hub.Store.FindItemAsync(part.Id))!.Parent);
        Assert.Equal("waiting",
            (await city.Hub.ExecuteAsync(new StepItem("f-1", whole.Id, new WorkCommand("finish")), TestCity.Officer)).Refusal?.Code);
        await StepAsync(city, part, new WorkCommand("finish"));
        Assert.Equal("done", (await StepAsync(city, whole, new WorkCommand("finish"))).State);
        var other = await OpenAsync(city, "o-3");
        Assert.Equal("no-open-item", (await city.Hub.ExecuteAsync(
            new StepItem("t-2", other.Id, new WorkCommand("take-in") { Other = part.Id }), TestCity.Officer)).Refusal?.Code);
        await AssertReplaysAsync(city);
    }

    private static async Task<string[]> FieldsAsync(TestCity city, WorkItem item, Actor actor, bool ofHistory = false)
    {
        var answer = await city.Hub.QueryAsync("items/find", new Dictionary<string, string> { ["id"] = item.Id.ToString() }, actor);
        using var json = JsonDocument.Parse(answer.Rows[0]);
        var of = json.RootElement.GetProperty("item");
        var details = (ofHistory ? of.GetProperty("history")[0] : of).GetProperty("details");
        return [.. details.EnumerateObject().Select(each => each.Name)];
    }

    private static async Task<WorkItem> OpenAsync(TestCity city, string id, string order = "2") => (await city.Hub.ExecuteAsync(
        new OpenItem(id, "job", "acme") { Details = ImmutableSortedDictionary<string, string>.Empty.Add("order", order) },
        TestCity.Officer)).OrThrow().Item!;

    private static async Task<WorkItem> StepAsync(TestCity city, WorkItem item, WorkCommand step) =>
        (await city.Hub.ExecuteAsync(new StepItem($"{item.Id}-{step.Name}", item.Id, step), TestCity.Officer)).OrThrow().Item!;

    private static async Task AssertReplaysAsync(TestCity city)
    {
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    private static Task<TestCity> StartAsync(Storage.ICityStore? store = null) => TestCity.StartAsync(store, Setup());

    private static HubSetup Setup()
    {
        var profiles = Profiles();
        return TestCity.NewSetup() with
        {
            Profiles = profiles, Work = new WorkEngine(profiles, WorkPolicy.Empty, WorkCalendar.BuiltIn), Modules = [new EvenModule()],
        };
    }

    private static void With(Hosting.CityKitBuilder city) => city.UseProfiles(Profiles()).AddModule(new EvenModule());

    private static ProfileCatalogue Profiles() => ProfileCatalogue.BuiltIn.With(
        ProfileReader.Read(Encoding.UTF8.GetBytes(Job), out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors)));

    /// <summary>A vendor's pack with a guard in code.</summary>
    private sealed class EvenModule : ICityModule
    {
        public string Name => "even";

        public void Declare(ModuleDeclaration declaration) => declaration.Guard(
            new Guard("even", question => int.Parse(question.Detail("order"), null) % 2 == 0,
                new LocalizedText("单号须为偶数", "the order is even")));
    }
}
