using System.Net;
using System.Text;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Profiles, policy, calendar and grids that change while the hub runs.</summary>
public sealed class WorkConfigurationTests
{
    private static readonly Instant Friday = Instant.FromUtc(2026, 11, 20, 9, 0); // 17:00 in Qingdao: four hours end on Monday at 11:00
    private static readonly ClassKey Fall = ClassKey.Parse(TestCity.FallClass);
    private static readonly GeoPoint InGrid1 = GeoPoint.FromDegrees(120.415, 36.065);

    private const string Policy = """
        {"schema": 1, "label": "Invented for tests, in force nowhere.",
         "stageLimits": [{"profile": "property-order", "stage": "receive", "limit": "4 work hours"}]}
        """;

    private const string LatePolicy = """
        {"schema": 1, "label": "Invented for tests, in force nowhere.", "hours": "09:00-12:00,14:00-18:00",
         "stageLimits": [{"profile": "property-order", "stage": "receive", "limit": "4 work hours"}]}
        """;

    private const string MondayOff = """{"years": [{"year": 2026, "days": [{"name": "虚构", "date": "2026-11-23", "isOffDay": true}]}]}""";

    private static readonly string Errand = """
        {"schema": 1, "id": "errand", "version": "1", "zh": "跑腿", "en": "Errand", "initial": "open", "openers": ["Resident"], "maxExtensions": 0, "maxSuspensions": 0,
         "stages": [{"id": "s", "zh": "阶段", "en": "stage"}],
         "states": [{"id": "open", "stage": "s", "zh": "开", "en": "open"}, {"id": "done", "stage": "s", "zh": "完", "en": "done", "closed": true}],
         "commands": [{"id": "finish", "zh": "完成", "en": "finish"}],
         "transitions": [{"from": ["*"], "command": "finish", "to": "done", "roles": ["Resident"]}],
         "steps": [{"id": "ask", "zh": "催办", "en": "ask again", "states": ["open"], "after": "10 minutes", "since": "opening", "tell": ["role:DutyOfficer"]}],
         "visibility": {"Resident": ["summary", "history"]}}
        """;

    [Theory]
    [InlineData(false)] // an orderly stop
    [InlineData(true)] // a kill before any checkpoint
    public async Task PutPolicy_WithOtherHours_MovesOpenItemsAndStaysAfterARestart(bool isKilled)
    {
        using var file = new TempFile();
        string export;
        await using (var city = await StartAsync(Store(file, isKilled)))
        {
            Assert.Equal(Instant.FromUtc(2026, 11, 23, 3, 0), (await OpenOrderAsync(city)).Deadline!.Value.At);
            await DoAsync(city, new PutPolicy("p-1", LatePolicy));
            var moved = Assert.Single(await city.ItemsAsync());
            Assert.Equal((Instant.FromUtc(2026, 11, 23, 4, 0), "recompute"),
                (moved.Deadline!.Value.At, (await city.HistoryAsync(moved))[^1].Command));
            export = await city.ExportAsync();
        }
        await using var again = await StartAsync(new SqliteCityStore(file.Path));
        Assert.Equal(export, await again.ExportAsync());
        Assert.Equal(JournalKind.Command, (await again.JournalAsync())[^1].Kind); // the setup that did not change took nothing back
        Assert.Equal(Instant.FromUtc(2026, 11, 23, 4, 0), (await OpenOrderAsync(again, "r-2", far: true)).Deadline!.Value.At);
    }

