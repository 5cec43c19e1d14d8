using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Codes;
using CityKit.Deciding;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Testing;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// Dispatch by what nets, registry and model say: it is looked up before a command is journalled, and a replay asks nobody.
/// </summary>
public sealed class DispatchTests
{
    private const string Waste = "GB/T 47678.5-2026:matter:06010";
    private const string LampClass = "GB/T 47678.5-2026:component:01037";
    private const string LampId = "37020201037000001";
    private const string OtherLamp = "37020201037000002";
    private static readonly ClassKey Lamp = ClassKey.Parse(LampClass);
    private static readonly GeoPoint Place = GeoPoint.FromDegrees(120.41001, 36.06501);
    private static readonly Actor Box = Actor.Of("ai-box-1", "invented vendor", Role.Machine);
    private static readonly Actor Centre = Actor.Of("centre-1", "centre", Role.Acceptor, Role.DutyLeader, Role.Dispatcher);

    private static readonly NetBook Nets = NetBook.Read(Encoding.UTF8.GetBytes($$$"""
        {"nets": [{"id": "laoshan", "name": {"zh": "崂山网", "en": "Laoshan"}, "levels": [
           {"id": "street", "name": {"zh": "街道", "en": "street"}}, {"id": "grid", "name": {"zh": "网格", "en": "grid"}}]}],
         "bodies": [{"id": "office", "name": {"zh": "街道办", "en": "office"}}, {"id": "sanitation", "name": {"zh": "环卫", "en": "sanitation"}},
           {"id": "greening", "name": {"zh": "园林", "en": "greening"}}],
         "duties": [
           {"net": "laoshan", "level": "street", "area": "370202999", "body": "office", "role": "office"},
           {"net": "laoshan", "level": "grid", "grid": "unit-grid:{{{TestCity.Grid1}}}", "matters": ["{{{Waste}}}"], "body": "sanitation",
            "person": "p-1", "role": "handler", "until": "2026-03-03"},
           {"net": "laoshan", "level": "grid", "grid": "unit-grid:{{{TestCity.Grid1}}}", "matters": ["{{{Waste}}}"], "body": "greening",
            "role": "handler", "from": "2026-03-03"}]
        }
        """), out _)!;

    [Fact]
    public async Task Filed_ByDuty_GoesToTheBodyOfTheDayAndSaysWhy()
    {
        await using var city = await StartAsync("""{"by": "duty:laoshan/handler"}""");
        var first = await FiledAsync(city, "r-1", Waste);
        Assert.Equal(("assigned", "sanitation"), (first.State, first.Assignee!.Body));
        Assert.Equal("Dispatch table, row 1: on 2026-03-02, sanitation has the duty 'handler' for class GB/T 47678.5-2026:matter:06010 "
            + $"at unit-grid:{TestCity.Grid1}, level 'grid' of the net 'laoshan'.", (await city.HistoryAsync(first))[^1].Because!.En);
        Assert.Equal("派遣规则第 1 行：2026-03-02，分类 GB/T 47678.5-2026:matter:06010，责任网“laoshan”，层级“grid”，"
            + $"网格或区划 unit-grid:{TestCity.Grid1}，“handler”责任由 sanitation 承担。", (await city.HistoryAsync(first))[^1].Because!.Zh);
        city.Time.Advance(Duration.FromDays(1));
        Assert.Equal("greening", (await FiledAsync(city, "r-2", Waste)).Assignee!.Body);
        Assert.DoesNotContain("p-1", await city.ExportAsync(), StringComparison.Ordinal); // no person is looked up
    }

    [Fact]
    public async Task Filed_TheDayAfterTheReport_AsksTheNetsAgain()
    {
        await using var city = await StartAsync("""{"by": "duty:laoshan"}""");
        var item = await ReportAsync(city, "r-1", Waste);
        Assert.Equal(new LocalDate(2026, 3, 2), item.Duties!.On);
        city.Time.Advance(Duration.FromDays(1));
        item = await FileAsync(city, item, "r-1");
        Assert.Equal((new LocalDate(2026, 3, 3), "greening"), (item.Duties!.On, item.Assignee!.Body));
    }

