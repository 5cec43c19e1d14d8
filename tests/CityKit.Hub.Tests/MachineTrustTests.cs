using System.Text;
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
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>A machine earns it that its findings open work items by themselves, and may lose it again.</summary>
public sealed class MachineTrustTests
{
    private const string Waste = "GB/T 47678.5-2026:matter:06010";
    private static readonly Actor Box = Actor.Of("ai-box-1", "invented vendor", Role.Machine);
    private static readonly Actor Drone = Actor.Of("drone-1", "invented vendor", Role.Machine);
    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "invented centre", Role.Acceptor);

    private static readonly byte[] Policy = Encoding.UTF8.GetBytes($$"""
        {"schema": 1, "dismissals": ["duplicate", "not-a-problem"],
         "machines": [{"class": "{{Waste}}", "automatic": true, "source": "video", "afterConfirmed": 3, "atPrecision": 0.75},
                      {"class": "{{Waste}}", "automatic": true, "source": "drone", "afterConfirmed": 1}]}
        """);

    [Fact]
    public async Task Finding_OfAMachineThatHasNotEarnedIt_WaitsForAPersonAndSaysWhy()
    {
        await using var city = await StartAsync();
        await JudgeAsync(city, Box, true, true, false);
        var lead = await FindAsync(city, Box);
        Assert.Equal((LeadState.Open, false), (lead.State, lead.Automatic));
        Assert.Equal(new LeadWait(2, 3, 0.666m, 0.75m), lead.WaitsFor);
        Assert.Equal("waits for: 2 of 3 confirmed, precision 0.666 of 0.75", lead.WaitsFor!.Text.En);
        Assert.Equal("等待：已确认 2/3，准确率 0.666（要求 0.75）；达标前由值班员处理。", lead.WaitsFor.Text.Zh);
        Assert.Equal(lead.WaitsFor, DeskJson.ReadLead(DeskJson.ToUtf8(lead, DeskJson.Write)).WaitsFor);
    }

    [Fact]
    public async Task Machine_ThatHasEarnedIt_OpensWorkItemsAndDutyOfficersHearOfIt()
    {
        await using var city = await StartAsync();
        await JudgeAsync(city, Box, true, true, false, true);
        var lead = await FindAsync(city, Box);
        Assert.Equal((LeadState.Confirmed, true, null), (lead.State, lead.Automatic, lead.WaitsFor));
        var item = (await city.ItemsAsync()).Single(item => item.Id == lead.Item);
        Assert.Equal("video", item.Source);
        Assert.Single(await city.NotificationsAsync(),
            n => n.Audience == "DutyOfficer" && n.Text.En.EndsWith("by themselves from now on.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewVersion_AnotherMachineAndAnotherKind_StartAnew()
    {
        await using var city = await StartAsync();
        await JudgeAsync(city, Box, true, true, true);
        Assert.Equal(LeadState.Confirmed, (await FindAsync(city, Box)).State);
        Assert.Equal(0, (await FindAsync(city, Box, "3.2")).WaitsFor!.Confirmed);
        Assert.Equal(0, (await FindAsync(city, Actor.Of("ai-box-2", "", Role.Machine))).WaitsFor!.Confirmed);
        Assert.Equal(1, (await FindAsync(city, Box, source: MachineSource.Drone)).WaitsFor!.AfterConfirmed);
        Assert.Null((await FindAsync(city, Box, source: null)).WaitsFor); // no row is for a machine that does not say its kind
    }

    [Fact]
    public async Task Precision_ThatFalls_StopsItAndSaysSo()
    {
        await using var city = await StartAsync();
        var waiting = await FindAsync(city, Box);
        await JudgeAsync(city, Box, true, true, true);
        var first = await FindAsync(city, Box);
        Assert.True(first.Automatic);
        await RejectAsync(city, first.Item!.Value);
        Assert.False((await FindAgainAsync(city, first)).WasRight);
        Assert.Empty(await StoppedAsync(city)); // 3 of 4 is enough
        (await city.Hub.ExecuteAsync(
            new DismissLead("d-last", waiting.Id, "") { Because = "not-a-problem" }, TestCity.Officer)).OrThrow();
        var stopped = Assert.Single(await StoppedAsync(city));
        Assert.Contains("its precision fell to 0.6, below 0.75", stopped.Reason.En, StringComparison.Ordinal);
        Assert.Single(await city.NotificationsAsync(), n => n.Audience == "DutyOfficer" && n.Subject == "ai-box-1");
        Assert.Equal(LeadState.Open, (await FindAsync(city, Box)).State);
    }

    [Fact]
    public async Task Alert_ThatSomebodyFoundFalse_CountsAgainstItsMachineOnce()
    {
        await using var city = await StartAsync();
        await JudgeAsync(city, Drone, true);
        var lead = await FindAsync(city, Drone);
        Assert.True(lead.Automatic);
        (await city.Hub.ExecuteAsync(new ConcludeAlert("o-1", lead.Alerts[0], AlertOutcome.False), TestCity.Officer)).OrThrow();
        await RejectAsync(city, lead.Item!.Value);
        var record = Assert.Single(await RecordsAsync(city.Hub.Store));
        Assert.Equal((1, 1), (record.Confirmed, record.Dismissed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_AfterAnyDecisions_AreThoseOfTheLeadsOfARestartAndOfAReplay(int seed)
    {
        using var file = new TempFile();
        await using (var city = await StartAsync(new Sqlite.SqliteCityStore(file.Path))) await DecideAsync(city, new Random(seed), 30);
        await using var again = await StartAsync(new Sqlite.SqliteCityStore(file.Path));
        await DecideAsync(again, new Random(seed + 100), 30);
        var expected = (await again.LeadsAsync()).Where(lead => lead.Judgement is not null)
            .GroupBy(lead => (lead.Machine!.By, lead.Machine.Version))
            .Select(group => (group.Key.By, group.Key.Version, Right: group.LongCount(lead => lead.Judgement != LeadState.Dismissed),
                Wrong: group.LongCount(lead => lead.Judgement == LeadState.Dismissed))).Order().ToList();
        var records = await RecordsAsync(again.Hub.Store);
        Assert.Equal(expected, records.Select(r => (r.By, (string?)r.Version, r.Confirmed, r.Dismissed)).Order());
        var replayed = await JournalReplay.RunAsync(again.Setup, again.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(records, await RecordsAsync(replayed));
        Assert.Equal(await again.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Equal((await again.LeadsAsync()).Select(Text), (await replayed.ReadLeadsAsync().ToListAsync()).Select(Text));
    }

    [Fact]
    public async Task Machines_AndFigures_AreListed()
    {
        await using var city = await StartAsync();
        await JudgeAsync(city, Box, true, false);
        await JudgeAsync(city, Drone, true);
        var machines = await AskAsync(city, "leads/machines", ("machine", "ai-box-1"));
        Assert.Contains("\"confirmed\":1,\"dismissed\":1", machines, StringComparison.Ordinal);
        Assert.Contains("\"precision\":0.5,\"automatic\":false,\"waitsFor\":{", machines, StringComparison.Ordinal);
        Assert.Equal($$"""{"class":"{{Waste}}","notJudged":0,"confirmed":2,"merged":0,"dismissed":1,"duplicates":0,"falseShare":0.333}""",
            await AskAsync(city, "leads/figures"));
        Assert.Contains("\"machine\":\"drone-1\",\"notJudged\":0,\"confirmed\":1", await AskAsync(city, "leads/figures", ("by", "machine")),
            StringComparison.Ordinal);
        Assert.StartsWith("{\"reason\":\"duplicate\"", await AskAsync(city, "leads/figures", ("by", "reason")), StringComparison.Ordinal);
        var part = Actor.Of("officer-2", "").With(Grant.Parse("DutyOfficer@area/370203"));
        Assert.Empty((await city.Hub.QueryAsync("leads/figures", new Dictionary<string, string>(), part)).Rows);
        Assert.Equal("wrong-role", (await city.Hub.QueryAsync("leads/machines", new Dictionary<string, string>(), part)).Refusal!.Code);
    }

    [Theory]
    [InlineData("\"source\": \"video\", ", "", "machines[0].source")]
    [InlineData("\"automatic\": true, \"source\": \"video\"", "\"source\": \"video\"", "machines[0].automatic")]
    [InlineData("\"video\"", "\"vidio\"", "machines[0].source")]
    [InlineData("0.75", "75", "machines[0].atPrecision")]
    [InlineData("\"afterConfirmed\": 3", "\"afterConfirmed\": 0", "machines[0].afterConfirmed")]
    public void Policy_ThatAsksForWhatNobodyCanEarn_IsRefusedAtItsPlace(string right, string wrong, string path)
    {
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Policy).Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains(path, errors.Select(error => error.Path));
    }

    [Fact]
    public void Policy_IsWrittenAsItIsRead_AndChecksTheStatesOfAProfile()
    {
        var text = Encoding.UTF8.GetString(Policy).Replace("0.75}", "0.75, \"falseIn\": [\"void\", \"lost\"]}", StringComparison.Ordinal);
        var policy = PolicyReader.Read(Encoding.UTF8.GetBytes(text), out _)!;
        Assert.Equal(policy.ToUtf8(), PolicyReader.Read(policy.ToUtf8(), out _)!.ToUtf8());
        Assert.Equal(["duplicate", "not-a-problem"], policy.Dismissals);
        var error = Assert.Single(policy.Check(ProfileCatalogue.BuiltIn, Components.Catalogues.CatalogueSet.BuiltIn));
        Assert.Equal(("machines[0].falseIn", "'lost'"), (error.Path, error.Found.En));
    }

    /// <summary>Findings of two machines in two versions, and what people and the work items say of them.</summary>
    private static async Task DecideAsync(TestCity city, Random random, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var lead = await FindAsync(city, random.Next(2) == 0 ? Box : Drone, random.Next(2) == 0 ? "3.1" : "3.2", MachineSource.Video);
            var id = $"x-{random.Next():x8}-{random.Next():x8}";
            if (lead.Item is { } opened)
            {
                if (random.Next(2) == 0) await RejectAsync(city, opened);
                continue;
            }
            HubCommand? command = random.Next(4) switch
            {
                0 => new DismissLead(id, lead.Id, "") { Because = "not-a-problem" },
                1 or 2 => new ConfirmLead(id, lead.Id),
                _ => null,
            };
            if (command is not null) (await city.Hub.ExecuteAsync(command, TestCity.Officer)).OrThrow();
        }
    }

    private static string Text(Lead lead) => Encoding.UTF8.GetString(DeskJson.ToUtf8(lead, DeskJson.Write));

    private static async Task JudgeAsync(TestCity city, Actor machine, params bool[] right)
    {
        foreach (var isRight in right)
        {
            var lead = await FindAsync(city, machine, source: machine == Box ? MachineSource.Video : MachineSource.Drone);
            (await city.Hub.ExecuteAsync(isRight ? new ConfirmLead($"c-{lead.Id}", lead.Id)
                : new DismissLead($"d-{lead.Id}", lead.Id, "") { Because = "duplicate" }, TestCity.Officer)).OrThrow();
        }
    }

    private static Task<Lead> FindAsync(TestCity city, Actor machine) =>
        FindAsync(city, machine, "3.1", machine == Box ? MachineSource.Video : MachineSource.Drone);

    /// <summary>Each finding is of another place, so that none joins another.</summary>
    private static async Task<Lead> FindAsync(
        TestCity city, Actor machine, string version = "3.1", MachineSource? source = MachineSource.Video)
    {
        var count = (await city.LeadsAsync()).Count;
        var found = new ReportLead($"f-{count}", ClassKey.Parse(Waste), 0.9m, TestCity.Start)
        {
            Place = GeoPoint.FromDegrees(120.411 + (count * 0.00001), 36.061), Source = source, Version = version,
        };
        return (await city.Hub.ExecuteAsync(found, machine)).OrThrow().Lead!;
    }

    private static async Task<Lead> FindAgainAsync(TestCity city, Lead lead) => (await city.LeadsAsync()).Single(l => l.Id == lead.Id);

    private static async Task RejectAsync(TestCity city, WorkItemId item) => (await city.Hub.ExecuteAsync(
        new StepItem($"r-{item}", item, new WorkCommand("reject") { Reason = "nothing there" }), Acceptor)).OrThrow();

    private static async Task<List<Finding>> StoppedAsync(TestCity city) =>
        [.. (await city.FindingsAsync()).Where(finding => finding.Code == "automatic-stopped")];

    private static async Task<List<MachineRecord>> RecordsAsync(ICityStore store) =>
        [.. (await store.ReadAsync(MachineRecords.Kind.Query()).ToListAsync()).OrderBy(record => record.Id, StringComparer.Ordinal)];

    private static async Task<string> AskAsync(TestCity city, string query, params (string Name, string Value)[] arguments)
    {
        var answer = await city.Hub.QueryAsync(query, arguments.ToDictionary(a => a.Name, a => a.Value), TestCity.Officer);
        Assert.Null(answer.Refusal);
        return string.Join('\n', answer.Rows.Select(row => Encoding.UTF8.GetString(row.Span)));
    }

    private static Task<TestCity> StartAsync(ICityStore? store = null) => TestCity.StartAsync(store, TestCity.NewSetup() with
    {
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read(Policy, out _)!, WorkCalendar.BuiltIn),
    });
}
