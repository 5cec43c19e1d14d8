using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.ReadingDesk;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>A city of streets in eight partitions, over what a city does.</summary>
public sealed class CityOfStreetsTests
{
    private static readonly Instant At = TestCity.Start;
    private static readonly ClassKey Class = ClassKey.Parse(TestCity.FallClass);
    private static readonly Actor Officer = TestCity.Officer with { IsEverywhere = true };

    [Fact]
    public async Task Scenario_InPartitions_IsWhatHubsOfTheirSlicesMakeOfTheSameInputs()
    {
        var setup = Streets.NewSetup();
        await using var city = await PartitionedCity.StartAsync(setup);
        await LiveAsync(city);
        var asked = city.Asked.ToLookup(call => call.Partition);
        Assert.True(asked.Count > 3, "the scenario is of several partitions");
        foreach (var partition in PartitionId.All(PartitionedCity.Count))
        {
            var time = FakeTime.At(At);
            var slice = new SensorSlices(setup, PartitionedCity.Count).Of(partition, []);
            await using var hub = new CityHub(
                setup with { Configuration = setup.Configuration with { Sensors = slice } }, new InMemoryCityStore(), time);
            await hub.StartAsync();
            foreach (var call in asked[partition])
            {
                time.Advance(call.At - time.Now);
                await call.Call.AskAsync(hub, default);
            }
            Assert.Equal(await TestCity.ExportAsync(hub.Store), await TestCity.ExportAsync(city.Reader.Of(partition)));
        }
    }