    [Fact]
    public async Task Opened_ByCommand_IsLookedUpAsAReportIs()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry, """{"by": "duty:laoshan"}""");
        var open = new OpenItem("o-1", "city-management", "leader") { Class = Lamp, Place = new WorkPlace { Point = Place } };
        var item = (await city.Hub.ExecuteAsync(open, Centre with { Roles = TestCity.Officer.Roles })).OrThrow().Item!;
        Assert.Equal((LampId, "office"), (item.Found!.Id.ToString(), Assert.Single(item.Duties!.Found).Body));
    }

    [Fact]
    public async Task Filed_WhereNobodyHasTheDuty_TakesTheNextRow()
    {
        await using var city = await StartAsync("""{"by": "duty:laoshan/handler"}""", """{"by": "duty:laoshan"}""");
        var item = await FiledAsync(city, "r-1", LampClass); // the handlers answer for waste alone
        Assert.Equal("office", item.Assignee!.Body);
        Assert.StartsWith("Dispatch table, row 2 (nobody by row 1): ", (await city.HistoryAsync(item))[^1].Because!.En,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filed_ByAHubWithoutNets_WaitsForADispatcher()
    {
        await using var city = await TestCity.StartAsync(setup: SetupOf(PolicyOf("""{"by": "duty:laoshan"}""")) with { Nets = null });
        var item = await FiledAsync(city, "r-1", Waste);
        Assert.Equal(("dispatching", null), (item.State, item.Duties));
        var refusal = (await city.Hub.ExecuteAsync(new StepItem("d-1", item.Id, new WorkCommand("dispatch")), Centre)).Refusal!;
        Assert.Equal("missing-field", refusal.Code);
    }

    [Fact]
    public async Task Confirmed_ByItsReporter_TheComponentsOwnerGetsIt()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry, """{"by": "component:owner"}""");
        var item = await ReportAsync(city, "r-1", LampClass);
        Assert.Equal((LampId, null), (item.Found!.Id.ToString(), item.Component));
        (await city.Hub.ExecuteAsync(new ConfirmComponent("cc-1", item.Id, ComponentId.Parse(LampId)), TestCity.Resident)).OrThrow();
        item = await FileAsync(city, item, "r-1");
        Assert.Equal((LampId, "路灯管理处"), (item.Component.ToString(), item.Assignee!.Body));
        var entry = Assert.Single(await city.HistoryAsync(item), entry => entry.Command == "confirm-component");
        Assert.Equal((LampId, Role.Resident), (entry.Component.ToString(), entry.Role));
        Assert.Contains("路灯管理处 is the owner of component 37020201037000001 (confirmed)", (await city.HistoryAsync(item))[^1].Because!.En,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unconfirmed_TheDispatcherDecides()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry, """{"by": "component:owner"}""");
        var item = await FiledAsync(city, "r-1", LampClass);
        Assert.Equal("dispatching", item.State);
        item = (await city.Hub.ExecuteAsync(new StepItem("d-1", item.Id, new WorkCommand("dispatch")), Centre)).OrThrow().Item!;
        Assert.Equal("路灯管理处", item.Assignee!.Body);
    }

    [Fact]
    public async Task Confirmed_AnotherNearbyOrNone_IsTakenAndAStrangersIsNot()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry, """{"by": "component"}""");
        var item = await ReportAsync(city, "r-1", LampClass);
        var far = new ConfirmComponent("cc-1", item.Id, ComponentId.Parse("37020201037000003")); // 54 m away
        var refusal = (await city.Hub.ExecuteAsync(far, TestCity.Resident)).Refusal!;
        Assert.Equal("no-candidate", refusal.Code);
        Assert.Equal([OtherLamp, LampId], refusal.Allowed);
        var confirmed = await city.Hub.ExecuteAsync(new ConfirmComponent("cc-2", item.Id, ComponentId.Parse(OtherLamp)), TestCity.Resident);
        Assert.Equal((OtherLamp, OtherLamp), (confirmed.Item!.Component.ToString(), confirmed.Item.Found!.Id.ToString()));
        var none = await city.Hub.ExecuteAsync(new ConfirmComponent("cc-3", item.Id, null), Centre);
        Assert.Equal((null, (FoundComponent?)null), (none.Item!.Component, none.Item.Found));
        var stranger = Actor.Of("resident-2", "", Role.Resident);
        Assert.Equal("not-found", (await city.Hub.ExecuteAsync(new ConfirmComponent("cc-4", item.Id, null), stranger)).Refusal!.Code);
    }

    [Fact]
    public async Task MachinesFinding_OfAComponentsClass_HasTheNearestAsTheReportHas()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry, """{"by": "component:owner"}""");
        (await city.Hub.ExecuteAsync(new ReportLead("f-1", Lamp, 0.9m, TestCity.Start) { Place = Place }, Box)).OrThrow();
        var lead = Assert.Single(await city.LeadsAsync());
        Assert.Equal((LampId, 1.4), (lead.Found!.Id.ToString(), lead.Found.Metres));
        var item = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow().Item!;
        Assert.Equal((lead.Found, null), (item.Found, item.Component));
    }

    [Fact]
    public async Task MachinesFinding_WhileTheRegistryCannotBeRead_IsTakenAndSaid()
    {
        var broken = new BrokenComponentStore();
        await using var registry = await ComponentRegistry.OpenAsync(broken);
        broken.IsBroken = true;
        await using var city = await StartAsync(registry, """{"by": "component"}""");
        (await city.Hub.ExecuteAsync(new ReportLead("f-1", Lamp, 0.9m, TestCity.Start) { Place = Place }, Box)).OrThrow();
        Assert.Null(Assert.Single(await city.LeadsAsync()).Found);
        Assert.Equal("registry-unread", Assert.Single(await city.FindingsAsync()).Code);
    }

    [Fact]
    public async Task Suggested_SureEnough_IsDispatchedAndJournalledWithTheModel()
    {
        var model = new Words(
            (question, _) => [new("sanitation", 0.91m, new("提到垃圾", $"litter in {question.Place.Grid}")), new("office", 0.4m, new("", ""))]);
        await using var city = await StartAsync(model, """{"by": "suggestion", "leastConfidence": 0.9}""");
        var item = await FiledAsync(city, "r-1", Waste);
        Assert.Equal("sanitation", item.Assignee!.Body);
        Assert.Equal($"Dispatch table, row 1: on 2026-03-02, street-words 3.1 suggests sanitation for class {Waste} in grid {TestCity.Grid1} "
            + $"with confidence 0.91 (at least 0.9): litter in {TestCity.Grid1}", (await city.HistoryAsync(item))[^1].Because!.En);
        Assert.Contains("\"model\":\"street-words\",\"version\":\"3.1\"",
            Encoding.UTF8.GetString(
                (await city.JournalAsync()).First(entry => entry.Key.EndsWith("/r-1", StringComparison.Ordinal)).Payload.Span),
            StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Abstentions => new()
    {
        { "nothing", DispatchSuggestion.NoAnswer },
        { "throws", DispatchSuggestion.Failed },
        { "never", DispatchSuggestion.Slow },
        { "blocks", DispatchSuggestion.Slow },
        { "confidence", DispatchSuggestion.Wrong },
        { "body", DispatchSuggestion.Wrong },
        { "reason", DispatchSuggestion.Wrong },
        { "many", DispatchSuggestion.Wrong },
    };

    [Theory]
    [MemberData(nameof(Abstentions))]
    public async Task Suggester_ThatFailsOrIsSlow_HoldsNothingUpAndIsRecorded(string how, string why)
    {
        using var release = new ManualResetEventSlim();
        var model = new Words((_, cancel) => how switch
        {
            "nothing" => [],
            "throws" => throw new InvalidOperationException("no model"),
            "blocks" => Blocked(release),
            "confidence" => [new("b", 1.1m, new("", ""))],
            "body" => [new(" ", 0.9m, new("", ""))],
            "reason" => [new("b", 0.9m, new(new string('x', 501), ""))],
            _ => [.. Enumerable.Repeat(new SuggestedBody("b", 0.9m, new("", "")), 11)],
        }) { IsStuck = how == "never" };
        await using var city = await StartAsync(model, """{"by": "suggestion", "leastConfidence": 0.5}""", """{"body": "office"}""");
        var report = ReportAsync(city, "r-1", Waste);
        if (why == DispatchSuggestion.Slow)
        {
            await model.Asked;
            city.Time.Advance(Duration.FromSeconds(2));
        }
        var item = await report;
        release.Set();
        Assert.Equal((why, "street-words", 0), (item.Suggestion!.Abstained, item.Suggestion.Model, item.Suggestion.Bodies.Count));
    }

    [Fact]
    public async Task Suggester_ThatHangs_IsNotAskedMoreThanItTakesAtOnce()
    {
        var model = new Words((_, _) => []) { IsStuck = true };
        await using var city = await StartAsync(model, """{"by": "suggestion", "leastConfidence": 0.5}""");
        Task<WorkItem>[] waiting =
            [.. Enumerable.Range(0, Dispatching.SuggestionDoor.MostAtOnce).Select(i => ReportAsync(city, $"r-{i}", Waste))];
        while (model.Times < Dispatching.SuggestionDoor.MostAtOnce) await Task.Yield();
        var more = await ReportAsync(city, "r-more", Waste);
        Assert.Equal(DispatchSuggestion.Slow, more.Suggestion!.Abstained);
        city.Time.Advance(Duration.FromSeconds(2));
        await Task.WhenAll(waiting);
        Assert.Equal(Dispatching.SuggestionDoor.MostAtOnce, model.Times);
        var later = ReportAsync(city, "r-later", Waste);
        while (model.Times == Dispatching.SuggestionDoor.MostAtOnce && !later.IsCompleted) await Task.Yield();
        city.Time.Advance(Duration.FromSeconds(2));
        Assert.Equal(DispatchSuggestion.Slow, (await later).Suggestion!.Abstained);
    }

    [Fact]
    public async Task Nets_OverTheirOwnMapAndANewOneOfTheHub_AreAskedByWhatIsInForce()
    {
        var book = NetBook.Read(Encoding.UTF8.GetBytes("""
            {"nets": [{"id": "n", "name": {"zh": "网", "en": "n"}, "levels": [{"id": "a", "name": {"zh": "甲", "en": "a"}}, {"id": "b", "name": {"zh": "乙", "en": "b"}}]}],
             "bodies": [{"id": "unit", "name": {"zh": "甲", "en": "a"}}, {"id": "basic", "name": {"zh": "乙", "en": "b"}}],
             "duties": [{"net": "n", "level": "a", "area": "370202999", "body": "unit", "role": "u"},
                        {"net": "n", "level": "b", "grid": "basic-grid:B1", "body": "basic", "role": "b"}]}
            """), out _)!;
        var basic = new GridMap([Square(GridScheme.Basic, "B1")]);
        var setup = SetupOf(PolicyOf("""{"by": "duty:n"}""")) with { Nets = book, NetMaps = [basic] };
        await using var city = await TestCity.StartAsync(setup: setup);
        Assert.Equal(["basic", "unit"], (await ReportAsync(city, "r-1", Waste)).Duties!.Found.Select(duty => duty.Body));
        var elsewhere = new GridMap([Square(GridScheme.UnitGrid, "370203001001001")]);
        (await city.Hub.ExecuteAsync(new PutGrids("g-1", "invented", elsewhere), TestCity.Admin)).OrThrow();
        Assert.Equal(["basic"], (await ReportAsync(city, "r-2", Waste)).Duties!.Found.Select(duty => duty.Body));
    }

    [Fact]
    public async Task Confirm_OverHttp_TakesWhatTheReportsAnswerAskedFor()
    {
        await using var registry = await RegistryAsync();
        await using var city = await HttpCity.StartAsync(configure: hub => hub.UseComponents(registry));
        var (_, filed) = await city.PostAsync("reports", TestCity.Officer,
            $$"""{"id": "r-1", "longitude": 120.41001, "latitude": 36.06501, "class": "{{LampClass}}"}""");
        Assert.Equal((LampId, 1.4),
            (filed.GetProperty("found").GetProperty("component").GetString(), filed.GetProperty("found").GetProperty("metres")
            .GetDouble()));
        var item = filed.GetProperty("item").GetProperty("item").GetProperty("id").GetString();
        var (status, confirmed) = await PostAsync(LampId);
        Assert.Equal((HttpStatusCode.OK, LampId),
            (status, confirmed.GetProperty("item").GetProperty("item").GetProperty("component").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("a lamp")).Status);
        var (refused, why) = await PostAsync("37020201037000003");
        Assert.Equal((HttpStatusCode.Conflict, "no-candidate"), (refused, why.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("none")).Status);

        Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string component) => city.PostAsync("commands/items/confirm-component",
            TestCity.Officer, $$"""{"item": "{{item}}", "component": "{{component}}", "commandId": "{{Guid.NewGuid():N}}"}""");
    }

    [Fact]
    public async Task Step_OfAnActorWhoMayNotGiveIt_AsksNoModel()
    {
        var model = new Words((_, _) => []);
        await using var city = await StartAsync(model, """{"by": "suggestion", "leastConfidence": 0.5}""");
        var item = await ReportAsync(city, "r-1", Waste);
        Assert.Equal(1, model.Times);
        Assert.NotNull((await city.Hub.ExecuteAsync(new StepItem("s-1", item.Id, new WorkCommand("accept")), TestCity.Resident)).Refusal);
        Assert.NotNull((await city.Hub.ExecuteAsync(
            new FileReport("r-2", "city-management", ClassKey.Parse(Waste), Place, null, null), Box)).Refusal); // opens nothing
        Assert.Equal(1, model.Times);
    }

    [Fact]
    public async Task Report_SentAgainAfterTheModelChangedItsMind_IsTheOneThatWas()
    {
        var answers = new Queue<string>(["a", "b"]);
        var model = new Words((_, _) => [new(answers.Dequeue(), 0.9m, new("", ""))]);
        await using var city = await StartAsync(model, """{"by": "suggestion", "leastConfidence": 0.5}""");
        var first = await ReportAsync(city, "r-1", Waste);
        var again = await ReportAsync(city, "r-1", Waste);
        Assert.Equal((first.Id, "a", 1), (again.Id, again.Suggestion!.First!.Body, answers.Count));
    }

    [Fact]
    public async Task Explain_ADispatchedItem_SaysWhyThatBody()
    {
        await using var city = await StartAsync("""{"by": "duty:laoshan/handler"}""");
        var item = await FiledAsync(city, "r-1", Waste);
        var answer = await city.Hub.QueryAsync(
            "items/explain", new Dictionary<string, string> { ["id"] = $"{item.Id}" }, TestCity.Officer, null, 50);
        var links = answer.Rows.Select(row => JsonDocument.Parse(row).RootElement).ToList();
        var dispatch = Assert.Single(links, link => link.GetProperty("what").GetString() == "dispatch");
        Assert.Equal(("sanitation", (await city.HistoryAsync(item))[^1].Because!.Zh),
            (dispatch.GetProperty("id").GetString(), dispatch.GetProperty("because").GetProperty("zh").GetString()));
    }

    [Fact]
    public async Task Replay_WithoutRegistryNetsAndModel_DecidesTheSame()
    {
        using var file = new TempFile();
        string[] rows = ["""{"by": "component:owner"}""", """{"by": "duty:laoshan/handler"}""",
            """{"by": "suggestion", "leastConfidence": 0.5}"""];
        string expected;
        await using (var registry = await RegistryAsync())
        await using (var city = await StoryAsync(registry, rows, new SqliteCityStore(file.Path)))
            expected = await city.ExportAsync();
        await using (var registry = await RegistryAsync())
        await using (var again = await StoryAsync(registry, rows, null))
            Assert.Equal(WithoutVersion(expected), WithoutVersion(await again.ExportAsync()));
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        Assert.Null(await ReplayCheck.RunAsync(TestCity.NewSetup() with { Work = SetupOf(PolicyOf(rows)).Work }, store));
        var replayed = await JournalReplay.RunAsync(
            TestCity.NewSetup() with { Work = SetupOf(PolicyOf(rows)).Work }, store.ReadJournalAsync(0, default));
        Assert.Equal(expected, await TestCity.ExportAsync(replayed));
        foreach (var what in (string[])["(confirmed)", "sanitation", "greening", "street-words", "confirm-component", "because"])
            Assert.Contains(what, expected, StringComparison.Ordinal);
    }

    /// <summary>A lamp by its component, waste by its duty, another matter by the model, a machine's finding, and a day between.</summary>
    private static async Task<TestCity> StoryAsync(ComponentRegistry registry, string[] rows, CityKit.Storage.ICityStore? store)
    {
        var model = new Words((_, _) => [new("office", 0.7m, new("猜测", "a guess"))]);
        var city = await TestCity.StartAsync(store, SetupOf(PolicyOf(rows)) with { Components = registry, Suggester = model });
        var lamp = await ReportAsync(city, "r-1", LampClass);
        (await city.Hub.ExecuteAsync(new ConfirmComponent("cc-1", lamp.Id, ComponentId.Parse(LampId)), TestCity.Resident)).OrThrow();
        await FileAsync(city, lamp, "r-1");
        await FiledAsync(city, "r-2", Waste);
        city.Time.Advance(Duration.FromDays(1));
        await FiledAsync(city, "r-3", Waste);
        (await city.Hub.ExecuteAsync(new ReportLead("f-1", Lamp, 0.9m, TestCity.Start) { Place = Place }, Box)).OrThrow();
        var lead = Assert.Single(await city.LeadsAsync());
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow();
        return city;
    }

    // A registry's id is random, so that two stories differ by it alone.
    private static string WithoutVersion(string export)
    {
        var start = export.IndexOf("\"registry\":\"", StringComparison.Ordinal) + 12;
        return export.Replace(export[start..export.IndexOf('"', start)], "", StringComparison.Ordinal);
    }

    private static Grid Square(GridScheme scheme, string code) => new(scheme, code, "invented", [GeoPolygon.FromRings([
        GeoPoint.FromDegrees(120.41, 36.06), GeoPoint.FromDegrees(120.42, 36.06), GeoPoint.FromDegrees(120.42, 36.07),
        GeoPoint.FromDegrees(120.41, 36.07)])]);

    private static List<SuggestedBody> Blocked(ManualResetEventSlim release)
    {
        release.Wait(TimeSpan.FromSeconds(30));
        return [];
    }

    private static Task<TestCity> StartAsync(params string[] rows) => TestCity.StartAsync(setup: SetupOf(PolicyOf(rows)));

    private static Task<TestCity> StartAsync(ComponentRegistry registry, params string[] rows) =>
        TestCity.StartAsync(setup: SetupOf(PolicyOf(rows)) with { Components = registry });

    private static Task<TestCity> StartAsync(Words model, params string[] rows) =>
        TestCity.StartAsync(setup: SetupOf(PolicyOf(rows)) with { Suggester = model });

    private static HubSetup SetupOf(WorkPolicy policy) => TestCity.NewSetup() with
    {
        Nets = Nets, Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn),
    };

    private static WorkPolicy PolicyOf(params string[] rows)
    {
        var dispatch = string.Join(", ", rows.Select(row => $$"""{"profile": "city-management", "automatic": true, {{row[1..]}}"""));
        var conditions = string.Join(", ", new[] { Waste, LampClass }.Select((key, i) =>
            $$"""{"id": "c-{{i}}", "class": "{{key}}", "condition": {"zh": "有", "en": "there"}, "limit": "4 work hours", "close": {"zh": "无", "en": "gone"} }"""));
        return PolicyReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"schema": 1, "dispatchOrder": "listed", "conditions": [{{conditions}}], "dispatch": [{{dispatch}}] }"""), out var errors)
            ?? throw new InvalidOperationException(string.Join("; ", errors));
    }

    private static async Task<WorkItem> ReportAsync(TestCity city, string id, string key) => (await city.Hub.ExecuteAsync(
        new FileReport(id, "city-management", ClassKey.Parse(key), Place, null, null), TestCity.Resident)).OrThrow().Item!;

    private static async Task<WorkItem> FiledAsync(TestCity city, string id, string key) =>
        await FileAsync(city, await ReportAsync(city, id, key), id);

    private static async Task<WorkItem> FileAsync(TestCity city, WorkItem item, string id)
    {
        var condition = item.Class.ToString() == Waste ? "c-0" : "c-1";
        foreach (var step in new WorkCommand[] { new("accept") { Reason = "seen on a camera" }, new("file") { Condition = condition } })
            item = (await city.Hub.ExecuteAsync(new StepItem($"{id}-{step.Name}", item.Id, step), Centre)).OrThrow().Item!;
        return item;
    }

    private static async Task<ComponentRegistry> RegistryAsync()
    {
        var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore());
        for (var i = 1; i <= 3; i++)
            (await registry.RegisterAsync(new Component
            {
                Id = ComponentId.Of(AreaCode.Parse("370202"), Lamp, i),
                Name = "路灯",
                Department = new ResponsibleBody("市南区城市管理局", UnifiedSocialCreditCode.Parse("11100000000013338W")),
                Owner = new ResponsibleBody("路灯管理处", UnifiedSocialCreditCode.Parse("91610800064834709T")),
                Grid = GridKey.Of(UnitGridCode.Parse(TestCity.Grid1)),
                FirstSurveyed = new LocalDate(2026, 1, 1),
                Location = GeoPoint.FromDegrees(120.41 + (i - 1) * 0.0003, 36.065),
            }, new EventRecord(new LocalDate(2026, 1, 1), TestCity.Start, "surveyor-7"))).OrThrow();
        return registry;
    }

    /// <summary>A model of the test's own.</summary>
    private sealed class Words(Func<DispatchQuestion, CancellationToken, IReadOnlyList<SuggestedBody>> answer)
        : Dispatching.IDispatchSuggester
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int times;

        public string Model => "street-words";

        public string Version => "3.1";

        internal bool IsStuck { get; init; }

        internal Task Asked => asked.Task;

        internal int Times => times;

        public async ValueTask<IReadOnlyList<SuggestedBody>> SuggestAsync(DispatchQuestion question, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref times);
            asked.TrySetResult();
            if (IsStuck) await Task.Delay(Timeout.Infinite, cancellationToken);
            return answer(question, cancellationToken);
        }
    }
}
