using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.AspNetCore.Defence;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Doors;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Residents;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// Those who report: what they are told, how they rate it, how they have it taken up again, and that nobody finds who gave no name.
/// </summary>
public sealed class ResidentTests
{
    private const string Street = """
        {"schema": 1, "id": "street", "version": "1", "zh": "街面事项", "en": "Street matter", "initial": "new", "openers": ["Resident", "Acceptor"],
         "maxExtensions": 0, "maxSuspensions": 0,
         "allowances": [{"turn": "reopenings", "atMost": 1, "within": "30 natural days", "since": "closing"}],
         "stages": [{"id": "in", "zh": "受理", "en": "taking in"}, {"id": "work", "zh": "办理", "en": "working"}, {"id": "end", "zh": "办结", "en": "ending"}],
         "states": [{"id": "new", "stage": "in", "zh": "待受理", "en": "new"}, {"id": "rejected", "stage": "in", "zh": "不予受理", "en": "rejected", "closed": true},
           {"id": "working", "stage": "work", "zh": "办理中", "en": "being handled"}, {"id": "closed", "stage": "end", "zh": "已办结", "en": "closed", "closed": true}],
         "commands": [{"id": "assign", "zh": "派单", "en": "assign"}, {"id": "reject", "zh": "不予受理", "en": "reject"}, {"id": "close", "zh": "办结", "en": "close"},
           {"id": "reopen", "zh": "重新办理", "en": "reopen"}],
         "transitions": [
           {"from": ["new"], "command": "assign", "to": "working", "roles": ["Acceptor"], "needs": ["assignee"]},
           {"from": ["new"], "command": "reject", "to": "rejected", "roles": ["Acceptor"], "needs": ["reason", "reply"]},
           {"from": ["working"], "command": "close", "to": "closed", "roles": ["CompetentDepartment"], "guards": ["own"]},
           {"from": ["closed"], "command": "reopen", "to": "new", "roles": ["Resident"], "needs": ["reason"],
            "guards": ["reporter", "left:reopenings", "within:reopenings"], "effects": ["count:reopenings", "unassign"]}],
         "visibility": {"Resident": ["summary"], "Acceptor": ["summary", "place", "assignment", "history", "evidence"],
           "CompetentDepartment": ["summary", "place", "assignment", "history", "evidence"]}}
        """;