    [Fact]
    public async Task Number_OfItemsInTheWholeCity_IsUnique()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        for (var street = 1; street <= Streets.Count; street++) await ReportAsync(city, street, $"r-{street}");
        var numbers = await city.Front.Store.ReadItemsAsync(default).Select(item => item.Number).ToListAsync();
        Assert.Equal(Streets.Count, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.Matches("^CK[0-9]{3}-2026-[0-9]{6}$", number));
    }

    [Fact]
    public async Task Totals_OfTheWholeCity_HaveAsManyGroupsAsAskedFor()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var numbers = new List<string>();
        for (var street = 1; street <= Streets.Count; street++) numbers.Add((await ReportAsync(city, street, $"r-{street}")).Number!);
        var totals = new DocumentTotals(ItemDocuments.Kind.Query().Plain, [ItemDocuments.Number.Name]) { Limit = 3 };
        var groups = await city.Front.Store.TotalAsync(totals, default);
        Assert.Equal(numbers.Order(StringComparer.Ordinal).Take(3), groups.Select(group => group.Values[0]!.Value.Text));
    }

    [Fact]
    public async Task Admit_Device_GoesWhereItsSensorsAre()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        for (var street = 1; street <= Streets.Count; street++)
        {
            await city.AdmitAsync($"pi-{street}");
            Assert.Equal([Streets.PartitionOf(street)], await WhereAsync(city, Devices.DeviceDocuments.Kind, $"pi-{street}"));
        }
        await city.AdmitAsync("unknown-1");
        Assert.Equal([PartitionKey.OfThing("unknown-1").In(PartitionedCity.Count)],
            await WhereAsync(city, Devices.DeviceDocuments.Kind, "unknown-1"));
        Assert.Equal(Streets.Count + 1, city.Front.Devices.Count);
    }

    [Fact]
    public async Task Admit_DeviceWhoseSensorsAreApart_IsRefused()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        foreach (var street in (int[])[1, 2])
            (await city.DoAsync(new PutSensors(
                $"s-{street}", $$"""{"version": 1, "sensors": [{"device": "pi-x", "sensor": "x-{{street}}", "quantity": "presence", "grid": "{{Streets.GridOf(street)}}", "household": "h-{{street}}", "validFrom": "2026-01-01T00:00:00Z"}]}"""))).OrThrow();
        var refused = await city.DoAsync(new AdmitDevice("a", DeviceId.Parse("pi-x"), Core.Signing.DeviceKey.Create().Public));
        Assert.Equal("straddles", refused.Refusal?.Code);
    }

    [Fact]
    public async Task PutSensors_OfSeveralStreets_ArePutWhereEachBelongs()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup(sensors: """{"version":1,"sensors":[]}"""));
        (await city.DoAsync(new PutSensors("s-1", Streets.Register(Enumerable.Range(1, Streets.Count))))).OrThrow();
        for (var street = 1; street <= Streets.Count; street++)
        {
            var found = await city.Local.Hub(Streets.PartitionOf(street))
                .FindSensorsAsync(new SensorQuestion { Devices = [DeviceId.Parse($"pi-{street}"), DeviceId.Parse("gas-co")] }, default);
            Assert.Equal(3, found.Count(entry => entry.Key.Device.Value == $"pi-{street}"));
            Assert.Contains(found, entry => entry.Key.Sensor.Value == $"g-{street}");
        }
        Assert.Empty(await city.Local.Hub(PartitionId.City)
            .FindSensorsAsync(new SensorQuestion { Devices = [DeviceId.Parse("gas-co")] }, default));
    }

    [Fact]
    public async Task PutSensors_OfAnAdmittedDeviceThatMoved_StayInItsPartition()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        await city.AdmitAsync("pi-1");
        (await city.DoAsync(new PutSensors(
            "s-1", $$"""{"version": 1, "sensors": [{"device": "pi-1", "sensor": "new", "quantity": "smoke", "grid": "{{Streets.GridOf(2)}}", "validFrom": "2026-01-01T00:00:00Z"}]}"""))).OrThrow();
        var found = await city.Local.Hub(Streets.PartitionOf(1))
            .FindSensorsAsync(new SensorQuestion { Devices = [DeviceId.Parse("pi-1")] }, default);
        Assert.Contains(found, entry => entry.Key.Sensor.Value == "new");
    }

    [Fact]
    public async Task Feed_OfHouseholdsInSeveralStreets_IsSplitAndAddedUp()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var batch = Feed("b-1", [.. Enumerable.Range(1, Streets.Count).Select(street => $"g-{street}"), "nobody"]);
        var answer = await city.Front.AcceptAsync(batch);
        Assert.Null(answer.Refusal);
        Assert.Equal(Streets.Count, answer.Accepted);
        Assert.Equal(1, answer.Undecided);
        var expected = Enumerable.Range(1, Streets.Count).Select(Streets.PartitionOf)
            .Append(PartitionKey.OfThing("gas-co").In(PartitionedCity.Count)).Distinct().Order();
        Assert.Equal(expected, await city.WithEntriesAsync(JournalKind.Feed));
        var again = await city.Front.AcceptAsync(batch);
        Assert.Equal((0, Streets.Count + 1), (again.Accepted, again.Duplicates));
    }

    [Fact]
    public async Task Resident_WithReportsInTwoStreets_SeesBothAndOpensBoth()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup(MasterKeys.CreateInMemory()));
        var (first, second) = Apart();
        var items = new[] { await ReportAsync(city, first, "r-1"), await ReportAsync(city, second, "r-2") };
        Assert.Single(items.Select(item => item.Reports[0].Reporter).Distinct());
        var mine = await city.Front.QueryAsync("items/own", new Dictionary<string, string>(), TestCity.Resident);
        Assert.Null(mine.Refusal);
        Assert.Equal(2, mine.Rows.Count);
        var opened = await city.Front.Privacy.OpenOwnAsync("o-1", TestCity.Resident);
        Assert.Equal(["report r-1", "report r-2"], opened.Records.Select(record => record.Data.Text).OfType<string>()
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Erase_PersonOfTwoStreets_ErasesInBothAndTheNextReportIsOfSomebodyElse()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup(MasterKeys.CreateInMemory()));
        var (first, second) = Apart();
        var before = await ReportAsync(city, first, "r-1");
        await ReportAsync(city, second, "r-2");
        var subject = SubjectId.Parse(before.Reports[0].Reporter);
        (await city.Front.Privacy.ErasePersonAsync("e-1", "resident-1", TestCity.Admin)).OrThrow();
        foreach (var partition in PartitionId.All(PartitionedCity.Count))
            Assert.Empty(await city.Reader.Of(partition).FindSubjectsAsync([subject], default));
        var after = await ReportAsync(city, first, "r-3");
        Assert.NotEqual(subject.ToString(), after.Reports[^1].Reporter);
    }

    [Fact]
    public async Task Withdraw_HouseholdsConsent_GoesToItsPartition()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        (await city.DoAsync(new WithdrawConsent("w-1", "h-3", "elder-care"))).OrThrow();
        Assert.Equal("not-found", (await city.DoAsync(new WithdrawConsent("w-2", "h-3", "elder-care"))).Refusal?.Code);
        Assert.Equal("not-found", (await city.DoAsync(new WithdrawConsent("w-3", "h-99", "elder-care"))).Refusal?.Code);
        (await city.Front.Privacy.EraseHouseholdAsync("e-1", "h-4", TestCity.Admin)).OrThrow();
        var entry = Assert.Single(
            await city.Front.FindSensorsAsync(new SensorQuestion { Devices = [DeviceId.Parse("gas-co")] }, default), entry =>
            entry.Key.Sensor.Value == "g-4");
        Assert.Null(entry.Consent);
    }

    [Fact]
    public async Task Execute_SameCommandTwice_IsCarriedOutOnce()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var open = new OpenItem("o-1", "city-management", "leader") { Place = new WorkPlace { Point = Streets.PlaceIn(2) }, Class = Class };
        var actor = Actor.Of("centre-1", "a", Role.Acceptor) with { IsEverywhere = true };
        var first = (await city.DoAsync(open, actor)).OrThrow().Item!;
        Assert.Equal(first.Number, (await city.DoAsync(open, actor)).OrThrow().Item!.Number);
        Assert.Single(await city.Front.Store.ReadItemsAsync(default).ToListAsync());
    }

    [Fact]
    public async Task Open_InACompoundWithoutAPoint_GoesWhereItsSensorsAre()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var open = new OpenItem("o-1", "city-management", "leader") { Place = new WorkPlace { Compound = "c-5" }, Class = Class };
        var item = (await city.DoAsync(open, Actor.Of("centre-1", "a", Role.Acceptor) with { IsEverywhere = true })).OrThrow().Item!;
        Assert.Equal([Streets.PartitionOf(5)], await WhereAsync(city, ItemDocuments.Kind, $"{item.Id}"));
    }

    /// <summary>The command tree of Qingdao: 1 city, 10 districts, 53 and 612 centres below (city.md).</summary>
    [Fact]
    public async Task Matter_HandedUpAndIntoAnotherDistrict_StaysInItsPartitionAndIsSeenByAllWhoHaveTo()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var worker = Actor.Of("worker-1", "", Role.GridWorker) with { IsEverywhere = true };
        var open = new OpenItem("g-1", "governance-matter", "patrol")
            { Place = new WorkPlace { Point = Streets.PlaceIn(1), Grid = Streets.GridOf(1) } };
        var matter = (await city.DoAsync(open, worker)).OrThrow().Item!;
        var home = await WhereAsync(city, ItemDocuments.Kind, $"{matter.Id}");
        await StepAsync(worker, new WorkCommand("take")
            { Assignee = new("网格"), Details = new Dictionary<string, string> { ["kind"] = "安全隐患" }.ToImmutableSortedDictionary() });
        (string By, string Command, string To)[] turns =
            [("网格", "raise", "甲社区"), ("甲社区", "raise", "甲街道"), ("甲街道", "raise", "甲区"), ("甲区", "raise", "市中心"), ("市中心", "lower", "乙区"),
                ("乙区", "lower", "乙街道")];
        foreach (var (by, command, to) in turns)
            await StepAsync(BodyOf(by), new WorkCommand(command) { Assignee = new(to), Reason = $"to {to}" });
        Assert.Equal(home, await WhereAsync(city, ItemDocuments.Kind, $"{matter.Id}"));
        Assert.NotNull(await city.Front.FindItemAsync(matter.Id, BodyOf("乙街道")));
        Assert.Null(await city.Front.FindItemAsync(matter.Id, BodyOf("甲街道")));
        foreach (var area in (string[])["3702", "370202", "370202901"])
            Assert.Equal([matter.Number], await SeenAsync(Actor.Of($"officer-{area}", "").With(Grant.Parse($"DutyOfficer@area/{area}"))));
        Assert.Empty(await SeenAsync(Actor.Of("officer-else", "").With(Grant.Parse("DutyOfficer@area/370203"))));

        async Task StepAsync(Actor by, WorkCommand step) =>
            (await city.DoAsync(new StepItem(Guid.NewGuid().ToString(), matter.Id, step), by)).OrThrow();

        async Task<IEnumerable<string>> SeenAsync(Actor by) =>
            (await city.Front.QueryAsync("items/list", new Dictionary<string, string>(), by)).Rows
                .Select(row => JsonDocument.Parse(row).RootElement.GetProperty("number").GetString()!);
    }

    [Fact]
    public async Task MarkRepeat_OfAnItemElsewhere_IsRefusedWithTheReason()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var (first, second) = Apart();
        var (a, b) = (await ReportAsync(city, first, "r-1"), await ReportAsync(city, second, "r-2"));
        var refused = await city.DoAsync(new MarkRepeat("m-1", a.Id, b.Id), Officer);
        Assert.Equal("elsewhere", refused.Refusal?.Code);
        Assert.Contains("分区", refused.Refusal!.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutPolicy_OnceGiven_IsInForceInEveryPartitionAndAtTheFront()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        (await city.DoAsync(new PutPolicy("p-1", ChanceCity.Policy))).OrThrow();
        Assert.Equal(PartitionId.All(PartitionedCity.Count), await city.WithEntriesAsync(JournalKind.Command));
        Assert.NotEmpty((await city.Front.ViewAsync(TestCity.Admin)).Work.Policy.StageLimits);
        Assert.NotNull((await city.DoAsync(new PutPolicy("p-2", "{}"))).Refusal);
    }

    [Fact]
    public async Task PutRules_RefusedByAPartitionAfterOthers_SaysHowManyHaveIt()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        // those without a water meter take the rule
        var before = Enumerable.Range(1, Streets.Count).Select(Streets.PartitionOf).Min().Number;
        var wrong = Encoding.UTF8.GetString(TestCity.Rules).Replace("\"400 L\"", "\"400 kWh\"", StringComparison.Ordinal);
        var refused = await city.DoAsync(new PutRules("r-1", wrong));
        Assert.Equal("bad-rules", refused.Refusal?.Code);
        Assert.True(before > 0);
        Assert.Contains($"after {before} of {PartitionedCity.Count + 1}", refused.Refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_OfADevice_AreReadThroughTheFront()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var device = await city.AdmitAsync("pi-2");
        city.Time.Advance(Duration.FromHours(1));
        Assert.Equal(BatchStatus.Synced,
            (await city.Front.AcceptAsync(device.Next(device.Reading(At + Duration.FromMinutes(5), 7, Duration.FromMinutes(1))))).Status);
        var key = new SensorKey(device.Id, SensorName.Parse("water"));
        var page = await city.Front.Readings.ReadAsync(new ReadingQuery(key, At, At + Duration.FromHours(1)), Officer);
        Assert.Equal(7, Assert.Single(page.Readings).Value);
    }

    [Fact]
    public async Task HandOver_OfAlertsInTwoStreets_IsGivenAndAcceptedInBoth()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        var (first, second) = Apart();
        foreach (var street in (int[])[first, second])
        {
            var device = await city.AdmitAsync($"pi-{street}");
            await city.Front.AcceptAsync(device.Next(device.Contact("smoke", At)));
        }
        foreach (var alert in await city.Front.Store.ReadAlertsAsync(default).ToListAsync())
            (await city.DoAsync(new AssignAlert($"a-{alert.Id}", alert.Id, Officer.Id), Officer)).OrThrow();
        var given = (await city.DoAsync(new HandOverShift("h-1", null), Officer)).OrThrow().HandOver!;
        var colleague = Actor.Of("officer-2", "duty room", Role.DutyOfficer) with { IsEverywhere = true };
        (await city.DoAsync(new AcceptHandOver("h-2", given.Id), colleague)).OrThrow();
        Assert.All(await city.Front.Store.ReadAlertsAsync(default).ToListAsync(), alert => Assert.Equal("officer-2", alert.Work.Assignee));
    }

    [Fact]
    public async Task Restart_WithTheSameSetup_ChangesNothing()
    {
        var reader = PartitionedCity.NewReader();
        await using (await PartitionedCity.StartAsync(Streets.NewSetup(), reader)) { }
        var before = await PositionsAsync(reader);
        await using (await PartitionedCity.StartAsync(Streets.NewSetup(), reader)) { }
        Assert.Equal(before, await PositionsAsync(reader));
    }

    [Fact]
    public async Task Restart_WithAFileThatMovesAnAdmittedDevice_KeepsItsSensorsWithIt()
    {
        var reader = PartitionedCity.NewReader();
        await using (var city = await PartitionedCity.StartAsync(Streets.NewSetup(), reader)) await city.AdmitAsync("pi-1");
        var moved = Streets.Register([1])
            .Replace($"{Streets.PlaceIn(1).Longitude}", $"{Streets.PlaceIn(2).Longitude}", StringComparison.Ordinal);
        await using var again = await PartitionedCity.StartAsync(Streets.NewSetup(sensors: moved), reader);
        var found = await again.Local.Hub(Streets.PartitionOf(1))
            .FindSensorsAsync(new SensorQuestion { Devices = [DeviceId.Parse("pi-1")] }, default);
        Assert.Equal(3, found.Count);
    }

    [Fact]
    public async Task Query_OverAllPartitions_PagesInOneOrder()
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup());
        for (var i = 0; i < 12; i++)
        {
            city.Time.Advance(Duration.FromMinutes(1));
            await ReportAsync(city, (i % Streets.Count) + 1, $"r-{i}",
                Actor.Of($"inspector-{i}", "a", Role.Inspector) with { IsEverywhere = true });
        }
        var (seen, after) = (new List<WorkItem>(), (DocumentCursor?)null);
        do
        {
            var page = await city.Front.Store.QueryAsync(
                ItemDocuments.Kind.Query().OrderBy(ItemDocuments.At, descending: true).Take(5).After(after));
            seen.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(12, seen.Count);
        Assert.Equal(seen.OrderByDescending(item => item.OpenedAt).Select(item => item.Id), seen.Select(item => item.Id));
        Assert.Equal(12, await city.Front.Store.CountAsync(ItemDocuments.Kind.Query()));
    }

    private static async Task LiveAsync(PartitionedCity city)
    {
        var devices = new List<VirtualDevice>();
        for (var street = 1; street <= 4; street++) devices.Add(await city.AdmitAsync($"pi-{street}"));
        var chance = new Random(16);
        for (var minute = 1; minute <= 40; minute++)
        {
            city.Time.Advance(Duration.FromMinutes(1));
            foreach (var device in devices)
                await city.Front.AcceptAsync(device.Next(device.Reading(city.Time.Now, 20, Duration.FromMinutes(1))));
            var loud = devices[chance.Next(devices.Count)];
            await city.Front.AcceptAsync(
                loud.Next(chance.Next(2) == 0 ? loud.Detection(city.Time.Now) : loud.Contact("smoke", city.Time.Now, chance.Next(2) == 0)));
            if (minute % 5 == 0) await ReportAsync(city, chance.Next(Streets.Count) + 1, $"r-{minute}");
            if (minute % 10 == 0) await city.Front.AcceptAsync(Feed($"b-{minute}", "g-1", "g-2", "g-5"));
            await city.Front.TickAsync();
        }
        foreach (var lead in await city.Front.Store.ReadLeadsAsync(default).ToListAsync())
            await city.DoAsync(new ConfirmLead($"c-{lead.Id}", lead.Id), Officer);
        await city.DoAsync(new PutPolicy("p-1", ChanceCity.Policy));
    }

    private static FeedBatch Feed(string id, params string[] registers) => new(DeviceId.Parse("gas-co"), id,
        [.. registers.Select(name => new RegisterReading(SensorName.Parse(name), new Amount(5, "m3"), At, At))]);

    private static Actor BodyOf(string name) => Actor.Of($"clerk of {name}", name, Role.CompetentDepartment);

    private static async Task<WorkItem> ReportAsync(PartitionedCity city, int street, string id, Actor? actor = null)
    {
        var report = new FileReport(id, "city-management", Class, Streets.PlaceIn(street), null, null);
        return (await city.Front.ReportAsync(report, $"report {id}", actor ?? TestCity.Resident)).OrThrow().Item!;
    }

    /// <summary>Two streets whose partitions are not the same.</summary>
    private static (int First, int Second) Apart() =>
        (1, Enumerable.Range(2, Streets.Count - 1).First(street => Streets.PartitionOf(street) != Streets.PartitionOf(1)));

    private static async Task<IEnumerable<PartitionId>> WhereAsync(PartitionedCity city, DocumentKind kind, string id) =>
        (await city.Reader.WhereAsync([new DocumentKey(kind.Name, id)], default)).Values;

    private static async Task<StorePosition[]> PositionsAsync(UnionReader reader)
    {
        var found = new List<StorePosition>();
        foreach (var partition in PartitionId.All(PartitionedCity.Count))
            found.Add(await reader.Of(partition).ReadPositionAsync(default) with { Epoch = 0 });
        return [.. found];
    }
}
