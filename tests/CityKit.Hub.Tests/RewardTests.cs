using System.Collections.Immutable;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Rewards;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Documents;
using CityKit.Evidence;
using CityKit.Hub.Tests.Support;
using CityKit.Privacy;
using CityKit.Rewards;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Rewarded snapshots in a hub, from the report to the payment.</summary>
public sealed class RewardTests : IDisposable
{
    private static readonly Actor Other = Actor.Of("resident-2", "", Role.Resident);
    private static readonly Actor Third = Actor.Of("resident-3", "", Role.Resident);
    private static readonly Actor Payer = Actor.Of("payer-1", "finance", RewardRoles.Payer);
    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "centre", Role.Acceptor);
    private static readonly Actor Leader = Actor.Of("leader-1", "centre", Role.DutyLeader);
    private static readonly Actor Inspector = Actor.Of("inspector-1", "team", Role.Inspector).At(Scope.Parse("area/370202"));
    private static readonly string[] Kinds = ["rewards_reward", "rewards_total", "rewards_rules", "rewards_payee", "item", "item_history"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-rewards-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Story_OverEachStore_EndsInAPayment(bool isSqlite)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore());
        var item = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        Assert.Equal(RewardState.Reserved, (await RewardAsync(city, item)).State);
        await CloseAsync(city, item);
        Assert.Equal(RewardState.Earned, (await RewardAsync(city, item)).State);
        Assert.Equal("wrong-amount", (await city.Hub.ExecuteAsync(new NotePayment("p-1", item, 1, "wx-1"), Payer)).Refusal?.Code);
        (await city.Hub.ExecuteAsync(new NotePayment("p-2", item, 1000, "wx-1"), Payer)).OrThrow();
        (await city.Hub.ExecuteAsync(new NotePayment("p-2", item, 1000, "wx-1"), Payer)).OrThrow(); // the same command, answered again
        Assert.Equal("already-paid", (await city.Hub.ExecuteAsync(new NotePayment("p-3", item, 1000, "wx-2"), Payer)).Refusal?.Code);
        var mine = Assert.Single(await RowsAsync(city, "rewards/mine", TestCity.Resident));
        Assert.Contains("\"state\":\"paid\"", mine, StringComparison.Ordinal);
        var pool = Assert.Single(await RowsAsync(city, "rewards/pool", Payer, ("month", "2026-03")));
        Assert.Contains("\"reports\":1,\"rewards\":1,\"fen\":1000,\"paid\":1,\"paidFen\":1000,\"mostRewards\":null,\"mostFen\":3000000",
            pool, StringComparison.Ordinal);
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == TestCity.ResidentId
            && n.Text.En == "Your reward was paid, number wx-1.");
        await AssertReplaysAsync(city);
    }

    [Theory]
    [InlineData("payer-1", RewardsModule.PaymentPurpose, true)]
    [InlineData("payer-1", "marketing", false)]
    [InlineData("payer-2", RewardsModule.PaymentPurpose, false)] // of another part of the city
    [InlineData("leader-1", RewardsModule.PaymentPurpose, false)]
    [InlineData("resident-2", RewardsModule.PaymentPurpose, false)]
    [InlineData("resident-1", "own", true)]
    public async Task Payee_IsOpenedByWhoHasToPay_WhileThereIsSomethingToPay(string account, string purpose, bool isOpened)
    {
        await using var city = await StartAsync();
        Actor[] people = [Payer, Leader, TestCity.Resident, Other, Actor.Of("payer-2", "finance")
            .With(Grant.Parse("RewardPayer@area/370203"))];
        var actor = people.Single(each => each.Id == account);
        var item = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        (await city.Hub.ExecuteAsync(new PutPayee("y-1", TestCity.Resident.Id, "invented-account-7"), TestCity.Resident)).OrThrow();
        var record = (await city.Hub.Store.FindAsync(RewardDocuments.Payees, TestCity.ResidentId))!.Record;
        if (actor == Payer)
            Assert.Contains(record, Assert.Single(await RowsAsync(city, "rewards/payees", actor, ("person", TestCity.ResidentId))),
                StringComparison.Ordinal);
        async Task<string?> OpenAsync(string id) =>
            (await city.Hub.Privacy.OpenRecordAsync(id, record, purpose, actor)).Records.SingleOrDefault()?.Data.Text;
        Assert.Equal(purpose == "own" ? "invented-account-7" : null, await OpenAsync("o-1")); // nothing is earned yet
        await CloseAsync(city, item);
        Assert.Equal(isOpened ? "invented-account-7" : null, await OpenAsync("o-2"));
        (await city.Hub.ExecuteAsync(new NotePayment("p-1", item, 1000, "wx-1"), Payer)).OrThrow();
        Assert.Equal(purpose == "own" ? "invented-account-7" : null, await OpenAsync("o-3"));
    }

    [Fact]
    public async Task Journal_AndDocuments_NeverHaveAccounts()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        await CloseAsync(city, item);
        (await city.Hub.ExecuteAsync(new PutPayee("y-1", TestCity.Resident.Id, "invented-account-7"), TestCity.Resident)).OrThrow();
        Assert.Equal("wrong-role",
            (await city.Hub.ExecuteAsync(new PutPayee("y-2", TestCity.Resident.Id, "elsewhere"), Other)).Refusal?.Code);
        var text = new StringBuilder(await DocumentsAsync(city.Hub.Store));
        foreach (var entry in await city.JournalAsync()) text.Append(Encoding.UTF8.GetString(entry.Payload.Span));
        Assert.DoesNotContain(TestCity.Resident.Id, text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("invented-account", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(TestCity.ResidentId, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pool_UsedUp_IsGivenToTheNextInTheOrderOfReports()
    {
        await using var city = await StartAsync(rules: Rules(pool: 2000));
        var items = new List<WorkItemId>();
        foreach (var (i, who) in new[] { TestCity.Resident, Other, Third, TestCity.Resident }.Index())
        {
            items.Add(await ReportAsync(city, $"r-{i}", who, "C2", 120.411 + i * 0.001));
            city.Time.Advance(Duration.FromMinutes(1));
        }
        Assert.Equal("reserved reserved waiting waiting", await StatesAsync(city, items));
        await CloseAsync(city, items[3]);
        Assert.Equal("reserved reserved waiting waiting", await StatesAsync(city, items)); // closed first, reported last
        (await StepAsync(city, items[0], Acceptor, "reject")).OrThrow();
        Assert.Equal("takenBack reserved reserved waiting", await StatesAsync(city, items));
        (await StepAsync(city, items[1], Acceptor, "reject")).OrThrow();
        Assert.Equal("takenBack takenBack reserved earned", await StatesAsync(city, items));
        Assert.Equal(2000, (await TotalAsync(city)).Fen);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task FirstReporter_WhoFails_LetsTheSecondTakeTheirPlace()
    {
        await using var city = await StartAsync();
        var first = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        var second = await ReportAsync(city, "r-2", Other, "C2");
        Assert.Equal("not-first", (await RewardAsync(city, second)).Why);
        await CloseAsync(city, second);
        (await StepAsync(city, first, Acceptor, "reject")).OrThrow();
        Assert.Equal("takenBack earned", await StatesAsync(city, [first, second]));
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Correct_ByTheInspector_ChangesTheRewardAndWhoMovesUp()
    {
        await using var city = await StartAsync(rules: Rules(pool: 5000));
        var spill = await ReportAsync(city, "r-1", TestCity.Resident, "B1", fields: "squareMetres=9");
        var other = await ReportAsync(city, "r-2", Other, "C2", 120.415);
        Assert.Equal("reserved waiting", await StatesAsync(city, [spill, other]));
        (await StepAsync(city, spill, Acceptor, "correct", "squareMetres=4")).OrThrow();
        Assert.Equal("refused reserved", await StatesAsync(city, [spill, other]));
        Assert.Equal("below-threshold", (await RewardAsync(city, spill)).Why);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Reopened_IsTakenBack_AndEarnedOnceMore()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        await CloseAsync(city, item);
        (await StepAsync(city, item, Leader, "reopen")).OrThrow();
        Assert.Equal(("takenBack", 0L), (await StatesAsync(city, [item]), (await TotalAsync(city)).Fen));
        Assert.Equal("not-earned", (await city.Hub.ExecuteAsync(new NotePayment("p-1", item, 1000, "wx-1"), Payer)).Refusal?.Code);
        await CloseAsync(city, item, from: "finish");
        (await city.Hub.ExecuteAsync(new NotePayment("p-2", item, 1000, "wx-1"), Payer)).OrThrow();
        (await StepAsync(city, item, Leader, "void")).OrThrow();
        Assert.Equal("paid", await StatesAsync(city, [item]));
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == "RewardPayer"
            && n.Text.En.Contains("claim it back", StringComparison.Ordinal));
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task OpenCase_AsAPart_IsWaitedFor()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(city, "r-1", TestCity.Resident, "C3", fields: "percent=100");
        (await StepAsync(city, item, Acceptor, "accept")).OrThrow();
        (await StepAsync(city, item, Leader, "file")).OrThrow();
        (await StepAsync(city, item, Leader, "open-case")).OrThrow();
        var part = Assert.Single(await city.ItemsAsync(), each => each.Profile == "city-management");
        Assert.Equal("waiting", (await StepAsync(city, item, Leader, "finish")).Refusal?.Code);
        (await StepAsync(city, part.Id, Acceptor, "reject")).OrThrow();
        Assert.Equal("checking", (await city.Hub.Store.FindItemAsync(item))!.State);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Clip_WhereTheRulesAskForOne_IsKnownByItsContent()
    {
        await using var city = await StartAsync();
        var clip = await KeepAsync(city, TestPictures.Mp4());
        var item = await ReportAsync(city, "r-1", TestCity.Resident, "A2", 120.412, clip, "videoSeconds=20");
        Assert.Equal(RewardState.Reserved, (await RewardAsync(city, item)).State);
        var photo = await KeepAsync(city, TestPictures.Jpeg());
        var other = await ReportAsync(city, "r-2", TestCity.Resident, "A2", 120.414, photo, "videoSeconds=20");
        Assert.Equal("no-evidence", (await RewardAsync(city, other)).Why);
    }

    [Fact]
    public async Task Expire_AfterARestart_RefusesOnceAndGivesBack()
    {
        using var file = new TempFile();
        FakeTimeProvider time;
        WorkItemId first, second;
        await using (var city = await StartAsync(new SqliteCityStore(file.Path), Rules(pool: 1000)))
        {
            first = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
            second = await ReportAsync(city, "r-2", Other, "C2", 120.415);
            time = city.Time;
        }
        time.Advance(Duration.FromDays(59) + Duration.FromHours(23));
        await using var again = await StartAsync(new SqliteCityStore(file.Path), time: time, putsRules: false);
        await CloseAsync(again, second);
        Assert.Equal("reserved waiting", await StatesAsync(again, [first, second]));
        time.Advance(Duration.FromHours(1));
        await again.Hub.TickAsync();
        await again.Hub.TickAsync();
        Assert.Equal("refused", await StatesAsync(again, [first]));
        Assert.Equal("too-late", (await RewardAsync(again, first)).Why);
        Assert.InRange((await TotalAsync(again)).Fen, 0, 1000);
    }

    [Fact]
    public async Task Erased_WhoReported_IsNotPaidAndGivesTheirPlace()
    {
        await using var city = await StartAsync(rules: Rules(pool: 1000));
        var first = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        var own = await ReportAsync(city, "r-2", TestCity.Resident, "C2", 120.413);
        var other = await ReportAsync(city, "r-3", Other, "C2", 120.415);
        (await city.Hub.ExecuteAsync(new PutPayee("y-1", TestCity.Resident.Id, "invented-account-7"), TestCity.Resident)).OrThrow();
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Equal("refused refused reserved", await StatesAsync(city, [first, own, other]));
        Assert.Equal("erased", (await RewardAsync(city, first)).Why);
        Assert.Null(await city.Hub.Store.FindAsync(RewardDocuments.Payees, TestCity.ResidentId));
    }

    [Fact]
    public async Task Rules_ThatChange_JudgeReportsFromThenOnAndReplayTheSame()
    {
        await using var city = await StartAsync();
        var before = await ReportAsync(city, "r-1", TestCity.Resident, "C2");
        (await city.Hub.ExecuteAsync(new PutRewardRules("rules-2", Rules(pool: 3_000_000, version: "2", fen: 300)), TestCity.Admin))
            .OrThrow();
        var after = await ReportAsync(city, "r-2", Other, "C2", 120.415);
        (await StepAsync(city, before, Acceptor, "correct", "percent=1")).OrThrow();
        Assert.Equal((1000, "1", 300, "2"), ((await RewardAsync(city, before)).Fen, (await RewardAsync(city, before)).Rules,
            (await RewardAsync(city, after)).Fen, (await RewardAsync(city, after)).Rules));
        Assert.Equal(3, (await RowsAsync(city, "rewards/rules", Other)).Count(row => !row.Contains("admin-1", StringComparison.Ordinal)));
        Assert.Equal("version-used", (await city.Hub.ExecuteAsync(
            new PutRewardRules("rules-3", Rules(pool: 1, version: "2")), TestCity.Admin)).Refusal?.Code);
        var bad = (await city.Hub.ExecuteAsync(new PutRewardRules("rules-4", """{"schema": 1}"""), TestCity.Admin)).Refusal!;
        Assert.Contains("Line 1, column 1 (classes)", bad.Message.En, StringComparison.Ordinal);
        Assert.Equal("wrong-role",
            (await city.Hub.ExecuteAsync(new PutRewardRules("rules-5", Rules(pool: 1, version: "3")), Payer)).Refusal?.Code);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task Lists_ByScope_ShowAPayerHisPartAndResidentsTheirOwn()
    {
        await using var city = await StartAsync();
        await CloseAsync(city, await ReportAsync(city, "r-1", TestCity.Resident, "C2"));
        var item = await ReportAsync(city, "r-2", Other, "C2", 120.425);
        await CloseAsync(city, item);
        var part = Actor.Of("payer-2", "finance").With(Grant.Parse("RewardPayer@area/370202999001002"));
        Assert.Equal(2, (await RowsAsync(city, "rewards/list", Payer)).Count);
        Assert.Contains(item.ToString(), Assert.Single(await RowsAsync(city, "rewards/list", part)), StringComparison.Ordinal);
        Assert.Single(await RowsAsync(city, "rewards/mine", Other));
        Assert.Equal("wrong-role", (await city.Hub.QueryAsync("rewards/list", new Dictionary<string, string>(), Other)).Refusal?.Code);
        Assert.Equal("wrong-role", (await city.Hub.QueryAsync("rewards/pool", new Dictionary<string, string>(), part)).Refusal?.Code);
        var elsewhere = (await city.Hub.Store.ReadAsync(RewardDocuments.Rewards.Query()).ToListAsync())
            .Single(reward => reward.Item != item).Item;
        Assert.Equal("not-found", (await city.Hub.ExecuteAsync(new NotePayment("p-1", elsewhere, 1000, "wx-1"), part)).Refusal?.Code);
        (await city.Hub.ExecuteAsync(new NotePayment("p-2", item, 1000, "wx-1"), part)).OrThrow();
    }

    [Fact]
    public async Task Reports_ManyAtOnce_KeepThePoolAndGiveWhatOneByOneGives()
    {
        await using var together = await StartAsync(rules: Rules(pool: 5500));
        await using var apart = await StartAsync(rules: Rules(pool: 5500));
        await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(i => ReportAsync(together, $"r-{i}", TestCity.Resident, "C2", 120.4101 + i * 0.0008)));
        for (var i = 0; i < 12; i++) await ReportAsync(apart, $"r-{i}", TestCity.Resident, "C2", 120.4101 + i * 0.0008);
        Assert.Equal((5, 5000L), ((await TotalAsync(together)).Rewards, (await TotalAsync(together)).Fen));
        Assert.Equal(await TotalAsync(apart), await TotalAsync(together));
        await AssertReplaysAsync(together);
    }

    [Theory]
    [InlineData("""{"kind": "C3", "percent": "40"}""", 200, "", "reserved")]
    [InlineData("""{"kind": "C3", "percent": "9"}""", 200, "", "refused")]
    [InlineData("""{"kind": "C3", "percent": "much"}""", 409, "'percent' cannot be 'much': it is a decimal number.", "")]
    [InlineData("""{"kind": "C3", "per cent": "40"}""", 409, "has no field 'per cent' (kind, squareMetres,", "")]
    public async Task Report_OverHttp_BringsItsFields(string details, int status, string message, string state)
    {
        await using var city = await HttpCity.StartAsync(configure: city => city.AddRewards());
        var rules = System.Text.Json.JsonSerializer.Serialize(Rules(3_000_000));
        var put = await city.PostAsync("commands/rewards/put-rules", TestCity.Admin, $$"""{"commandId": "rules-1", "text": {{rules}}}""");
        Assert.Equal(200, (int)put.Status);
        var (code, json) = await city.PostAsync("reports", TestCity.Resident, $$"""
            {"id": "r-1", "profile": "reward-snapshot", "class": "{{TestCity.FallClass}}", "longitude": 120.411, "latitude": 36.061,
             "photo": "photo/1", "details": {{details}}}
            """);
        Assert.Equal(status, (int)code);
        if (message.Length > 0) Assert.Contains(message, json.ToString(), StringComparison.Ordinal);
        var mine = (await city.GetAsync("queries/rewards/mine", TestCity.Resident)).Json.GetProperty("rows");
        Assert.Equal(state.Length == 0 ? [] : [state], mine.EnumerateArray().Select(row => row.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Report_ThatJoinsAnOpenItem_IsToldThatTheFirstIsRewarded()
    {
        await using var city = await StartAsync();
        FileReport Of(string id) =>
            new(id, "reward-snapshot", ClassKey.Parse("GB/T 30428.2-2013:component:0102"), GeoPoint.FromDegrees(120.411, 36.061), null,
            "photo/1")
        {
            Component = ComponentId.Parse("37020201010200001"), Details = FieldsOf(["kind=C3", "percent=50"]),
        };
        var first = (await city.Hub.ReportAsync(Of("r-1"), new PersonalData(), TestCity.Resident)).OrThrow().Item!;
        Assert.Equal(first.Id, (await city.Hub.ReportAsync(Of("r-2"), new PersonalData(), Other)).OrThrow().Item!.Id);
        Assert.Equal(TestCity.ResidentId, (await RewardAsync(city, first.Id)).Reporter);
        var told = Assert.Single(
            await city.NotificationsAsync(), n => n.Text.En.StartsWith("Somebody reported this before", StringComparison.Ordinal));
        Assert.Equal(TestCity.Keys.Person("resident-2").ToString(), told.Audience);
        Assert.Equal(1, (await TotalAsync(city)).Reports);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Walk_OfManyReports_IsWhatTheDeskGivesByItself(int seed)
    {
        var (random, rules) = (new Random(seed), Rules(pool: 7000));
        await using var city = await StartAsync(rules: rules);
        var book = new RewardBook();
        var open = new List<WorkItemId>();
        for (var i = 0; i < 60; i++)
        {
            city.Time.Advance(Duration.FromMinutes(1));
            if (open.Count < 3 || random.Next(2) == 0) open.Add(await ReportAsync(city, book, rules, i, random));
            else if (random.Next(4) > 0) await EndAsync(city, book, open, random);
            else await CorrectAsync(city, book, rules, open[random.Next(open.Count)], random);
        }
        var stored = await city.Hub.Store.ReadAsync(RewardDocuments.Rewards.Query()).ToListAsync();
        Assert.Equal(book.Rewards.Select(Line), stored.OrderBy(reward => (reward.ReportedAt, reward.Item)).Select(Line));
        Assert.Equal(book.Total("everyone/2026-03"), await TotalAsync(city));
        Assert.DoesNotContain(await city.FindingsAsync(), finding => finding.Code == "undecided");
        await AssertReplaysAsync(city);
    }

    private static async Task<WorkItemId> ReportAsync(TestCity city, RewardBook book, string rules, int i, Random random)
    {
        var who = new[] { TestCity.Resident, Other, Third }[random.Next(3)];
        var kind = new[] { "C2", "B2", "C4" }[random.Next(3)];
        var id = await ReportAsync(city, $"r-{i}", who, kind, 120.4101 + random.Next(12) * 0.0004);
        var item = (await city.Hub.Store.FindItemAsync(id))!;
        new RewardDesk(book, city.Time.Now).Report(new RewardReport(id, item.Reports[0].Reporter, item.Reports[0].At)
        {
            Place = item.Place, Fields = item.Details, Photos = 1,
        }, RewardRulesReader.Read(Encoding.UTF8.GetBytes(rules), out _)!);
        return id;
    }

    private static async Task CorrectAsync(TestCity city, RewardBook book, string rules, WorkItemId id, Random random)
    {
        (await StepAsync(city, id, Acceptor, "correct", $"kind={new[] { "C2", "B2", "B1" }[random.Next(3)]}")).OrThrow();
        var item = (await city.Hub.Store.FindItemAsync(id))!;
        var desk = new RewardDesk(book, city.Time.Now);
        var reward = desk.Correct(book.Find(id)!, item.Details, item.Place, RewardRulesReader.Read(Encoding.UTF8.GetBytes(rules), out _)!);
        desk.Follow(reward, RewardStanding.Open);
    }

    private static async Task EndAsync(TestCity city, RewardBook book, List<WorkItemId> open, Random random)
    {
        var item = open[random.Next(open.Count)];
        open.Remove(item);
        var isVerified = random.Next(2) == 0;
        if (isVerified) await CloseAsync(city, item);
        else (await StepAsync(city, item, Acceptor, "reject")).OrThrow();
        new RewardDesk(book, city.Time.Now).Follow(book.Find(item)!, isVerified ? RewardStanding.Verified : RewardStanding.Ended);
    }

    private static string Line(Reward reward) =>
        $"{reward.Item} {reward.State} {reward.Why} {reward.WaitsOn} {reward.Fen} {reward.Because.En}";

    private static string Rules(int pool, string version = "1", int fen = 1000) => RewardRules.StarterText
        .Replace("\"starter-1\"", $"\"{version}\"", StringComparison.Ordinal)
        .Replace("\"rewards\": 5", "\"rewards\": 50", StringComparison.Ordinal)
        .Replace("\"fen\": 3000000", $"\"fen\": {pool}", StringComparison.Ordinal)
        .Replace("abandoned cabinet beside a main road\", \"fen\": 1000", $"abandoned cabinet beside a main road\", \"fen\": {fen}",
            StringComparison.Ordinal);

    private async Task<TestCity> StartAsync(
        ICityStore? store = null, string? rules = null, FakeTimeProvider? time = null, bool putsRules = true)
    {
        var city = await TestCity.StartAsync(store, Setup(), time);
        if (putsRules) (await city.Hub.ExecuteAsync(new PutRewardRules("rules-1", rules ?? Rules(3_000_000)), TestCity.Admin)).OrThrow();
        return city;
    }

    private HubSetup Setup()
    {
        var policy = PolicyReader.Read("""{"schema": 1, "access": [{"role": "RewardPayer", "in": ["city"]}]}"""u8, out _)!;
        return TestCity.NewSetup() with
        {
            Evidence = new FolderEvidenceArchive(
                Directory.CreateDirectory(Path.Combine(folder.FullName, Guid.NewGuid().ToString("n"))).FullName),
            Modules = [new RewardsModule()],
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn),
        };
    }

    private static async Task<WorkItemId> ReportAsync(TestCity city, string id, Actor who, string kind, double longitude = 120.411,
        string photo = "photo/1", params string[] fields)
    {
        var report = new FileReport(
            id, "reward-snapshot", ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(longitude, 36.061), null, photo)
        {
            Details = FieldsOf(fields).Add("kind", kind),
        };
        return (await city.Hub.ReportAsync(report, new PersonalData(), who)).OrThrow().Item!.Id;
    }

    private static ImmutableSortedDictionary<string, string> FieldsOf(string[] fields) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).AddRange(
            fields.Select(field => KeyValuePair.Create(field.Split('=')[0], field.Split('=')[1])));

    private static async Task CloseAsync(TestCity city, WorkItemId item, string from = "accept")
    {
        (Actor Who, string Command)[] steps =
            [(Acceptor, "accept"), (Leader, "file"), (Leader, "finish"), (Inspector, "pass-check"), (Leader, "close")];
        foreach (var (who, command) in steps.SkipWhile(step => step.Command != from)) (await StepAsync(city, item, who, command)).OrThrow();
    }

    private static Task<CommandAnswer> StepAsync(TestCity city, WorkItemId item, Actor who, string command, params string[] fields) =>
        city.Hub.ExecuteAsync(new StepItem(Guid.NewGuid().ToString("n"), item,
            new WorkCommand(command) { Reason = "invented", Reply = "invented", Photo = "photo/2", Details = FieldsOf(fields) }), who)
                .AsTask();

    private static async Task<string> KeepAsync(TestCity city, byte[] file)
    {
        var answer = await city.Hub.Evidence!.KeepAsync(new MemoryStream(file), TestCity.Resident);
        return answer.Evidence!.Reference;
    }

    private static async Task<Reward> RewardAsync(TestCity city, WorkItemId item) =>
        (await city.Hub.Store.FindAsync(RewardDocuments.Rewards, item.ToString()))!;

    private static async Task<RewardTotal> TotalAsync(TestCity city) =>
        (await city.Hub.Store.FindAsync(RewardDocuments.Totals, "everyone/2026-03"))!;

    private static async Task<string> StatesAsync(TestCity city, IEnumerable<WorkItemId> items)
    {
        var states = new List<string>();
        foreach (var item in items) states.Add(RewardDocuments.WordOf((await RewardAsync(city, item)).State));
        return string.Join(' ', states);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(
        TestCity city, string query, Actor actor, params (string Name, string Value)[] arguments)
    {
        var answer = await city.Hub.QueryAsync(query, arguments.ToDictionary(pair => pair.Name, pair => pair.Value), actor);
        Assert.Null(answer.Refusal);
        return [.. answer.Rows.Select(row => Encoding.UTF8.GetString(row.Span))];
    }

    private static async Task AssertReplaysAsync(TestCity city)
    {
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await DocumentsAsync(city.Hub.Store), await DocumentsAsync(replayed));
    }

    private static async Task<string> DocumentsAsync(ICityStore store)
    {
        var rows = new StringBuilder();
        foreach (var kind in Kinds)
            foreach (var document in (await store.QueryAsync(new DocumentQuery(kind) { Limit = 1000 }, default)).Rows)
                rows.Append(kind).Append(' ').AppendLine(Encoding.UTF8.GetString(document.Bytes.Span));
        return rows.ToString();
    }
}
