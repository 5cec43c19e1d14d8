using System.Text;
using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Intake;
using CityKit.Hub.Tests.Partitions;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Partitions;
using CityKit.Relaying;
using CityKit.Reporting;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests.CityFeeds;

/// <summary>Rules over a whole city of many partitions: judged in its own, from what is relayed to it.</summary>
public sealed class CityRuleTests
{
    private const int Devices = 16;

    /// <summary>Every sensor its own alert, and one over the whole city.</summary>
    private static readonly byte[] Rules = RulesOf("""
        {"id": "many", "where": "hub", "per": "city", "duty": "x", "sensors": {"quantity": "smoke"},
         "when": {"kind": "count", "of": {"when": {"kind": "match", "event": "contact"}}, "atLeast": 5, "within": "10 min"},
         "then": {"severity": "critical", "title": {"zh": "多处烟雾", "en": "Smoke in many places"}, "notify": ["duty-desk"]}},
        """);

    [Theory] // the relay is killed anywhere and started again, and so is the hub of the city's own partition
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Count_OverEightPartitions_IsAsInOneHubWhereverTheRelayIsKilled(int seed)
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        var many = await StartAsync(Rules);
        var devices = await AdmitAsync(one, many);
        var (random, relay) = (new Random(seed), NewRelay(many));
        await relay.StepAsync(default); // lanes begin where the journals end
        for (var minute = 1; minute <= 60; minute++)
        {
            Pass(one, many);
            foreach (var device in devices.OrderBy(_ => random.Next()))
            {
                if (random.Next(12) == 0)
                    await SendAsync(one, many,
                    device.Next(device.Contact("smoke", many.Time.Now - Duration.FromSeconds(random.Next(50)), random.Next(2) == 0)));
                await SendAsync(one, many, device.Next(device.Heartbeat(many.Time.Now)));
                if (random.Next(40) == 0) await relay.StepAsync(default);
            }
            if (random.Next(3) == 0) await relay.StepAsync(default);
            if (random.Next(6) == 0) relay = NewRelay(many);
            if (minute is 20 or 40)
            {
                await many.DisposeAsync();
                many = await StartAsync(Rules, many);
                relay = NewRelay(many);
            }
        }
        while (await relay.StepAsync(default)) { }
        await AssertSameAsync(one, many);
        await many.DisposeAsync();
    }

    [Fact]
    public async Task Count_FiveSmokesInFivePartitions_IsOneAlertInTheCitysOwnWhichExplainsItself()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        await using var many = await StartAsync(Rules);
        var devices = await AdmitAsync(one, many);
        var relay = NewRelay(many);
        await relay.StepAsync(default);
        await BurnAsync(one, many, devices, relay);
        var alert = Assert.Single(await CityAlertsAsync(many.Front.Store));
        Assert.Equal((AlertDesk.Subject.Unknown, 5), (alert.Subject, alert.Evidence.Length));
        Assert.Equal([PartitionId.City],
            (await many.Reader.WhereAsync([new Documents.DocumentKey(AlertDocuments.Kind.Name, $"{alert.Id}")], default)).Values);
        Assert.Equal(5, (await many.Front.Store.ReadAlertsAsync(default).ToListAsync()).Count(a => a.Rule == "smoke"));
        var feed = await many.Front.ReadFeedAsync(default, 1000);
        Assert.Single(feed.Notifications, told => told.Subject == $"{alert.Id}" && told.Audience == "duty-desk");
        await AssertSameAsync(one, many);
    }

    [Fact] // two at once, as when a node that was thought dead comes back
    public async Task Relay_BesideAnother_TakesNothingTwice()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        await using var many = await StartAsync(Rules);
        var devices = await AdmitAsync(one, many);
        var (first, second) = (NewRelay(many), NewRelay(many));
        await first.StepAsync(default);
        await second.StepAsync(default);
        await BurnAsync(one, many, devices, first);
        await Assert.ThrowsAsync<IOException>(async () => await second.StepAsync(default)); // reads them again from its old place
        await AssertSameAsync(one, many);
    }

    [Fact]
    public async Task Relay_OfARuleThatIsPutAndTakenAway_BeginsAtTheEndAndStops()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(RulesOf("")));
        await using var many = await StartAsync(RulesOf(""));
        var devices = await AdmitAsync(one, many);
        var relay = NewRelay(many);
        await BurnAsync(one, many, devices, relay);
        Assert.Equal(0, await RelaysAsync(many)); // no rule, no relay
        await PutRulesAsync(one, many, Rules);
        while (await relay.StepAsync(default)) { }
        Assert.Empty(await CityAlertsAsync(many.Front.Store)); // what burnt before the rule was there is not judged
        await PutRulesAsync(one, many, RulesOf(""));
        await relay.StepAsync(default);
        var relays = await RelaysAsync(many);
        await BurnAsync(one, many, devices, relay);
        Assert.Equal(relays, await RelaysAsync(many));
        Assert.Empty(many.Local.Hub(PartitionId.City).Relayed.Lanes);
    }

    [Fact]
    public async Task Relay_OfASensorThatIsRegisteredLater_CountsIt()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        await using var many = await StartAsync(Rules);
        var devices = await AdmitAsync(one, many);
        var relay = NewRelay(many);
        await relay.StepAsync(default);
        var late = Encoding.UTF8.GetString(SensorsOf([.. Enumerable.Range(Devices, 5)]));
        Assert.Null((await one.Hub.ExecuteAsync(new PutSensors("late", late), TestCity.Admin)).Refusal);
        Assert.Null((await many.DoAsync(new PutSensors("late", late))).Refusal);
        devices = await AdmitAsync(one, many, Devices, 5);
        await BurnAsync(one, many, devices, relay);
        Assert.Single(await CityAlertsAsync(many.Front.Store));
        await AssertSameAsync(one, many);
    }

    [Fact] // as it runs by itself: once a second
    public async Task Relay_OfARunningCity_RaisesTheAlert()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        await using var many = await PartitionedCity.StartAsync(NewSetup(Rules));
        var devices = await AdmitAsync(one, many);
        await PassUntilAsync(many, () => Task.FromResult(many.Local.Hub(PartitionId.City).Relayed.Lanes.Count == PartitionedCity.Count));
        await BurnAsync(one, many, devices, null);
        await PassUntilAsync(many, async () => (await CityAlertsAsync(many.Front.Store)).Count > 0);
        await AssertSameAsync(one, many);
    }

    [Fact] // what its rules know is in cells by then, and the journal after the checkpoint is remembered
    public async Task Relay_ThatComesAfterAStartOfTheCitysOwn_FindsItsLanesAndRules()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        var many = await StartAsync(Rules);
        var devices = await AdmitAsync(one, many);
        await NewRelay(many).StepAsync(default);
        for (var minute = 0; minute < 8; minute++)
        {
            Pass(one, many);
            if (minute < 5) await SendAsync(one, many, devices[minute].Next(devices[minute].Contact("smoke", many.Time.Now)));
            foreach (var device in devices) await SendAsync(one, many, device.Next(device.Heartbeat(many.Time.Now)));
            while (await NewRelay(many).StepAsync(default)) { }
            await many.DisposeAsync();
            many = await StartAsync(Rules, many);
        }
        await AssertSameAsync(one, many);
        await many.DisposeAsync();
    }

    [Fact]
    public async Task Relay_OfEntriesThatWerePruned_IsAFindingAndGoesOn()
    {
        await using var one = await TestCity.StartAsync(setup: NewSetup(Rules));
        var many = await StartAsync(Rules);
        var devices = await AdmitAsync(one, many);
        await NewRelay(many).StepAsync(default);
        Pass(one, many);
        await SendAsync(one, many, devices[0].Next(devices[0].Contact("smoke", many.Time.Now)));
        var partition = Assert.Single(await many.WithEntriesAsync(JournalKind.Batch));
        await many.DisposeAsync();
        await PruneAsync(many.Reader.Of(partition));
        many = await StartAsync(Rules, many);
        await BurnAsync(one, many, devices, NewRelay(many));
        var finding = Assert.Single(
            await many.Reader.Of(PartitionId.City).ReadAsync(FindingDocuments.Kind.Query()).ToListAsync(), f => f.Code == "not-relayed");
        Assert.Equal($"{partition}", finding.Source);
        Assert.Single(await CityAlertsAsync(many.Front.Store));
        await many.DisposeAsync();
    }

    [Fact]
    public void RelayCodec_WhatWasWritten_IsTheSame()
    {
        var (device, history) = (TestCity.NewDevice("d-1"), HistoryId.Create());
        var events = new HubInputs(WireLimits.Default, null!).Read(new JournalEntry(1, TestCity.Start, JournalKind.Batch, "",
            device.Next(device.Contact("smoke", TestCity.Start)))) as HubInput.Batch;
        var relay = new Relay([new("007", null, new(history, 3)), new("city", new(history, 3), null, 9)],
            [new RelayEntry("007", 3, TestCity.Start) { Events = events!.Events }])
        {
            Sensors = Sensors.Register.SensorRegister.Parse(SensorsOf([1]), out _)!.Sensors,
        };
        var bytes = RelayCodec.Write(relay);
        var read = RelayCodec.Read(bytes, WireLimits.Default);
        Assert.Equal(bytes, RelayCodec.Write(read));
        Assert.Equal(relay.Lanes, read.Lanes);
        Assert.Equal(relay.Sensors, read.Sensors);
        Assert.Equal("smoke", read.Entries[0].Events!.Events[0].Event!.Sensor.Value);
    }

    private static byte[] RulesOf(string more) => Encoding.UTF8.GetBytes($$$$"""
        {"version": 2, "rules": [{{{{more}}}}
          {"id": "smoke", "where": "hub", "duty": "x", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}}}]}
        """);

    private static byte[] SensorsOf(int[] devices) =>
        Encoding.UTF8.GetBytes($"{{\"version\": 1, \"sensors\": [{string.Join(",", devices.Select(SensorOf))}]}}");

    private static string SensorOf(int i) =>
        $"{{\"device\": \"d-{i}\", \"sensor\": \"smoke\", \"quantity\": \"smoke\", \"compound\": \"c-{i}\", \"validFrom\": \"2026-01-01T00:00:00Z\"}}";

    private static HubSetup NewSetup(byte[] rules) => TestCity.NewSetup() with
    {
        Configuration = new HubConfiguration(rules, SensorsOf([.. Enumerable.Range(0, Devices)])),
    };

    /// <summary>The city, whose own relay does not run: a test's does, step by step.</summary>
    private static async Task<PartitionedCity> StartAsync(byte[] rules, PartitionedCity? before = null)
    {
        var city = await PartitionedCity.StartAsync(NewSetup(rules), before?.Reader, before?.Time);
        await city.Local.Hub(PartitionId.City).Relay!.DisposeAsync();
        return city;
    }

    private static CityRelay NewRelay(PartitionedCity city) =>
        new(city.Local.Hub(PartitionId.City), () => (city.Local, city.Reader), WireLimits.Default, city.Time, null);

    private static async Task<VirtualDevice[]> AdmitAsync(TestCity one, PartitionedCity many, int from = 0, int count = Devices)
    {
        VirtualDevice[] devices = [.. Enumerable.Range(from, count).Select(i => TestCity.NewDevice($"d-{i}"))];
        foreach (var device in devices)
        {
            var admit = new AdmitDevice($"admit-{device.Id}", device.Id, device.Key.Public);
            (await one.Hub.ExecuteAsync(admit, TestCity.Admin)).OrThrow();
            (await many.DoAsync(admit)).OrThrow();
        }
        Assert.InRange((await many.WithEntriesAsync(JournalKind.Command)).Length, 2, PartitionedCity.Count + 1);
        return devices;
    }

    private static async Task SendAsync(TestCity one, PartitionedCity many, byte[] batch)
    {
        Assert.Equal(BatchStatus.Synced, (await one.Hub.AcceptAsync(batch)).Status);
        Assert.Equal(BatchStatus.Synced, (await many.Front.AcceptAsync(batch)).Status);
    }

    /// <summary>Five devices see smoke, one a minute; all are heard of for two minutes more.</summary>
    private static async Task BurnAsync(TestCity one, PartitionedCity many, VirtualDevice[] devices, CityRelay? relay)
    {
        for (var minute = 0; minute < 8; minute++)
        {
            Pass(one, many);
            if (minute < 5) await SendAsync(one, many, devices[minute].Next(devices[minute].Contact("smoke", many.Time.Now)));
            foreach (var device in devices) await SendAsync(one, many, device.Next(device.Heartbeat(many.Time.Now)));
            while (relay is not null && await relay.StepAsync(default)) { }
        }
    }

    /// <summary>Every batch of a journal goes.</summary>
    private static async Task PruneAsync(ICityStore store)
    {
        var opened = await store.OpenAsync([], default);
        var batches = await store.ReadJournalAsync(0, default).Where(entry => entry.Kind == JournalKind.Batch)
            .Select(entry => entry.Prune()).ToListAsync();
        await store.CommitAsync(new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Pruned = batches }, default);
    }

    private static async Task PassUntilAsync(PartitionedCity city, Func<Task<bool>> holds)
    {
        for (var i = 0; i < 2000 && !await holds(); i++)
        {
            city.Time.Advance(Duration.FromMilliseconds(100));
            await Task.Delay(5);
        }
        Assert.True(await holds());
    }

    private static void Pass(TestCity one, PartitionedCity many)
    {
        var next = many.Time.Now + Duration.FromMinutes(1);
        one.Time.SetUtcNow(next);
        many.Time.SetUtcNow(next);
    }

    private static async Task PutRulesAsync(TestCity one, PartitionedCity many, byte[] rules)
    {
        var put = new PutRules($"rules-{rules.Length}-{many.Time.Now.ToUnixTimeSeconds()}", Encoding.UTF8.GetString(rules));
        Assert.Null((await one.Hub.ExecuteAsync(put, TestCity.Admin)).Refusal);
        Assert.Null((await many.DoAsync(put)).Refusal);
    }

    private static async Task<int> RelaysAsync(PartitionedCity city) => await city.Reader.Of(PartitionId.City)
        .ReadJournalAsync(0, default).CountAsync(entry => entry.Kind == JournalKind.Relay);

    private static async Task<List<Alert>> CityAlertsAsync(ICityStore store) =>
        [.. (await store.ReadAlertsAsync(default).ToListAsync()).Where(alert => alert.Rule == "many").OrderBy(alert => alert.RaisedAt)];

    /// <summary>The same alerts as in one hub, once each, and the same bytes when the journal of the city's own is replayed.</summary>
    private static async Task AssertSameAsync(TestCity one, PartitionedCity many)
    {
        var (expected, found) = (await CityAlertsAsync(one.Hub.Store), await CityAlertsAsync(many.Front.Store));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(About), found.Select(About));
        var own = many.Reader.Of(PartitionId.City);
        await using var replayed = await JournalReplay.RunAsync(NewSetup(Rules), own.ReadJournalAsync(0, default));
        Assert.Equal(await ExportAsync(own), await ExportAsync(replayed));
    }

    private static string About(Alert alert) =>
        $"{alert.Id} {alert.RaisedAt} {alert.ClearedAt} {string.Join(',', alert.Evidence.Select(e => $"{e.Source}@{e.At}"))}";

    private static async Task<string> ExportAsync(ICityStore store)
    {
        using var bytes = new MemoryStream();
        await HubExport.WriteAsync(store, bytes, default);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
