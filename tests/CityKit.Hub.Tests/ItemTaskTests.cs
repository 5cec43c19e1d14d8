using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Whose turn it is: what each role is to do, where it counts, what is due next first.</summary>
public sealed class ItemTaskTests
{
    private const string Road = "GB/T 47678.5-2026:matter:06010";
    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "centre", Role.Acceptor);
    private static readonly Actor Leader = Actor.Of("leader-1", "centre", Role.DutyLeader);
    private static readonly WorkCommand Accept = new("accept") { Reason = "seen on a camera" };
    private static readonly Actor Dispatcher = Actor.Of("dispatcher-1", "centre", Role.Dispatcher);
    private static readonly Actor Office = Actor.Of("office-1", "invented office", Role.CompetentDepartment);
    private static readonly Actor OtherOffice = Actor.Of("office-2", "another office", Role.CompetentDepartment);
    private static readonly Actor Inspector = Actor.Of("inspector-1", "i").With(Grant.Parse("Inspector@area/370202999001002"));
    private static readonly Actor FarInspector = Actor.Of("inspector-2", "i").With(Grant.Parse("Inspector@area/370202999001003"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tasks_OfEachRole_AreThoseThatWaitForIt(bool isSqlite)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite);
        Assert.Equal("a b c", await TasksAsync(city, Acceptor));
        Assert.Equal("a b c", await TasksAsync(city, Leader)); // may take them in without verifying
        await StepAsync(city, "a", Leader, Accept);
        await StepAsync(city, "b", Acceptor, "verify");
        Assert.Equal(("c", "c a", "b", ""), (await TasksAsync(city, Acceptor), await TasksAsync(city, Leader),
            await TasksAsync(city, Inspector), await TasksAsync(city, FarInspector)));
        await StepAsync(city, "a", Leader, new WorkCommand("file") { Condition = "litter" });
        // may void it: nothing waits for that
        Assert.Equal(("a", "c"), (await TasksAsync(city, Dispatcher), await TasksAsync(city, Leader)));
        await StepAsync(city, "a", Dispatcher, new WorkCommand("dispatch") { Assignee = new Assignee("invented office") });
        Assert.Equal(("a", "", "", ""), (await TasksAsync(city, Office), await TasksAsync(city, OtherOffice),
            await TasksAsync(city, Dispatcher), await TasksAsync(city, TestCity.Resident)));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    public async Task Tasks_PageByPage_AreInOrderOfWhatIsDueNextThenOldest(bool isSqlite, int limit)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite);
        (await city.Hub.ExecuteAsync(
            new PutPolicy("p-2", Policy.Replace("8 work hours", "1 work hours", StringComparison.Ordinal)), TestCity.Admin)).OrThrow();
        await ReportAsync(city, "d", 120.415); // the last to be reported, with the shortest limit
        (await city.Hub.ExecuteAsync(new PutPolicy("p-3", """{"schema": 1}"""), TestCity.Admin)).OrThrow();
        await ReportAsync(city, "e", 120.425);
        await ReportAsync(city, "f", 120.415);
        var (found, after) = (new List<string>(), (DocumentCursor?)null);
        do
        {
            var page = await city.Hub.QueryAsync("items/tasks", new Dictionary<string, string>(), Acceptor, after, limit);
            Assert.InRange(page.Rows.Count, 0, limit);
            found.AddRange(await NamesAsync(city, page));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal("d a b c e f", string.Join(' ', found));
    }

    [Theory]
    [InlineData("overdue=yes", "a b")]
    [InlineData("overdue=yes&grid=370202999001001", "a")]
    [InlineData("reportedFrom=2026-03-02T00:02:00Z", "b c")]
    [InlineData("reportedUntil=2026-03-02T00:02:00Z&overdue=yes", "a")]
    [InlineData("reportedFrom=2026-03-02T00:02:00Z&overdue=yes", "b")]
    [InlineData("near=120.425,36.065,100", "b")]
    [InlineData("words=垃圾", "a b c")]
    [InlineData("class=" + Road, "a b c")]
    [InlineData("without=body", "a b c")]
    [InlineData("without=grid", "")]
    [InlineData("body=nobody", "")]
    public async Task Tasks_Filtered_AreThoseOfThem(string asked, string expected)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true);
        var due = (await city.ItemsAsync()).Select(item => item.Deadline!.Value.At).Order().ToArray();
        city.Time.Advance(due[1] - city.Time.Now + Duration.FromSeconds(1)); // two of the three deadlines are over
        Assert.Equal(expected, string.Join(' ', (await TasksAsync(city, Acceptor, asked)).Split(' ').Order()));
    }

    [Theory]
    [InlineData("closedFrom=2026-03-02T00:00:00Z", "a")]
    [InlineData("closedUntil=2026-03-02T00:00:00Z", "")]
    [InlineData("closedFrom=2026-03-02T00:00:00Z&reportedFrom=2026-03-02T00:01:30Z", "")]
    [InlineData("closedFrom=2026-03-02T00:00:00Z&reportedFrom=2026-03-02T00:00:30Z", "a")]
    [InlineData("state=all&reportedUntil=2026-03-02T00:02:30Z", "a b")]
    public async Task List_ByPeriod_FindsWhatIsInIt(string asked, string expected)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true);
        await StepAsync(city, "a", Acceptor, new WorkCommand("reject") { Reason = "not true", Reply = "We found nothing there." });
        Assert.Equal(expected, string.Join(' ', await NamesAsync(city, await city.Hub.QueryAsync("items/list", Arguments(asked), Leader))));
    }

    /// <summary>An index holds 256 characters, a body's name may have 512: the hub could store nothing after such a dispatch.</summary>
    [Fact]
    public async Task Dispatch_ToAVeryLongName_IsStoredAndFoundByItsBeginning()
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true);
        var name = new string('b', 300);
        await StepAsync(city, "a", Leader, Accept);
        await StepAsync(city, "a", Leader, new WorkCommand("file") { Condition = "litter" });
        await StepAsync(city, "a", Dispatcher, new WorkCommand("dispatch") { Assignee = new Assignee(name) });
        foreach (var by in new[] { "body", "assignee" })
            Assert.Equal(["a"], await NamesAsync(city, await city.Hub.QueryAsync("items/list", Arguments($"{by}={name[..256]}"), Leader)));
        Assert.Equal("a", await TasksAsync(city, Actor.Of("long-1", name, Role.CompetentDepartment)));
    }

    [Fact]
    public async Task List_OfAFileFromBeforeDays_FindsWhatWasClosed()
    {
        using var file = new TempFile();
        await using (var before = await StartAsync(file, isSqlite: true))
            await StepAsync(before, "a", Acceptor, new WorkCommand("reject") { Reason = "not true", Reply = "We found nothing there." });
        file.Run("DROP TABLE m_item_days; UPDATE d_item SET many = ''");
        await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path));
        var closed = await city.Hub.QueryAsync(
            "items/list", Arguments("closedFrom=2026-03-02T00:00:00Z&closedUntil=2026-03-03T00:00:00Z"), Leader);
        Assert.Equal(["a"], await NamesAsync(city, closed));
    }

    [Theory]
    [InlineData("items/counts", "reportedFrom=2026-03-02T00:00:00Z&overdue=yes")]
    [InlineData("items/counts", "without=body")]
    [InlineData("items/list", "from=2026-03-02T00:00:00Z")]
    [InlineData("items/list", "fact=needDisposal")]
    [InlineData("items/list", "dueBefore=9998-01-01T00:00:00Z")]
    [InlineData("items/tasks", "overdue=perhaps")]
    [InlineData("items/tasks", "state=closed")]
    public async Task Query_ThatCannotBeAnswered_SaysSo(string query, string asked)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: false);
        Assert.Equal("bad-request", (await city.Hub.QueryAsync(query, Arguments(asked), Leader)).Refusal!.Code);
    }

    private const string Policy = """
        {"schema": 1, "stageLimits": [{"profile": "city-management", "stage": "collect", "limit": "8 work hours"}],
         "conditions": [{"id": "litter", "class": "GB/T 47678.5-2026:matter:06010", "condition": {"zh": "散落垃圾", "en": "litter"}, "limit": "4 work hours", "close": {"zh": "清理", "en": "cleaned"}}]}
        """;

    private static async Task<TestCity> StartAsync(TempFile file, bool isSqlite)
    {
        ICityStore store = isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore();
        var city = await TestCity.StartAsync(store);
        (await city.Hub.ExecuteAsync(new PutPolicy("p-1", Policy), TestCity.Admin)).OrThrow();
        await ReportAsync(city, "a", 120.415);
        await ReportAsync(city, "b", 120.425);
        await ReportAsync(city, "c", 120.435);
        return city;
    }

    private static async Task ReportAsync(TestCity city, string id, double longitude)
    {
        city.Time.Advance(Duration.FromMinutes(1));
        (await city.Hub.ExecuteAsync(new FileReport(id, "city-management", ClassKey.Parse(Road), GeoPoint.FromDegrees(longitude, 36.065),
            null, null), TestCity.Resident)).OrThrow();
    }

    private static Task StepAsync(TestCity city, string name, Actor actor, string command) =>
        StepAsync(city, name, actor, new WorkCommand(command));

    private static async Task StepAsync(TestCity city, string name, Actor actor, WorkCommand command)
    {
        var item = (await city.ItemsAsync()).Single(item => NameOf(item) == name);
        (await city.Hub.ExecuteAsync(new StepItem($"{name}-{command.Name}", item.Id, command), actor)).OrThrow();
    }

    private static async Task<string> TasksAsync(TestCity city, Actor actor, string asked = "")
    {
        var answer = await city.Hub.QueryAsync("items/tasks", Arguments(asked), actor);
        Assert.Null(answer.Refusal);
        return string.Join(' ', await NamesAsync(city, answer));
    }

    private static async Task<string[]> NamesAsync(TestCity city, QueryAnswer answer)
    {
        Assert.Null(answer.Refusal);
        var names = (await city.ItemsAsync()).ToDictionary(item => item.Id.ToString(), NameOf);
        return [.. answer.Rows.Select(row =>
        {
            using var json = JsonDocument.Parse(row);
            return names[json.RootElement.GetProperty("item").GetProperty("id").GetString()!];
        })];
    }

    private static string NameOf(WorkItem item) => item.Reports[0].Id.Split('/')[^1];

    private static Dictionary<string, string> Arguments(string asked) => asked
        .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
}