    private const string Survey = """
        {"schema": 1, "survey": [{"id": "speed", "zh": "处理速度", "en": "How fast was it?", "choices":
          [{"id": "fast", "zh": "快", "en": "fast"}, {"id": "slow", "zh": "慢", "en": "slow"}]}]}
        """;

    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "centre", Role.Acceptor);
    private static readonly Actor Gardens = Actor.Of("worker-9", "invented gardens office", Role.CompetentDepartment);
    private static readonly Actor Other = Actor.Of("resident-2", "", Role.Resident);

    [Fact]
    public async Task Follow_AMatterToItsEnd_TellsStepsBodyAndAnswerAndNothingInternal()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        await StepAsync(city, item, new WorkCommand("assign")
            { Assignee = new Assignee(Gardens.Body, "crew of Mr Example"), Reason = "Mr Imagined complains again" });
        var open = await FollowAsync(city, item);
        Assert.Equal((Gardens.Body, 0), (open.GetProperty("with").GetString(), open.GetProperty("allowed").GetArrayLength()));
        await StepAsync(city, item, new WorkCommand("close")
            { Reason = "branch on Mr Example's car", Reply = "The branch is cut, thank you." }, Gardens);
        var json = await FollowAsync(city, item);
        Assert.Equal("received assigned closed", Steps(json));
        Assert.Equal(Gardens.Body, json.GetProperty("steps")[1].GetProperty("with").GetString());
        Assert.Equal("The branch is cut, thank you.", json.GetProperty("steps")[2].GetProperty("reply").GetString());
        Assert.Equal(["survey", "reopen"], json.GetProperty("allowed").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("slow", json.GetProperty("questions")[0].GetProperty("choices")[1].GetProperty("id").GetString());
        foreach (var hidden in new[] { "Example", "Imagined", "acceptor-1", "worker-9", TestCity.ResidentId, item.Id.ToString(), "crew" })
            Assert.DoesNotContain(hidden, json.GetRawText(), StringComparison.Ordinal);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Refused_WithAReason_TellsTheReporterWhatWasMeantForThem()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        Assert.Equal("missing-field", (await city.Hub.ExecuteAsync(
            new StepItem("x-1", item.Id, new WorkCommand("reject") { Reason = "not ours" }), Acceptor)).Refusal?.Code);
        await StepAsync(city, item, new WorkCommand("reject")
            { Reason = "not ours", Reply = "This wall belongs to the railway: 0532-12306." });
        var step = (await FollowAsync(city, item)).GetProperty("steps")[1];
        Assert.Equal(("refused", "This wall belongs to the railway: 0532-12306."),
            (step.GetProperty("step").GetString(), step.GetProperty("reply").GetString()));
        var journal = string.Concat((await city.JournalAsync()).Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)));
        Assert.DoesNotContain("railway", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_ByAccount_ListsWhatOneReportedAndNobodyElses()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        await ReportAsync(city, "r-2", Other);
        await StepAsync(city, item, new WorkCommand("reject") { Reason = "no", Reply = "Please call the railway." });
        var row = Json(Assert.Single((await AskAsync(city, "items/own", TestCity.Resident)).Rows));
        Assert.Equal((item.Number, "received refused"), (row.GetProperty("number").GetString(), Steps(row)));
        Assert.Equal("Please call the railway.", row.GetProperty("steps")[1].GetProperty("reply").GetString());
        Assert.Empty((await AskAsync(city, "items/own", Actor.Of(TestCity.ResidentId, "", Role.Resident))).Rows);
        Assert.Empty((await AskAsync(city, "items/own", Acceptor)).Rows);
    }

    [Fact]
    public async Task Survey_ByTheReporter_IsTakenOnceForEachClosing()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        Assert.Equal("not-closed", await RateAsync(city, item, "s-1", TestCity.Resident));
        await CloseAsync(city, item);
        Assert.Equal("not-found", await RateAsync(city, item, "s-1", Other));
        Assert.Equal("not-reporter", await RateAsync(city, item, "s-1", Acceptor));
        Assert.Equal("bad-answer", await RateAsync(city, item, "s-1", TestCity.Resident, "spead", "slow"));
        Assert.Equal("bad-answer", await RateAsync(city, item, "s-1", TestCity.Resident, "speed", "slowly"));
        Assert.Null(await RateAsync(city, item, "s-1", TestCity.Resident, "speed", "slow"));
        Assert.Null(await RateAsync(city, item, "s-1", TestCity.Resident, "speed", "slow")); // the same command
        Assert.Equal("answered", await RateAsync(city, item, "s-2", TestCity.Resident));
        Assert.Equal("answered",
            (await city.Hub.Follow.RateAsync(
            CodeOf(city, item), "c-1", Satisfaction.Satisfied, new Dictionary<string, string>())).Refusal?.Code);
        var answer = Assert.Single(await AnswersAsync(city));
        Assert.Equal((Satisfaction.Unsatisfied, Gardens.Body, "slow"), (answer.Satisfaction, answer.Body, answer.Answers["speed"]));
        await StepAsync(city, item, new WorkCommand("reopen") { Reason = "not done" }, TestCity.Resident);
        await CloseAsync(city, item);
        Assert.Null(await RateAsync(city, item, "s-3", TestCity.Resident));
        Assert.Single(await AnswersAsync(city));
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Survey_AfterNinetyDays_IsTooLate()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        await CloseAsync(city, item);
        city.Time.Advance(SurveyAnswer.Within + Duration.FromSeconds(1));
        Assert.Equal("too-late", await RateAsync(city, item, "s-1", TestCity.Resident));
        Assert.Equal("not-found",
            (await city.Hub.Follow.RateAsync(
            CodeOf(city, item), "c-1", Satisfaction.Satisfied, new Dictionary<string, string>())).Refusal?.Code);
    }

    [Fact]
    public async Task Reopen_ByTheCode_IsDoneOnceAndToldWhyNotAgain()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        var code = CodeOf(city, item);
        Assert.Equal("wrong-state", (await city.Hub.Follow.ReopenAsync(code, "c-1", "still there")).Refusal?.Code);
        await CloseAsync(city, item);
        (await city.Hub.Follow.ReopenAsync(code, "c-2", "Mr Imagined still has the branch on his roof")).OrThrow();
        var entry = (await city.HistoryAsync((await city.Hub.Store.FindItemAsync(item.Id))!))[^1];
        Assert.Equal(("reopen", Role.Resident, $"follow-{item.Id}"), (entry.Command, entry.Role, entry.ActorId));
        Assert.NotNull(PersonalText.RecordOf(entry.Reason));
        await CloseAsync(city, item);
        Assert.Equal("limit-reached", (await city.Hub.Follow.ReopenAsync(code, "c-3", "and again")).Refusal?.Code);
        Assert.Equal("received assigned closed reopened assigned closed", Steps(await FollowAsync(city, item)));
        await AssertReplaysAsync(city);
    }

    /// <summary>The case's own row, by the code of a report that gave no name.</summary>
    [Fact]
    public async Task Reopen_OfACityManagementCase_ByTheCodeIsDoneOnce()
    {
        var opened = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn).Open(
            new OpenWorkItem(WorkItemId.FromCause("case"), "city-management", "resident") { ReportId = "anonymous/0123456789abcdef" },
            Actor.Of("anonymous", "", Role.Resident), TestCity.Start).OrThrow();
        var closed = opened with { State = "closed", Stage = "evaluate", IsOpen = false, ClosedAt = TestCity.Start, Number = "SN-1" };
        var store = new InMemoryCityStore();
        var claim = await store.OpenAsync(BuiltIn.HubDocuments.Kinds, default);
        await store.CommitAsync(new StoreCommit
        {
            Epoch = claim.Epoch, After = claim.Position.Number, Documents = [ItemDocuments.Kind.Put(closed, 1)],
        }, default);
        await using var city = await TestCity.StartAsync(store);
        Assert.Contains("reopen", (await FollowAsync(city, closed)).GetProperty("allowed").EnumerateArray()
            .Select(word => word.GetString()));
        (await city.Hub.Follow.ReopenAsync(CodeOf(city, closed), "c-1", "the rubbish is back")).OrThrow();
        Assert.Equal("dispatching", (await city.Hub.Store.FindItemAsync(closed.Id))!.State);
        Assert.Equal("wrong-state", (await city.Hub.Follow.ReopenAsync(CodeOf(city, closed), "c-2", "again")).Refusal?.Code);
    }

    [Fact]
    public async Task Reopen_AfterItsWindow_IsRefusedWithTheDay()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1");
        await CloseAsync(city, item);
        city.Time.Advance(Duration.FromDays(31));
        var refusal = (await city.Hub.Follow.ReopenAsync(CodeOf(city, item), "c-1", "still there")).Refusal!;
        Assert.Equal("too-late", refusal.Code);
        Assert.Contains("30", refusal.Message.Zh, StringComparison.Ordinal);
    }

    /// <summary>The code of a report that somebody at the centre took by phone is the caller's.</summary>
    [Fact]
    public async Task Code_OfAReportTakenAtADesk_LetsItsHolderRateAndReopen()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1", Acceptor);
        await CloseAsync(city, item);
        Assert.Equal("not-reporter", await RateAsync(city, item, "s-1", Acceptor));
        (await city.Hub.Follow.RateAsync(CodeOf(city, item), "c-1", Satisfaction.Basically, new Dictionary<string, string>())).OrThrow();
        (await city.Hub.Follow.ReopenAsync(CodeOf(city, item), "c-2", "still there")).OrThrow();
        Assert.DoesNotContain("acceptor", Assert.Single(await AnswersAsync(city)).By, StringComparison.Ordinal);
    }

    /// <summary>
    /// An account that calls itself what the hub calls a code's holder, or the reporter without a name, is nobody of them.
    /// </summary>
    [Fact]
    public async Task Account_NamedLikeThoseWithoutOne_HasNothingOfTheirs()
    {
        await using var city = await StartAsync();
        var item = await AnonymousAsync(city, "0123456789abcdef");
        await CloseAsync(city, item);
        foreach (var name in new[] { "anonymous", $"follow-{item.Id}" })
        {
            var actor = Actor.Of(name, "", Role.Resident);
            Assert.Empty((await AskAsync(city, "items/own", actor)).Rows);
            Assert.Equal("not-found", await RateAsync(city, item, $"s-{name.Length}", actor));
            Assert.Null(await city.Hub.FindItemAsync(item.Id, actor));
        }
    }

    [Fact]
    public async Task Anonymous_Report_LeadsToNobodyAndItsCodeStillWorks()
    {
        await using var city = await StartAsync();
        var item = await AnonymousAsync(city, "0123456789abcdef");
        Assert.Equal(item.Id, (await AnonymousAsync(city, "0123456789abcdef")).Id);
        Assert.Equal(["anonymous"], item.Reports.Select(report => report.Reporter));
        await CloseAsync(city, item);
        (await city.Hub.Follow.RateAsync(CodeOf(city, item), "c-1", Satisfaction.Satisfied, new Dictionary<string, string>())).OrThrow();
        await AssertReplaysAsync(city);
        var opened = await city.Hub.Privacy.OpenAsync("o-1", item.Id, "handling", Acceptor);
        Assert.Equal(["the manager dumps oil"], opened.Records.Select(record => record.Data.Text));
        Assert.DoesNotContain(opened.Records, record => record.Kind == RecordKind.Identity);
    }

    [Theory]
    [InlineData("r-1", null, "bad-id")]
    [InlineData("0123456789abcdef", "call 0532-5550100", "not-anonymous")]
    public async Task Anonymous_WithAShortIdOrAContact_IsRefused(string id, string? contact, string code)
    {
        await using var city = await StartAsync();
        var answer = await city.Hub.ReportAnonymouslyAsync(NewReport(id), new PersonalData { Text = "oil", Contact = contact });
        Assert.Equal(code, answer.Refusal?.Code);
        Assert.Empty(await city.ItemsAsync());
    }

    [Fact]
    public async Task Erase_TheReporter_KeepsTheItemAndTheCountAndTakesTheAnswers()
    {
        await using var city = await StartAsync(setup => setup with { Keys = MasterKeys.CreateInMemory() });
        var item = await ReportAsync(city, "r-1");
        await CloseAsync(city, item, "Dear Mr Imagined, the branch is cut.");
        Assert.Null(await RateAsync(city, item, "s-1", TestCity.Resident, "speed", "fast"));
        var before = await city.ExportAsync();
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Resident)).OrThrow();
        Assert.Equal(before, await city.ExportAsync());
        Assert.Equal(Satisfaction.Unsatisfied, Assert.Single(await AnswersAsync(city)).Satisfaction);
        var json = await FollowAsync(city, item);
        Assert.Equal("received assigned closed", Steps(json));
        Assert.False(json.GetProperty("steps")[2].TryGetProperty("reply", out _));
        Assert.Empty((await AskAsync(city, "items/own", TestCity.Resident)).Rows);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Surveys_OfAMonth_AreCountedByBodyAndFewAreWithheld()
    {
        await using var city = await StartAsync();
        for (var i = 0; i < 7; i++)
        {
            var item = await ReportAsync(city, $"r-{i}", Person(i));
            await CloseAsync(city, item, by: i < 6 ? Gardens : Gardens with { Body = "small office" });
            Assert.Null(await RateAsync(
                city, item, "s-1", Person(i), "speed", i < 2 ? "fast" : "slow", i < 4 ? Satisfaction.Satisfied : Satisfaction.Unsatisfied));
            if (i == 3) Assert.Empty((await AskAsync(city, "items/surveys", Other, ("month", "2026-03"))).Rows);
        }
        var total = Json(Assert.Single((await AskAsync(city, "items/surveys", Other, ("month", "2026-03"), ("by", "body"))).Rows));
        Assert.Equal((true, 7, 4, 0, 3),
            (total.GetProperty("total").GetBoolean(), total.GetProperty("count").GetInt32(), total.GetProperty("satisfied").GetInt32(),
            // a body of one answer withholds the other's six as well
            total.GetProperty("basically").GetInt32(), total.GetProperty("unsatisfied").GetInt32()));
        var choices = (await AskAsync(city, "items/surveys", Other, ("month", "2026-03"), ("by", "question"))).Rows.Select(
            row => Json(row).GetProperty("count").GetInt32());
        Assert.Equal([2, 5], choices);
        Assert.Empty((await AskAsync(city, "items/surveys", Other, ("month", "2026-04"))).Rows);
        foreach (var month in new[] { "", "2026", "2026-13" })
            Assert.Equal("bad-request", (await AskAsync(city, "items/surveys", Other, ("month", month))).Refusal?.Code);
    }

    [Fact]
    public async Task PublicCounts_OfAScreen_ShowFiveOrMoreAndNothingThatGivesLessAway()
    {
        await using var city = await StartAsync();
        for (var i = 0; i < 6; i++) await ReportAsync(city, $"r-{i}", Person(i));
        var screen = Actor.Of("screen-1", "");
        Assert.Equal(["-:6"], await CountsAsync(city, screen));
        Assert.Equal(["-:6", "370202:6"], await CountsAsync(city, screen, ("by", "district")));
        Assert.Equal(["-:6", "370202999:6"], await CountsAsync(city, screen, ("by", "street")));
        Assert.Equal(["-:6", "GB/T 47678.5-2026:matter:06010:6"], await CountsAsync(city, screen, ("by", "class")));
        Assert.Empty(await CountsAsync(city, screen, ("state", "closed")));
        Assert.Equal("bad-request", (await AskAsync(city, "items/public-counts", screen, ("state", "all"))).Refusal?.Code);
        Assert.Equal("bad-request", (await AskAsync(city, "items/public-counts", screen, ("grid", TestCity.Grid1))).Refusal?.Code);
        await CloseAsync(city, (await city.ItemsAsync())[0]);
        await CloseAsync(city, (await city.ItemsAsync()).First(item => item.IsOpen));
        Assert.Empty(await CountsAsync(city, screen, ("by", "district"))); // four are left
    }

    /// <summary>What is left out of the streets is not told by the districts, nor the other way round.</summary>
    [Fact]
    public async Task PublicCounts_OfSeveralDistricts_WithholdStreetsByTheirDistrict()
    {
        var store = new InMemoryCityStore();
        var opened = await store.OpenAsync(BuiltIn.HubDocuments.Kinds, default);
        (string Street, int Count)[] filled = [("370202001", 6), ("370202002", 3), ("370202003", 7), ("370203001", 2), ("370211001", 9)];
        await store.CommitAsync(new StoreCommit
        {
            Epoch = opened.Epoch,
            After = opened.Position.Number,
            Documents = [.. filled.SelectMany(
                one => Enumerable.Range(0, one.Count).Select(i => ItemDocuments.Kind.Put(ItemIn(one.Street, i), 1)))],
        }, default);
        await using var city = await TestCity.StartAsync(store);
        var screen = Actor.Of("screen-1", "");
        Assert.Equal(["-:27", "370202:16"], await CountsAsync(city, screen, ("by", "district"))); // 2 is small, and 9 would give it away
        // so would 6 here, and 9 in a district left out
        Assert.Equal(["-:27", "370202003:7"], await CountsAsync(city, screen, ("by", "street")));
    }

    /// <summary>Two reported one thing: each is told of the one result, and each rates it once.</summary>
    [Fact]
    public async Task Repeat_FollowedByItsOwnCode_IsToldAndRatedAsTheItemThatItRepeats()
    {
        await using var city = await TestCity.StartAsync();
        var first = (await city.Hub.ReportAsync(NewReport("r-1") with { Profile = "property-order" }, "a lamp", TestCity.Resident))
            .OrThrow().Item!;
        var second = (await city.Hub.ReportAsync(NewReport("r-2") with { Profile = "property-order" }, "the lamp", Other)).OrThrow().Item!;
        (await city.Hub.ExecuteAsync(new MarkRepeat("m-1", second.Id, first.Id), TestCity.Officer)).OrThrow();
        (await city.Hub.ExecuteAsync(
            new StepItem("s-1", first.Id, new WorkCommand("void") { Reason = "no lamp there", Reply = "There is no lamp." }),
            TestCity.Manager)).OrThrow();
        Assert.Equal("There is no lamp.", (await FollowAsync(city, second)).GetProperty("steps").EnumerateArray().Last()
            .GetProperty("reply").GetString());
        Assert.Equal(first.Number, Json(Assert.Single((await AskAsync(city, "items/own", Other)).Rows)).GetProperty("number").GetString());
        (await city.Hub.Follow.RateAsync(CodeOf(city, second), "c-1", Satisfaction.Satisfied, new Dictionary<string, string>())).OrThrow();
        Assert.Null(await RateAsync(city, first, "s-2", TestCity.Resident));
        Assert.Equal("answered", await RateAsync(city, second, "s-3", Other)); // two reports, two answers
        Assert.All(await AnswersAsync(city), answer => Assert.Equal(first.Id, answer.Item));
    }

    [Fact]
    public async Task Http_RateAndReopenByTheCode_NeedNoKeyAndTellWhyNot()
    {
        await using var city =
            await HttpCity.StartAsync(
            configure: hub => hub.UseProfiles(ProfileCatalogue.BuiltIn.With(StreetProfile())).UsePolicy(PolicyOf(Survey)));
        const string report = """{"id": "0123456789abcdef", "profile": "street", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615, "text": "oil", "anonymous": true}""";
        var (status, reported) = await city.PostAsync("reports", TestCity.Resident, report);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(reported.TryGetProperty("item", out _)); // it is nobody's
        var path = $"public/follow/{reported.GetProperty("follow").GetString()}";
        var id = Assert.Single(await city.Hub.Store.ReadItemsAsync(default).ToListAsync()).Id;
        var early = await SendAsync(city, $"{path}/survey", """{"commandId": "c-1", "satisfaction": "satisfied"}""");
        Assert.Equal((HttpStatusCode.Conflict, "not-closed"), (early.Status, CodeIn(early.Json)));
        foreach (var (command, by) in new[] { (new WorkCommand("assign") { Assignee = new Assignee(Gardens.Body) }, Acceptor),
            (new WorkCommand("close"), Gardens) })
            (await city.Hub.ExecuteAsync(new StepItem($"h-{command.Name}", id, command), by)).OrThrow();
        Assert.Equal(HttpStatusCode.OK,
            (await SendAsync(city, $"{path}/survey",
            """{"commandId": "c-1", "satisfaction": "basically", "answers": {"speed": "slow"}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await SendAsync(city, $"{path}/survey", """{"commandId": "c-2", "satisfaction": "so-so"}""")).Status);
        var (_, done) = await SendAsync(city, $"{path}/reopen", """{"commandId": "c-3", "reason": "still there"}""");
        Assert.Equal(["status"], done.EnumerateObject().Select(member => member.Name));
        Assert.Equal("wrong-state",
            CodeIn((await SendAsync(city, $"{path}/reopen", """{"commandId": "c-4", "reason": "still there"}""")).Json));
        Assert.Equal(HttpStatusCode.NotFound,
            (await SendAsync(city, "public/follow/none/reopen", """{"commandId": "c-5", "reason": "x"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("own/items", TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items/public-counts?by=street", TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items/surveys?month=2026-03", TestCity.Resident)).Status);
    }

    [Fact]
    public async Task Http_AReportWithoutAnAccount_IsTakenWhereTheHostAllowsItAndAsOftenAsItSays()
    {
        const string report = """{"id": "0123456789abcde%", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615, "text": "oil"}""";
        await using (var closed = await HttpCity.StartAsync())
            Assert.Equal((HttpStatusCode.Unauthorized, 0),
                ((await SendAsync(closed, "public/reports", report.Replace('%', '0'))).Status,
                await closed.Hub.Store.ReadItemsAsync(default).CountAsync()));
        await using var city =
            await HttpCity.StartAsync(
            services: services => services.Configure<CityKitDoorOptions>(options => options.AddressReportsPerHour = 2));
        foreach (var i in new[] { '0', '0' })
        {
            var (status, json) = await SendAsync(city, "public/reports", report.Replace('%', i));
            Assert.Equal((HttpStatusCode.OK, "done"), (status, json.GetProperty("status").GetString()));
            Assert.Equal(HttpStatusCode.OK,
                (await city.Client.GetAsync($"public/follow/{json.GetProperty("follow").GetString()}")).StatusCode);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(city, "public/reports", report.Replace('%', '2'))).Status);
        Assert.Equal("resident", Assert.Single(await city.Hub.Store.ReadItemsAsync(default).ToListAsync()).Source);
    }

    [Fact]
    public async Task Client_OfAReporter_ReadsHowItGoesOnAndRatesIt()
    {
        await using var city =
            await HttpCity.StartAsync(
            configure: hub => hub.UseProfiles(ProfileCatalogue.BuiltIn.With(StreetProfile())).UsePolicy(PolicyOf(Survey)));
        using var http = new HttpClient { BaseAddress = city.Client.BaseAddress };
        http.DefaultRequestHeaders.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Resident));
        var client = new Client.CityKitClient(http);
        var reported = (await client.ReportAsync(
            new Client.Items.Report("r-1", "GB/T 47678.5-2026:matter:06010", 120.4115, 36.0615) { Profile = "street", Text = "oil" }))
            .OrThrow();
        var item = await city.Hub.Store.ReadItemsAsync(default).SingleAsync();
        foreach (var (command, by) in new[] { (new WorkCommand("assign") { Assignee = new Assignee(Gardens.Body) }, Acceptor),
            (new WorkCommand("close") { Reply = "Done." }, Gardens) })
            (await city.Hub.ExecuteAsync(new StepItem($"h-{command.Name}", item.Id, command), by)).OrThrow();
        var own = await client.OwnReportsAsync().SingleAsync();
        Assert.Equal((item.Number, false, "Done."), (own.Number, own.Open, own.Steps[^1].Reply));
        (await client.RateAsync(own.Id!, new Client.Residents.Rating("s-1", "basically"))).OrThrow();
        var followed = (await client.FollowAsync(reported.Follow!)).OrThrow();
        Assert.Equal((null, "reopen"), (followed.Number, Assert.Single(followed.Allowed)));
        Assert.Equal("answered",
            (await client.RateByCodeAsync(reported.Follow!, new Client.Residents.Rating("s-2", "satisfied"))).Refusal?.Code);
        (await client.ReopenByCodeAsync(reported.Follow!, "c-1", "still there")).OrThrow();
        Assert.True((await client.OwnReportsAsync().SingleAsync()).Open);
    }

    private static Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(HttpCity city, string path, string json) =>
        city.SendAsync(HttpMethod.Post, path, null, new StringContent(json, Encoding.UTF8, "application/json"));

    private static string? CodeIn(JsonElement json) => json.GetProperty("code").GetString();

    private static Profile StreetProfile() => ProfileReader.Read(Encoding.UTF8.GetBytes(Street), out var errors)
        ?? throw new ArgumentException(errors[0].Message.En);

    private static WorkPolicy PolicyOf(string json) => PolicyReader.Read(Encoding.UTF8.GetBytes(json), out _)!;

    private static Task<TestCity> StartAsync(Func<HubSetup, HubSetup>? with = null)
    {
        var profiles = ProfileCatalogue.BuiltIn.With(StreetProfile());
        var setup = TestCity.NewSetup() with { Profiles = profiles,
            Work = new WorkEngine(profiles, PolicyOf(Survey), WorkCalendar.BuiltIn) };
        return TestCity.StartAsync(null, with?.Invoke(setup) ?? setup);
    }

    private static FileReport NewReport(string id) => new(
        id, "street", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), GeoPoint.FromDegrees(120.4115, 36.0615), null, null);

    private static async Task<WorkItem> ReportAsync(TestCity city, string id, Actor? by = null) =>
        (await city.Hub.ReportAsync(NewReport(id), "a branch on Mr Imagined's roof", by ?? TestCity.Resident)).OrThrow().Item!;

    private static async Task<WorkItem> AnonymousAsync(TestCity city, string id) =>
        (await city.Hub.ReportAnonymouslyAsync(NewReport(id), new PersonalData { Text = "the manager dumps oil" })).OrThrow().Item!;

    private static async Task StepAsync(TestCity city, WorkItem item, WorkCommand command, Actor? by = null)
    {
        var entries = (await city.Hub.Store.FindItemAsync(item.Id))!.Entries;
        (await city.Hub.ExecuteAsync(new StepItem($"{command.Name}-{item.Id.ToString()[..8]}-{entries}", item.Id, command), by ?? Acceptor))
            .OrThrow();
    }

    private static async Task CloseAsync(TestCity city, WorkItem item, string? reply = null, Actor? by = null)
    {
        await StepAsync(city, item, new WorkCommand("assign") { Assignee = new Assignee((by ?? Gardens).Body) });
        city.Time.Advance(Duration.FromMinutes(1));
        await StepAsync(city, item, new WorkCommand("close") { Reply = reply }, by ?? Gardens);
    }

    private static async Task<string?> RateAsync(
        TestCity city, WorkItem item, string id, Actor by, string? question = null, string choice = "slow",
        Satisfaction level = Satisfaction.Unsatisfied)
    {
        var command = new AnswerSurvey(id, item.Id, level);
        if (question is not null) command = command with { Answers = command.Answers.Add(question, choice) };
        return (await city.Hub.ExecuteAsync(command, by)).Refusal?.Code;
    }

    private static WorkItem ItemIn(string street, int i) =>
        new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn).Open(
            new OpenWorkItem(WorkItemId.FromCause($"{street}/{i}"), "property-order", "resident")
                { Place = new WorkPlace { Grid = $"{street}001001" } },
            TestCity.Officer, TestCity.Start).OrThrow() with { Number = $"{street}-{i}" };

    private static Actor Person(int i) => Actor.Of($"person-{i}", "", Role.Resident);

    private static string CodeOf(TestCity city, WorkItem item) => city.Hub.Public.CodeOf(FollowCode.Kind, item.Id.Value);

    private static async Task<JsonElement> FollowAsync(TestCity city, WorkItem item) =>
        Json((await city.Hub.Public.FindAsync(FollowCode.Kind, CodeOf(city, item)))!.Value);

    private static JsonElement Json(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }

    private static string Steps(JsonElement json) =>
        string.Join(' ', json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));

    private static ValueTask<QueryAnswer> AskAsync(TestCity city, string query, Actor by, params (string Name, string Value)[] arguments) =>
        city.Hub.QueryAsync(query, arguments.ToDictionary(given => given.Name, given => given.Value), by);

    private static async Task<List<string>> CountsAsync(TestCity city, Actor by, params (string Name, string Value)[] arguments)
    {
        var rows = (await AskAsync(city, "items/public-counts", by, arguments)).Rows.Select(Json);
        return [.. rows.Select(
            row => $"{(row.TryGetProperty("total", out _) ? "-" : row.EnumerateObject().First().Value.GetString())}:{row.GetProperty("count").GetInt32()}")];
    }

    private static async Task AssertReplaysAsync(TestCity city)
    {
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Equal(Said(await AnswersAsync(city.Hub.Store)), Said(await AnswersAsync(replayed)));
    }

    private static Task<IReadOnlyList<SurveyAnswer>> AnswersAsync(TestCity city) => AnswersAsync(city.Hub.Store);

    private static async Task<IReadOnlyList<SurveyAnswer>> AnswersAsync(ICityStore store) =>
        [.. (await store.QueryAsync(SurveyDocuments.Kind.Query(), default)).Rows.OrderBy(answer => answer.Item.Value)];

    private static IEnumerable<string> Said(IEnumerable<SurveyAnswer> answers) =>
        answers.Select(answer => Encoding.UTF8.GetString(SurveyDocuments.Kind.Put(answer, 1).Bytes!.Value.Span));
}
