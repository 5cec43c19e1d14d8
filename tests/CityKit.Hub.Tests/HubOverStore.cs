using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What a hub does over every store. A store's tests name it and say how to open the same one again.</summary>
public abstract class HubOverStore
{
    private static readonly Instant At = TestCity.Start;
    private static readonly DocumentKind[] Kinds =
        [DeviceDocuments.Kind, AlertDocuments.Kind, LeadDocuments.Kind, ItemDocuments.Kind, FindingDocuments.Kind];

    /// <summary>The same store, opened as after a restart.</summary>
    public abstract ICityStore Reopen();

    [Fact]
    public async Task Reopen_AfterAStory_GivesTheSameRows()
    {
        List<string> rows;
        StorePosition before;
        await using (var city = await StoryAsync(Reopen())) rows = await RowsAsync(city.Hub.Store);
        await using (var again = Reopen())
        {
            before = (await again.OpenAsync(Kinds, default)).Position;
            Assert.Equal(rows, await RowsAsync(again));
            Assert.Equal(before.Number, before.Checkpoint);
        }
        await using (await TestCity.StartAsync(Reopen())) { } // a start and a stop with nothing between change nothing
        await using var last = Reopen();
        var position = (await last.OpenAsync(Kinds, default)).Position;
        Assert.Equal(before with { Epoch = position.Epoch }, position);
        Assert.Equal(rows, await RowsAsync(last));
        Assert.Equal(position.Hash, await last.ReadJournalAsync(0, default).AggregateAsync(default(RunningHash), JournalChain.Next));
    }

    [Theory]
    [InlineData(1000)] // replayed from the journal
    [InlineData(1)] // read from a snapshot
    public async Task Restart_InsideAWindow_RaisesExactlyOnceWithTheSameId(int snapshotEvery)
    {
        var setup = TestCity.NewSetup(options: new HubOptions { SnapshotEvery = snapshotEvery });
        var (straight, first) = await TestCity.WithDeviceAsync(setup: setup);
        await using var _ = straight;
        for (var minute = 1; minute <= 40; minute++) await straight.SyncAsync(first, Flow(first, minute));
        var expected = Assert.Single(await straight.AlertsAsync());

        VirtualDevice device;
        FakeTimeProvider time;
        await using (var city = await TestCity.StartAsync(Reopen(), setup)) (device, time) = (await city.AdmitAsync("pi-1"), city.Time);
        for (var minute = 1; minute <= 40; minute++)
        {
            await using var city = await TestCity.StartAsync(Reopen(), setup, time);
            await city.SyncAsync(device, Flow(device, minute));
        }
        await using var store = Reopen();
        await store.OpenAsync(Kinds, default);
        Assert.Equal([Text(expected)], await store.ReadAlertsAsync(default).Select(Text).ToListAsync());
    }

