using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Importing;
using CityKit.Journal;
using CityKit.Storage;
using CityKit.Deciding;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Cases of other systems come in by file, and a hub's own go out by one.</summary>
public sealed class ItemImportTests
{
    private const string Plain =
        """{"id": "QD-1", "profile": "city-management", "state": "handling", "reportedAt": "2026-02-27T01:00:00Z" """;

    [Fact]
    public async Task Import_OfPlainLines_TakesTheGoodOnesAndSaysWhatIsWrongWithTheRest()
    {
        await using var city = await StartAsync();
        var report = await ImportAsync(city, $$"""
            {{Plain}}, "class": "GB/T 47678.5-2026:matter:06010", "stateSince": "2026-03-01T20:00:00Z", "deadline": "2026-03-02T04:00:00Z", "place": {"longitude": 120.425, "latitude": 36.065, "address": "some crossing"}, "assignee": {"body": "office a"} }

            {"id": "QD-2", "profile": "city-management", "state": "closed", "reportedAt": "2026-02-20T01:00:00Z", "closedAt": "2026-02-21T01:00:00Z", "title": {"zh": "垃圾", "en": "litter"} }
            {"id": "QD-3", "profile": "city-management", "state": "handled", "reportedAt": "2026-02-20T01:00:00Z"}
            {"id": "QD-4", "profile": "city-management", "state": "filing", "reportedAt": "2026-02-20T01:00:00Z", "adress": "x"}
            {"id": "QD-5", "profile": "city-management", "state": "filing", "reportedAt": "2027-02-20T01:00:00Z"}
            {"id": "QD-6"
            {"id": "QD-7", "profile": "city-management", "state": "reported", "reportedAt": "2026-03-01T20:00:00Z"}
            """);
        Assert.Equal((7, 3, 0, 4), (report.Lines, report.Imported, report.Known, report.Refused));
        Assert.Equal([4, 5, 6, 7], report.Errors.Select(error => error.Line));
        Assert.Contains("handling", report.Errors[0].Refusal.Message.En, StringComparison.Ordinal);
        Assert.Contains("adress", report.Errors[1].Refusal.Message.En, StringComparison.Ordinal);
        Assert.Contains("not after now", report.Errors[2].Refusal.Message.En, StringComparison.Ordinal);
        var histories = new Dictionary<WorkItemId, IReadOnlyList<HistoryEntry>>();
        foreach (var item in await city.ItemsAsync()) histories[item.Id] = await city.Hub.Store.ReadHistoryAsync(item);
        var items = (await city.ItemsAsync()).ToDictionary(item => histories[item.Id][^1].Reason!.Split(' ')[3]);
        Assert.Equal(("handling", "handle", true, "370202999001002", "office a"), (items["QD-1"].State, items["QD-1"].Stage,
            items["QD-1"].IsOpen, items["QD-1"].Place.Grid, items["QD-1"].Assignee?.ToString()));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 4, 0), items["QD-1"].Deadline?.At);
        Assert.Equal((false, Instant.FromUtc(2026, 2, 21, 1, 0), null),
            (items["QD-2"].IsOpen, items["QD-2"].ClosedAt, items["QD-2"].Deadline));
        Assert.NotNull(items["QD-7"].Deadline); // by the policy's limit of its stage
        Assert.All(items.Values, item =>
            Assert.StartsWith("imported from old-system: QD-", histories[item.Id][^1].Reason, StringComparison.Ordinal));
        Assert.All(items.Values, item => Assert.NotNull(item.Number));
    }

    [Fact]
    public async Task Import_OfACase_GoesOnFromThere()
    {
        await using var city = await StartAsync();
        await ImportAsync(city, Plain + """, "deadline": "2026-03-02T04:00:00Z", "assignee": {"body": "office a"}}""");
        var item = Assert.Single(await city.ItemsAsync());
        city.Time.Advance(Duration.FromHours(5));
        await city.Hub.TickAsync();
        Assert.True(Assert.Single(await city.ItemsAsync()).Clock.Overdue);
        var step = new StepItem("s-1", item.Id, new WorkCommand("feedback") { Photo = "p" });
        Assert.Equal("feedback", (await city.Hub.ExecuteAsync(step, ChanceCity.Everybody)).OrThrow().Item!.State);
        var chain = await city.Hub.QueryAsync(
            "items/explain", new Dictionary<string, string> { ["id"] = item.Id.ToString() }, ChanceCity.Everybody);
        Assert.Contains(chain.Rows, row => Encoding.UTF8.GetString(row.Span).Contains("import-case", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_Again_ChangesNothingWhoeverGivesIt()
    {
        await using var city = await StartAsync();
        var file = Plain + "}\n" + Plain.Replace("QD-1", "QD-2", StringComparison.Ordinal) + "}";
        Assert.Equal((2, 0), Counts(await ImportAsync(city, file)));
        var (before, entries) = (await city.ExportAsync(), (await city.JournalAsync()).Count);
        Assert.Equal((0, 2), Counts(await ImportAsync(city, file)));
        Assert.Equal((0, 2), Counts(await ImportAsync(city, file, Actor.Of("admin-2", "it", Role.Administrator))));
        Assert.Equal((before, entries), (await city.ExportAsync(), (await city.JournalAsync()).Count));
        Assert.Equal((2, 0), Counts(await ImportAsync(city, file, system: "another")));
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    [Theory]
    [InlineData("officer")]
    [InlineData("bad system")]
    public async Task Import_ByWhoMayNotOrOfNoName_TakesNothing(string why)
    {
        await using var city = await StartAsync();
        var report = why == "officer" ? await ImportAsync(city, Plain + "}", TestCity.Officer)
            : await ImportAsync(city, Plain + "}", system: why);
        Assert.Equal((0, 1, why == "officer" ? "wrong-role" : "bad-id"), (report.Imported, report.Refused, report.Errors[0].Refusal.Code));
        Assert.Empty(await city.ItemsAsync());
    }

    [Fact]
    public async Task Export_IntoAnotherHub_HasTheSameVisibleFacts()
    {
        await using var here = await ChanceCity.StartAsync(new InMemoryCityStore(), 7);
        await using var there = await StartAsync();
        there.Time.Advance(here.Time.Now - there.Time.Now);
        var file = new MemoryStream();
        Assert.Null(await here.Hub.ExportItemsAsync(new Dictionary<string, string> { ["state"] = "all" }, ChanceCity.Everybody, file));
        file.Position = 0;
        var report = await there.Hub.ImportItemsAsync("hub-1", file, TestCity.Admin);
        var (sent, taken) = (await here.ItemsAsync(), await there.ItemsAsync());
        Assert.True(report.Refused == 0, report.Errors.FirstOrDefault()?.Refusal.Message.En);
        Assert.Equal((sent.Count, sent.Count), ((int)report.Imported, taken.Count));
        Assert.Equal(sent.Select(Facts).Order(), taken.Select(Facts).Order());
        Assert.Equal(Figures(sent, here), Figures(taken, there));
        Assert.All(taken, item => Assert.Empty(item.Reports)); // who reported it stays there
    }

    [Fact]
    public async Task Export_ByWhoSeesPart_IsOfThatPartAndNoImport()
    {
        await using var here = await ChanceCity.StartAsync(new InMemoryCityStore(), 7);
        var file = new MemoryStream();
        var inspector = Actor.Of("inspector-1", "b").With(Grant.Parse("Inspector@area/370202999001002"));
        Assert.Null(await here.Hub.ExportItemsAsync(new Dictionary<string, string>(), inspector, file));
        Assert.NotEqual(0, file.Length);
        Assert.All(Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains("370202999001002", line, StringComparison.Ordinal));
        var wrong = new MemoryStream(
            """{"item": {"schema": 1, "id": "00000000000000000000000000000001", "profile": "city-management"}}"""u8.ToArray());
        Assert.Contains("a whole work item", (await here.Hub.ImportItemsAsync("x", wrong, TestCity.Admin)).Errors[0].Refusal.Message.En,
            StringComparison.Ordinal);
        Assert.NotNull(await here.Hub.ExportItemsAsync(new Dictionary<string, string> { ["state"] = "odd" }, inspector, file));
    }

    [Fact]
    public async Task Http_ExportsAndImports()
    {
        await using var city = await HttpCity.StartAsync();
        var lines = new StringContent(Plain + "}\n{", Encoding.UTF8, "application/x-ndjson");
        var (status, json) = await city.SendAsync(HttpMethod.Post, "items/import?system=old", TestCity.Admin, lines);
        Assert.Equal((HttpStatusCode.OK, 1, 1, 2), (status, json.GetProperty("imported").GetInt32(), json.GetProperty("refused").GetInt32(),
            json.GetProperty("errors")[0].GetProperty("line").GetInt32()));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.SendAsync(HttpMethod.Post, "items/import?system=old", TestCity.Officer,
            new StringContent("{}", Encoding.UTF8, "application/x-ndjson"))).Status);
        var (exported, text) = await city.SendForTextAsync(HttpMethod.Get, "items/export?profile=city-management", TestCity.Officer);
        Assert.Equal((HttpStatusCode.OK, 1), (exported, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal(HttpStatusCode.BadRequest, (await city.SendAsync(HttpMethod.Get, "items/export?state=odd", TestCity.Officer)).Status);
    }

    private static (long, long) Counts(ItemImportReport report) => (report.Imported, report.Known);

    private static string Facts(WorkItem item) =>
        string.Join('|', item.Profile, item.Class, item.Source, item.State, item.Stage, item.IsOpen,
        item.ReportedAt, item.StateSince, item.ClosedAt, item.Deadline,
        string.Join(';', item.Assignments.Where(each => each.EndedAt is null).Select(each => (each.Kind, each.Assignee, each.Since))),
        string.Join(';', item.Turns.Where(turn => turn.Command != "import")), item.Condition, item.Counts, item.Overseen, item.Exempt,
        item.Place.Grid, item.Place.Point,
        string.Join(';', item.Clocks.Select(clock => (clock.Stage, clock.StartedAt, clock.Deadline, clock.FinishedAt, clock.OnTime))));

    private static IEnumerable<(string, long, long)> Figures(List<WorkItem> items, TestCity city) =>
        KpiCatalogue.BuiltIn.Evaluate(items, city.Time.Now).Select(value => (value.Definition.Id, value.Numerator, value.Denominator));

    private static async Task<TestCity> StartAsync()
    {
        var city = await TestCity.StartAsync();
        (await city.Hub.ExecuteAsync(new PutPolicy("p-1", ChanceCity.Policy), TestCity.Admin)).OrThrow();
        return city;
    }

    private static async Task<ItemImportReport> ImportAsync(
        TestCity city, string lines, Actor? actor = null, string system = "old-system") =>
        await city.Hub.ImportItemsAsync(system, new MemoryStream(Encoding.UTF8.GetBytes(lines)), actor ?? TestCity.Admin);
}