    [Fact]
    public async Task Replay_WithTheOldSetupOrTheNew_GivesTheSameBytes()
    {
        await using var city = await StartAsync();
        await OpenOrderAsync(city);
        await DoAsync(city, new PutPolicy("p-1", LatePolicy));
        await OpenOrderAsync(city, "r-2", far: true);
        await DoAsync(city, new PutCalendar("c-1", MondayOff));
        await DoAsync(city, new PutProfile("f-1", Errand));
        var errand = await ErrandAsync(city);
        city.Time.Advance(Duration.FromMinutes(11));
        await city.Hub.TickAsync();
        (await city.Hub.ExecuteAsync(new StepItem("s-1", errand.Id, new WorkCommand("finish")), TestCity.Resident)).OrThrow();
        await DoAsync(city, new RetireProfile("x-1", "errand"));
        var export = await city.ExportAsync();
        Assert.Contains("step/ask", export, StringComparison.Ordinal);
        foreach (var setup in (
            HubSetup[])[Setup(), Setup(LatePolicy),
            Setup(profiles: ProfileCatalogue.BuiltIn.With(ProfileReader.Read(Utf8(Errand), out _)!)), Setup(calendar: WorkCalendar.Empty)])
            Assert.Equal(export, await TestCity.ExportAsync(
                await JournalReplay.RunAsync(setup, city.Hub.Store.ReadJournalAsync(0, default))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Replay_AfterRandomChangesStopsAndKills_GivesTheSameBytes(int seed)
    {
        var (random, store, time) = (new Random(seed), new InMemoryCityStore(), FakeTime.At(Friday));
        var chore = With(Errand.Replace("\"errand\"", "\"chore\"", StringComparison.Ordinal));
        HubSetup[] setups = [
            Setup(), Setup(LatePolicy), Setup(profiles: chore), Setup(calendar: WorkCalendar.Empty), Setup() with { Grids = Renumbered() }];
        var export = "";
        for (var start = 0; start < 8; start++)
        {
            var kept = random.Next(2) == 0 ? store : (ICityStore)new NoSnapshotAtStop(store);
            await using var city = await TestCity.StartAsync(kept, setups[random.Next(3) == 0 ? random.Next(setups.Length) : 0], time);
            for (var n = 0; n < 12; n++) await StepAsync(city, random, $"{start}-{n}");
            export = await city.ExportAsync();
        }
        foreach (var setup in setups)
        {
            var replayed = await JournalReplay.RunAsync(
                setup with { EarlierGrids = [setups[0].Grids!, Renumbered()] }, store.ReadJournalAsync(0, default));
            Assert.Equal(export, await TestCity.ExportAsync(replayed));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutProfile_AfterARestart_MovesItsItems(bool isKilled)
    {
        using var file = new TempFile();
        WorkItem errand;
        await using (var city = await StartAsync(Store(file, isKilled)))
        {
            await DoAsync(city, new PutProfile("f-1", Errand));
            errand = await ErrandAsync(city);
            Assert.Equal(["finish"], (await city.Hub.ViewAsync(TestCity.Resident)).Allowed(errand));
            await DoAsync(city, new PutProfile(
                "f-2", Errand.Replace("after\": \"10 minutes", "after\": \"5 minutes", StringComparison.Ordinal)));
        }
        await using var again = await StartAsync(new SqliteCityStore(file.Path));
        Assert.Equal(["finish"], (await again.Hub.ViewAsync(TestCity.Resident)).Allowed(errand));
        again.Time.Advance(Duration.FromMinutes(6));
        await again.Hub.TickAsync();
        Assert.Equal("step/ask", (await again.HistoryAsync(Assert.Single(await again.ItemsAsync())))[^1].Command);
        (await again.Hub.ExecuteAsync(new StepItem("s-1", errand.Id, new WorkCommand("finish")), TestCity.Resident)).OrThrow();
    }

    [Fact] // a hub of another version may write its checkpoints later than the command
    public async Task Start_WithCommandsAfterTheCheckpoint_ReadsThemBack()
    {
        var store = new InMemoryCityStore();
        await using (var city = await StartAsync(new NoCheckpointWithCommands(store)))
        {
            await DoAsync(city, new PutProfile("f-1", Errand));
            await DoAsync(city, new PutPolicy("p-1", LatePolicy));
            await DoAsync(city, new PutCalendar("c-1", MondayOff));
            await ErrandAsync(city);
            await DoAsync(city, new PutGrids("g-1", "invented grids", TestCity.NewSetup().Grids!));
        }
        await using var again = await StartAsync(store);
        Assert.Equal(JournalKind.Command, (await again.JournalAsync())[^1].Kind);
        Assert.Equal(["finish"], (await again.Hub.ViewAsync(TestCity.Resident)).Allowed(Assert.Single(await again.ItemsAsync())));
        Assert.Equal(Instant.FromUtc(2026, 11, 24, 4, 0), (await OpenOrderAsync(again)).Deadline!.Value.At);
    }

    [Fact]
    public async Task PutProfile_WithAShorterStep_FallsDueByItWithoutARestart()
    {
        await using var city = await StartAsync();
        await DoAsync(city, new PutProfile("f-1", Errand));
        await ErrandAsync(city);
        await DoAsync(city, new PutProfile("f-2", Errand.Replace("10 minutes", "5 minutes", StringComparison.Ordinal)));
        city.Time.Advance(Duration.FromMinutes(6));
        await city.Hub.TickAsync();
        Assert.Equal("step/ask", (await city.HistoryAsync(Assert.Single(await city.ItemsAsync())))[^1].Command);
    }

    [Fact]
    public async Task RetireProfile_WhileItIsUsed_IsRefusedAndAfterItsItemsStandStill()
    {
        await using var city = await StartAsync();
        await DoAsync(city, new PutProfile("f-1", Errand));
        var errand = await ErrandAsync(city);
        var open = await RefusalAsync(city, new RetireProfile("x-1", "errand"));
        Assert.Equal(("in-use", true), (open.Code, open.Message.En.Contains(errand.Number!, StringComparison.Ordinal)));
        Assert.Equal("in-use",
            (await RefusalAsync(city, new PutProfile("f-2", Errand.Replace("\"open\"", "\"begun\"", StringComparison.Ordinal)))).Code);
        (await city.Hub.ExecuteAsync(new StepItem("s-1", errand.Id, new WorkCommand("finish")), TestCity.Resident)).OrThrow();
        await DoAsync(city, new RetireProfile("x-2", "errand"));
        var closed = Assert.Single(await city.ItemsAsync());
        Assert.Empty((await city.Hub.ViewAsync(TestCity.Resident)).Allowed(closed));
        Assert.Equal("unknown-profile",
            (await city.Hub.ExecuteAsync(new StepItem("s-2", errand.Id, new WorkCommand("finish")), TestCity.Resident)).Refusal!.Code);
        Assert.Equal("unknown-profile", (await city.Hub.ExecuteAsync(Report("e-2", "errand"), TestCity.Resident)).Refusal!.Code);
        Assert.Equal("not-found", (await RefusalAsync(city, new RetireProfile("x-3", "errand"))).Code);
    }

    [Fact]
    public async Task RetireProfile_ThatPolicyRulesOrALeadName_IsRefusedAndSaysWhere()
    {
        await using var city = await StartAsync();
        var policy = await RefusalAsync(city, new RetireProfile("x-1", "property-order"));
        Assert.Contains("stageLimits[0].profile", policy.Message.En, StringComparison.Ordinal);
        await DoAsync(city, new PutPolicy("p-1", """{"schema": 1}"""));
        var rules = await RefusalAsync(city, new RetireProfile("x-2", "property-order"));
        Assert.Contains("rules[1].then.lead.profile", rules.Message.En, StringComparison.Ordinal);
        var device = await city.AdmitAsync("pi-1");
        device.Zero = Friday - Duration.FromHours(1);
        await city.SyncAsync(device, device.Detection(Friday));
        await DoAsync(city, new PutRules("u-1", """{"version": 1, "rules": []}"""));
        Assert.Contains("1 open lead", (await RefusalAsync(city, new RetireProfile("x-3", "property-order"))).Message.En,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy", "{", "bad-policy", "Line 1")]
    [InlineData("policy", """{"schema": 1, "stageLimits": [{"profile": "property-odrer", "stage": "receive", "limit": "4 work hours"}]}""",
        "bad-policy", "property-order")]
    [InlineData("policy", """{"schema": 1, "stageLimits": [{"profile": "property-order", "stage": "recieve", "limit": "4 work hours"}]}""",
        "bad-policy", "receive")]
    [InlineData("policy",
        """{"schema": 1, "dispatch": [{"profile": "property-order", "class": "GB/T 47678.5-2026:component:99999", "body": "b"}]}""",
        "bad-policy", "99999")]
    [InlineData("policy", """{"schema": 1, "audiences": ["night-desk"]}""", "in-use", "rules[0].then.notify[0]")]
    [InlineData("calendar", """{"years": [{"year": 2026, "days": [{"name": "x", "date": "2026-13-01", "isOffDay": true}]}]}""",
        "bad-calendar", "days[0].date")]
    [InlineData("profile", """{"schema": 1, "id": "errand"}""", "bad-profile", "Line 1")]
    public async Task Put_ThatDoesNotFit_IsRefusedWholeAndSaysWhere(string what, string file, string code, string says)
    {
        await using var city = await StartAsync();
        var before = (await city.JournalAsync()).Count;
        HubCommand command = what switch { "policy" => new PutPolicy("p-1", file), "calendar" => new PutCalendar("p-1", file), _ =>
            new PutProfile("p-1", file) };
        var refusal = await RefusalAsync(city, command);
        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message.En, StringComparison.Ordinal);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(command, TestCity.Officer)).Refusal!.Code);
        Assert.Equal(before, (await city.JournalAsync()).Count);
    }

    [Fact] // what the stage limits of the policy in force name
    public async Task PutProfile_WithoutAStageThatThePolicyNames_IsRefused()
    {
        await using var city = await StartAsync();
        Assert.True(ProfileCatalogue.BuiltIn.TryGet("property-order", out var order));
        var file = Encoding.UTF8.GetString(order.ToUtf8()).Replace("\"receive\"", "\"take\"", StringComparison.Ordinal);
        var refusal = await RefusalAsync(city, new PutProfile("f-1", file));
        Assert.Equal("in-use", refusal.Code);
        Assert.Contains("(stageLimits[0].stage): found 'receive'", refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutRules_ForAProfileThatACommandBrought_AreTaken()
    {
        await using var city = await StartAsync();
        var rules = Encoding.UTF8.GetString(TestCity.Rules).Replace("property-order", "errand", StringComparison.Ordinal);
        Assert.Equal("bad-rules", (await RefusalAsync(city, new PutRules("u-1", rules))).Code);
        await DoAsync(city, new PutProfile("f-1", Errand.Replace("[\"Resident\"]", "[\"DutyOfficer\"]", StringComparison.Ordinal)));
        await DoAsync(city, new PutRules("u-2", rules));
    }

    [Fact]
    public async Task Start_WithOneProfileChanged_CarriesItOverAndKeepsWhatCommandsBrought()
    {
        var store = new InMemoryCityStore();
        await using (var city = await StartAsync(store))
        {
            await DoAsync(city, new PutProfile("f-1", Errand));
            await DoAsync(city, new PutPolicy("p-1", LatePolicy));
            await ErrandAsync(city);
        }
        Assert.True(ProfileCatalogue.BuiltIn.TryGet("care-visit", out var visit));
        var newer = ProfileReader.Read(
            Utf8(Encoding.UTF8.GetString(visit.ToUtf8())
            .Replace($"\"version\":\"{visit.Version}\"", "\"version\":\"ours\"", StringComparison.Ordinal)), out _)!;
        await using var again = await StartAsync(store, Setup(profiles: ProfileCatalogue.BuiltIn.With(newer)));
        Assert.Equal(JournalKind.Configuration, (await again.JournalAsync())[^1].Kind);
        Assert.Equal(["finish"], (await again.Hub.ViewAsync(TestCity.Resident)).Allowed(Assert.Single(await again.ItemsAsync())));
        Assert.Equal(Instant.FromUtc(2026, 11, 23, 4, 0), (await OpenOrderAsync(again)).Deadline!.Value.At);
    }

    [Fact]
    public async Task Start_WithRulesForAProfileThatWasRetired_IsRefusedAndSaysWhere()
    {
        var store = new InMemoryCityStore();
        await using (var city = await StartAsync(store, Setup("""{"schema": 1}""", rules: """{"version": 1, "rules": []}""")))
            await DoAsync(city, new RetireProfile("x-1", "property-order"));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(store, Setup("""{"schema": 1}""")));
        Assert.Contains("rules[1].then.lead.profile", refused.Message, StringComparison.Ordinal);
        Assert.Contains("what commands changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheStateOfAnOpenItem_IsRefusedAndNamesTheItem()
    {
        var store = new InMemoryCityStore();
        await using (var city = await StartAsync(store, Setup(profiles: With(Errand)))) await ErrandAsync(city);
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => StartAsync(store, Setup(profiles: With(Errand.Replace("\"open\"", "\"begun\"", StringComparison.Ordinal)))));
        Assert.Contains("000001", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutGrids_PlacesByTheNewMapAndReplaysWithBoth()
    {
        await using var city = await StartAsync();
        Assert.Equal(TestCity.Grid1, (await OpenOrderAsync(city)).Place.Grid);
        var before = (await city.JournalAsync()).Count;
        await DoAsync(city, new PutGrids("g-1", "invented grids, 2026-12", Renumbered()));
        Assert.InRange((await city.JournalAsync())[before..].Sum(entry => entry.Payload.Length), 1, 500);
        Assert.Equal("370202999001009", (await OpenOrderAsync(city, "r-2")).Place.Grid);
        var setup = city.Setup;
        var replayed = await JournalReplay.RunAsync(
            setup with { EarlierGrids = [Renumbered()] }, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        var missing = await Assert.ThrowsAsync<ArgumentException>(
            () => JournalReplay.RunAsync(setup, city.Hub.Store.ReadJournalAsync(0, default)));
        Assert.Contains(Hash(Renumbered()), missing.Message, StringComparison.Ordinal);
        Assert.Contains(Hash(setup.Grids!), missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayVerifier_WithoutTheMap_SaysSoAndGoesOn()
    {
        using var file = new TempFile();
        await using (var city = await StartAsync(new SqliteCityStore(file.Path)))
        {
            await DoAsync(city, new PutGrids("g-1", "invented grids, 2026-12", Renumbered()));
            await DoAsync(city, new PutSensors("s-1", Attic("370202999001009"))); // was checked then, and is not refused by the map at hand
            await OpenOrderAsync(city);
        }
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        var findings = await Verifying.ReplayVerifier.RunAsync(Setup(), store).ToListAsync();
        Assert.Equal(["not-replayable", "differs"], findings.Select(finding => finding.Code));
        Assert.Contains(Hash(Renumbered()), findings[0].Found.En, StringComparison.Ordinal);
        Assert.Empty(await Verifying.ReplayVerifier.RunAsync(Setup() with { EarlierGrids = [Renumbered()] }, store).ToListAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_AfterPutGrids_HasTheSetupsMapAndSaysSoInTheJournal(bool isKilled)
    {
        using var file = new TempFile();
        await using (var city = await StartAsync(Store(file, isKilled))) await DoAsync(
            city, new PutGrids("g-1", "invented grids, 2026-12", Renumbered()));
        await using (var same = await StartAsync(new SqliteCityStore(file.Path), Setup() with { Grids = Renumbered() }))
        {
            Assert.Equal("370202999001009", (await OpenOrderAsync(same)).Place.Grid);
        }
        await using var old = await StartAsync(new SqliteCityStore(file.Path));
        Assert.Equal(JournalKind.Configuration, (await old.JournalAsync())[^1].Kind);
        Assert.Equal(TestCity.Grid1, (await OpenOrderAsync(old, "r-2")).Place.Grid);
        var replayed = await JournalReplay.RunAsync(
            Setup() with { EarlierGrids = [Renumbered()] }, old.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await old.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    [Fact]
    public async Task PutGrids_WithoutAGridThatASensorNames_IsRefused()
    {
        await using var city = await StartAsync();
        await DoAsync(city, new PutSensors("s-1", Attic(TestCity.Grid1)));
        var refusal = await RefusalAsync(city, new PutGrids("g-1", "invented grids", Renumbered()));
        Assert.Equal("bad-grids", refusal.Code);
        Assert.Contains($"pi-1/attic ({TestCity.Grid1})", refusal.Message.En, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PutGrids("g-2", "", Renumbered()));
    }

    [Fact] // the commit of the map's command is stored before anything else is decided
    public async Task PutGrids_WhoseCommitFails_IsInForceForWhatIsDecidedNext()
    {
        var store = new FailingStore(new InMemoryCityStore());
        await using var city = await StartAsync(store);
        store.CommitsToFail = 1;
        await Assert.ThrowsAsync<IOException>(() => DoAsync(city, new PutGrids("g-1", "invented grids", Renumbered())));
        Assert.Equal("370202999001009", (await OpenOrderAsync(city)).Place.Grid);
        await DoAsync(city, new PutGrids("g-1", "invented grids", Renumbered()));
        Assert.Equal("370202999001009", (await OpenOrderAsync(city, "r-2")).Place.Grid);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Start_OnAJournalThatKeptFewerParts_TakesUpTheRestAndReplays(int parts)
    {
        var setup = Setup();
        var store = await OldJournal.StoreOf(OldJournal.Configuration(1, Friday, setup.Configuration.Rules, setup.Configuration.Sensors,
            parts == 2 ? null : WorkCalendar.BuiltIn.ToUtf8()));
        await using var city = await StartAsync(store, setup);
        Assert.Equal([JournalKind.Configuration, JournalKind.Configuration], (await city.JournalAsync()).Select(entry => entry.Kind));
        await OpenOrderAsync(city);
        var replayed = await JournalReplay.RunAsync(Setup(LatePolicy), city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    [Fact]
    public async Task Http_PutsPolicyCalendarAndProfilesAndRetires()
    {
        await using var city = await HttpCity.StartAsync();
        Task<(HttpStatusCode Status, System.Text.Json.JsonElement Json)> PutAsync(string path, string file, Actor? actor = null) =>
            city.SendAsync(HttpMethod.Put, path, actor ?? TestCity.Admin, HttpCity.Text(file));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("policy", LatePolicy)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("policy", LatePolicy)).Status); // the same file is the same command
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync("policy", LatePolicy, TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync("policy", "{}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync("policy", """{"schema": 1, "audiences": ["night-desk"]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("calendar", MondayOff)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync("calendar", "[]")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("profiles/errand", Errand)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync("profiles/errand", "{}")).Status);
        var other = await PutAsync("profiles/chore", Errand);
        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Contains("'errand'", other.Json.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict,
            (await city.PostAsync("profiles/property-order/retire", TestCity.Admin, """{"commandId": "x-1"}""")).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await city.PostAsync("profiles/errand/retire", TestCity.Admin, """{"commandId": "x-2"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.PostAsync("profiles/errand/retire", TestCity.Admin, """{"commandId": "x-3"}""")).Status);
    }

    [Fact]
    public async Task Start_WithAPolicyThatNoFileMayHave_IsRefused()
    {
        var policy = WorkPolicy.Empty with { Dispatch = [
            new DispatchRow("property-order", null, "", new ByBody(new Assignee("")), false)] };
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => StartAsync(setup: Setup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn) }));
        Assert.Contains("dispatch[0].body", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Something that happens in a city; what is refused changes nothing.</summary>
    private static async Task StepAsync(TestCity city, Random random, string id)
    {
        var items = await city.ItemsAsync();
        var place = GeoPoint.FromDegrees(120.41 + random.Next(30) * 0.001, 36.065);
        (HubCommand Command, Actor Actor) next = random.Next(10) switch
        {
            0 => (new PutPolicy(id, random.Next(2) == 0 ? Policy : LatePolicy), TestCity.Admin),
            1 => (new PutCalendar(id, random.Next(2) == 0 ? MondayOff : Encoding.UTF8.GetString(WorkCalendar.BuiltIn.ToUtf8())),
                TestCity.Admin),
            2 => (new PutProfile(id, Errand.Replace("10 minutes", $"{random.Next(5, 90)} minutes", StringComparison.Ordinal)),
                TestCity.Admin),
            3 => (new RetireProfile(id, "errand"), TestCity.Admin),
            4 => (new PutGrids(id, "invented grids", random.Next(2) == 0 ? Renumbered() : TestCity.NewSetup().Grids!), TestCity.Admin),
            5 when items.Count > 0 => (new StepItem(id, items[random.Next(items.Count)].Id, new WorkCommand("finish")), TestCity.Resident),
            6 or 7 => (Report(id, "errand", place), TestCity.Resident),
            _ => (Report(id, "property-order", place), TestCity.Resident),
        };
        await city.Hub.ExecuteAsync(next.Command, next.Actor);
        city.Time.Advance(Duration.FromMinutes(random.Next(40)));
        await city.Hub.TickAsync();
    }

    private static HubSetup Setup(
        string policy = Policy, ProfileCatalogue? profiles = null, WorkCalendar? calendar = null, string? rules = null) =>
        TestCity.NewSetup(rules is null ? null : Utf8(rules)) with
        {
            Profiles = profiles ?? ProfileCatalogue.BuiltIn,
            Work = new WorkEngine(
                profiles ?? ProfileCatalogue.BuiltIn, PolicyReader.Read(Utf8(policy), out _)!, calendar ?? WorkCalendar.BuiltIn),
        };

    private static Task<TestCity> StartAsync(ICityStore? store = null, HubSetup? setup = null) =>
        TestCity.StartAsync(store, setup ?? Setup(), FakeTime.At(Friday));

    private static ICityStore Store(TempFile file, bool isKilled) => isKilled ? new NoSnapshotAtStop(new SqliteCityStore(file.Path))
        : new SqliteCityStore(file.Path);

    private static ProfileCatalogue With(string profile) => ProfileCatalogue.BuiltIn.With(ProfileReader.Read(Utf8(profile), out _)!);

    private static FileReport Report(string id, string profile, GeoPoint? place = null) =>
        new(id, profile, Fall, place ?? InGrid1, null, null);

    private static async Task<WorkItem> OpenOrderAsync(TestCity city, string id = "r-1", bool far = false) => (await city.Hub.ExecuteAsync(
        Report(id, "property-order", far ? GeoPoint.FromDegrees(120.425, 36.065) : null), TestCity.Resident)).OrThrow().Item!;

    private static async Task<WorkItem> ErrandAsync(TestCity city) =>
        (await city.Hub.ExecuteAsync(Report("e-1", "errand"), TestCity.Resident)).OrThrow().Item!;

    private static async Task DoAsync(TestCity city, HubCommand command) => (await city.Hub.ExecuteAsync(command, TestCity.Admin))
        .OrThrow();

    private static async Task<Refusal> RefusalAsync(TestCity city, HubCommand command) =>
        (await city.Hub.ExecuteAsync(command, TestCity.Admin)).Refusal!;

    /// <summary>The test city's squares with other codes.</summary>
    private static GridMap Renumbered() => new(TestCity.NewSetup().Grids!.Grids.Select((grid, i) =>
        new Grid(grid.Scheme, $"37020299900100{9 - i}", grid.Name, grid.Polygons)));

    private static string Attic(string grid) =>
        $$"""{"version": 1, "sensors": [{"device": "pi-1", "sensor": "attic", "quantity": "smoke", "grid": "{{grid}}", "validFrom": "2026-01-01T00:00:00Z"}]}""";

    private static string Hash(GridMap map) => Convert.ToHexStringLower(map.Sha256.Span);

    private sealed class NoCheckpointWithCommands(ICityStore inner) : PassingStore(inner)
    {
        public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
            commit.Entries.Count == 0 ? ValueTask.CompletedTask
            : base.CommitAsync(commit.Entries[0].Kind == JournalKind.Command ? commit with { Cells = [], Checkpoint = null } : commit,
                cancellationToken);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