    [Fact]
    public async Task Restart_WithChangedRules_KeepsTheStateOfRulesThatStay()
    {
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(Reopen())) await city.SyncAsync(
            device = await city.AdmitAsync("pi-1"), device.Contact("lamp", At));
        var edited = TestCity.NewSetup(
            Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(TestCity.Rules).Replace("Burst pipe", "A burst pipe", StringComparison.Ordinal)));
        await using (await TestCity.StartAsync(new NoSnapshotAtStop(Reopen()), edited)) { } // killed after the edit
        await using var last = await TestCity.StartAsync(Reopen(), edited);
        await last.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31)));
        Assert.Equal(("lamp-dark", At + Duration.FromMinutes(30)), (await last.AlertsAsync()).Where(a => a.Rule != Alert.DeviceOffline)
            .Select(a => (a.Rule, a.RaisedAt)).Single());
    }

    [Fact]
    public async Task Restart_WithARuleGone_ClearsItsAlerts()
    {
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(Reopen())) await city.SyncAsync(
            device = await city.AdmitAsync("pi-1"), device.Contact("smoke", At));
        await using var last = await TestCity.StartAsync(Reopen(), TestCity.NewSetup("{\"version\":1,\"rules\":[]}"u8.ToArray()));
        Assert.NotNull(Assert.Single(await last.AlertsAsync()).ClearedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // stored, and the store's answer was lost
    public async Task FailedCommit_IsAnsweredBusyAndTheSameBatchIsTakenOnceLater(bool isStored)
    {
        var store = new FailingStore(Reopen()) { StoresAllTheSame = isStored };
        var (city, device) = await TestCity.WithDeviceAsync(store);
        await using var _ = city;
        await city.SyncAsync(device, device.Heartbeat(At));
        var batch = device.Next(device.Detection(At));
        var loads = store.Loads;
        store.CommitsToFail = 2;
        Assert.Equal(BatchStatus.Busy, (await city.Hub.AcceptAsync(batch)).Status);
        await Assert.ThrowsAsync<IOException>(async () => await city.Hub.ExecuteAsync(CommandTests.Report("r-1"), TestCity.Resident));
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
        (await city.Hub.ExecuteAsync(CommandTests.Report("r-1"), TestCity.Resident)).OrThrow();
        Assert.Single(await city.AlertsAsync());
        Assert.Single(await city.LeadsAsync());
        Assert.Single(await city.ItemsAsync());
        Assert.Equal(2, city.Hub.Devices[0].Accepted);
        Assert.Equal(loads, store.Loads); // nothing was read again
    }

    [Fact]
    public async Task FailedCommit_BeforeAStop_IsStoredByTheStop()
    {
        var store = new FailingStore(Reopen());
        var (city, device) = await TestCity.WithDeviceAsync(store);
        store.CommitsToFail = 1;
        Assert.Equal(BatchStatus.Busy, (await city.Hub.AcceptAsync(device.Next(device.Detection(At)))).Status);
        await city.DisposeAsync();
        await using var again = await TestCity.StartAsync(Reopen());
        Assert.Equal(1, again.Hub.Devices[0].Accepted);
        Assert.Single(await again.AlertsAsync());
    }

    [Fact]
    public async Task Duplicates_CountedBeforeAStop_AreKept()
    {
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(Reopen()))
        {
            device = await city.AdmitAsync("pi-1");
            var batch = device.Next(device.Heartbeat(At));
            await city.Hub.AcceptAsync(batch);
            await city.Hub.AcceptAsync(batch);
        }
        await using var again = await TestCity.StartAsync(Reopen());
        Assert.Equal((1L, 1L), (again.Hub.Devices[0].Accepted, again.Hub.Devices[0].Duplicates));
    }

    [Fact]
    public async Task SameCommand_AfterARestart_IsCarriedOutOnce()
    {
        await using (var city = await TestCity.StartAsync(Reopen())) (
            await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        await using var again = await TestCity.StartAsync(Reopen());
        (await again.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal("command-id-reused",
            (await again.Hub.ReportAsync(CommandTests.Report("r-1"), "a wall", TestCity.Resident)).Refusal!.Code);
        Assert.Single(await again.ItemsAsync());
    }

    /// <summary>Something of everything: raised and cleared, open and decided.</summary>
    private static async Task<TestCity> StoryAsync(ICityStore store)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store);
        await city.SyncAsync(
            device, device.Contact("smoke", At), device.Detection(At), device.Detection(At, "fall-far"), device.Contact("nobody", At));
        await city.Hub.AcceptAsync(DeskTests.LowGas());
        (await city.Hub.ExecuteAsync(new DismissLead("d-1", (await city.LeadsAsync())[1].Id, "a pigeon"), TestCity.Officer)).OrThrow();
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        return city;
    }

    private static async Task<List<string>> RowsAsync(ICityStore store) =>
    [
        .. await store.ReadAsync(DeviceDocuments.Kind.Query()).Select(Text).ToListAsync(),
        .. await store.ReadAlertsAsync(default).Select(Text).ToListAsync(),
        .. await store.ReadLeadsAsync(default).Select(Text).ToListAsync(),
        .. await store.ReadItemsAsync(default).Select(Text).ToListAsync(),
        .. await store.ReadFindingsAsync(default).Select(f => f.ToString()).ToListAsync(),
        .. (await store.ReadNotificationsAsync(0, 1000, default)).Select(n => n.ToString()),
        .. await store.ReadJournalAsync(0, default)
            .Select(e => $"{e.Number} {e.ReceivedAt} {e.Kind} {e.Key} {Convert.ToHexString(e.Payload.Span)}").ToListAsync(),
    ];

    private static string Text(Devices.DeviceRecord d) =>
        $"{d.Id} {d.Key.Fingerprint} {d.Outbox} {string.Join(',', d.Retired)} {d.Alarm} {d.Reading} {d.Accepted} {d.Duplicates} {d.HeardAt}";

    private static string Text(Alert alert) => Encoding.UTF8.GetString(DeskJson.ToUtf8(alert, DeskJson.Write));

    private static string Text(Lead lead) => Encoding.UTF8.GetString(DeskJson.ToUtf8(lead, DeskJson.Write));

    private static string Text(WorkItem item) => item.Number + Encoding.UTF8.GetString(WorkItemJson.ToBytes(item));

    // 30 x 14 L > 400 L
    private static CityEvent Flow(VirtualDevice device, int minute) =>
        device.Reading(At + Duration.FromMinutes(minute), 14, Duration.FromMinutes(1));
}
