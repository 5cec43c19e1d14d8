using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What every store must do. A store's tests name it and say how to open the same one again.</summary>
public abstract class StoreConformance
{
    private static readonly Instant At = TestCity.Start;

    /// <summary>The same store, opened as after a restart.</summary>
    public abstract ICityStore Reopen();

    [Fact]
    public async Task Reopen_AfterAStory_GivesTheSameImageAndRows()
    {
        HubImage before;
        List<string> rows;
        await using (var city = await StoryAsync(Reopen()))
        {
            before = await city.Hub.Store.OpenAsync(default);
            rows = await RowsAsync(city.Hub.Store);
        }
        await using var again = Reopen();
        var image = await again.OpenAsync(default);
        Assert.Equal((before.LastNumber, before.LastNotification, before.ItemsOpened), (image.LastNumber, image.LastNotification, image.ItemsOpened));
        Assert.Equal(before.LastNumber, image.Snapshot!.Number);
        Assert.Equal(before.Devices.Select(Text), image.Devices.Select(Text));
        Assert.Equal(before.Alerts.Select(Text), image.Alerts.Select(Text));
        Assert.Equal(before.Leads.Select(Text), image.Leads.Select(Text));
        Assert.Equal(before.Items.Select(Text), image.Items.Select(Text));
        Assert.Equal(before.Configuration!.Payload.ToArray(), image.Configuration!.Payload.ToArray());
        Assert.NotEmpty(image.Alerts);
        Assert.NotEmpty(image.Leads);
        Assert.NotEmpty(image.Items);
        Assert.Equal(rows, await RowsAsync(again));
    }

    [Fact]
    public async Task Rows_OverOnePage_AreAllReadInOrder()
    {
        const int Count = 1234;
        await using var store = Reopen();
        await store.OpenAsync(default);
        var alerts = Enumerable.Range(0, Count).Select(AlertOf).ToArray();
        await store.CommitAsync(Empty() with
        {
            Entries = [.. Enumerable.Range(1, Count).Select(n => new JournalEntry(n, At, JournalKind.Tick, "", default))],
            Alerts = [.. alerts.Reverse()],
            Findings = [.. Enumerable.Range(0, Count).Select(n => new Finding(n, "blind", $"s-{n}", At, null, new LocalizedText("盲", "blind")))],
            Notifications = [.. Enumerable.Range(1, Count).Select(n => new Notification(n, At, NotificationKind.Notice, $"s-{n}", new LocalizedText("知", "told"), "a"))],
        }, default);
        Assert.Equal(alerts.OrderBy(a => a.RaisedAt).ThenBy(a => a.Id.ToString(), StringComparer.Ordinal).Select(a => a.Id), await store.ReadAlertsAsync(default).Select(a => a.Id).ToListAsync());
        Assert.Equal(Enumerable.Range(501, Count - 500).Select(n => (long)n), await store.ReadJournalAsync(500, default).Select(e => e.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(0, Count).Select(n => $"s-{n}"), await store.ReadFindingsAsync(default).Select(f => f.Source).ToListAsync());
        Assert.Equal(Enumerable.Range(601, 50).Select(n => (long)n), (await store.ReadNotificationsAsync(600, 50, default)).Select(n => n.Number));
        Assert.Empty(await store.ReadNotificationsAsync(long.MaxValue, 50, default));
    }

    [Fact] // the order that a replay and an export follow is that of what is stored, not of what was stored first
    public async Task Commit_DocumentAgainWithAnotherTime_IsReadInTheOrderOfItsNewTime()
    {
        await using var store = Reopen();
        await store.OpenAsync(default);
        var (first, second) = (AlertOf(1) with { RaisedAt = At }, AlertOf(2) with { RaisedAt = At + Duration.FromHours(1) });
        await store.CommitAsync(Empty() with { Entries = [new(1, At, JournalKind.Tick, "", default)], Alerts = [first, second] }, default);
        await store.CommitAsync(Empty() with { Entries = [new(2, At, JournalKind.Tick, "", default)], Alerts = [first with { RaisedAt = At + Duration.FromHours(2) }] }, default);
        Assert.Equal([second.Id, first.Id], await store.ReadAlertsAsync(default).Select(a => a.Id).ToListAsync());
    }

    [Fact]
    public async Task FindEntry_ByKindAndKey_FindsThatOneOnly()
    {
        await using var store = Reopen();
        await store.OpenAsync(default);
        await store.CommitAsync(Empty() with { Entries = [new(1, At, JournalKind.Tick, "", default), new(2, At, JournalKind.Command, "k", new byte[] { 1 }), new(3, At, JournalKind.Feed, "k", new byte[] { 2 })] }, default);
        Assert.Equal(2, (await store.FindEntryAsync(JournalKind.Command, "k", default))!.Number);
        Assert.Equal(3, (await store.FindEntryAsync(JournalKind.Feed, "k", default))!.Number);
        Assert.Null(await store.FindEntryAsync(JournalKind.Command, "j", default));
        Assert.Null(await store.FindEntryAsync(JournalKind.Tick, "", default));
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

        TestDevice device;
        await using (var city = await TestCity.StartAsync(Reopen(), setup)) device = await city.AdmitAsync("pi-1");
        for (var minute = 1; minute <= 40; minute++)
        {
            await using var city = await TestCity.StartAsync(Reopen(), setup);
            await city.SyncAsync(device, Flow(device, minute));
        }
        await using var store = Reopen();
        await store.OpenAsync(default);
        Assert.Equal([Text(expected)], await store.ReadAlertsAsync(default).Select(Text).ToListAsync());
    }

    [Fact]
    public async Task Restart_WithChangedRules_KeepsTheStateOfRulesThatStay()
    {
        TestDevice device;
        await using (var city = await TestCity.StartAsync(Reopen())) await city.SyncAsync(device = await city.AdmitAsync("pi-1"), device.Contact("lamp", At));
        var edited = TestCity.NewSetup(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestCity.Rules).Replace("Burst pipe", "A burst pipe", StringComparison.Ordinal)));
        await using (await TestCity.StartAsync(new NoSnapshotAtStop(Reopen()), edited)) { } // killed after the edit
        await using var last = await TestCity.StartAsync(Reopen(), edited);
        await last.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31)));
        Assert.Equal(("lamp-dark", At + Duration.FromMinutes(30)), (await last.AlertsAsync()).Where(a => a.Rule != Alert.DeviceOffline).Select(a => (a.Rule, a.RaisedAt)).Single());
    }

    [Fact]
    public async Task Restart_WithARuleGone_ClearsItsAlerts()
    {
        TestDevice device;
        await using (var city = await TestCity.StartAsync(Reopen())) await city.SyncAsync(device = await city.AdmitAsync("pi-1"), device.Contact("smoke", At));
        await using var last = await TestCity.StartAsync(Reopen(), TestCity.NewSetup("{\"version\":1,\"rules\":[]}"u8.ToArray()));
        Assert.NotNull(Assert.Single(await last.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task FailedCommit_IsAnsweredBusyAndTheSameBatchIsTakenOnceLater()
    {
        var store = new FailingStore(Reopen());
        var (city, device) = await TestCity.WithDeviceAsync(store);
        await using var _ = city;
        await city.SyncAsync(device, device.Heartbeat(At));
        var batch = device.Next(device.Detection(At));
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
    }

    [Fact]
    public async Task Duplicates_CountedBeforeAStop_AreKept()
    {
        TestDevice device;
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
        await using (var city = await TestCity.StartAsync(Reopen())) (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        await using var again = await TestCity.StartAsync(Reopen());
        (await again.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal("command-id-reused", (await again.Hub.ReportAsync(CommandTests.Report("r-1"), "a wall", TestCity.Resident)).Refusal!.Code);
        Assert.Single(await again.ItemsAsync());
    }

    /// <summary>Something of everything: raised and cleared, open and decided.</summary>
    private static async Task<TestCity> StoryAsync(ICityStore store)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store);
        await city.SyncAsync(device, device.Contact("smoke", At), device.Detection(At), device.Detection(At, "fall-far"), device.Contact("nobody", At));
        await city.Hub.AcceptAsync(DeskTests.LowGas());
        (await city.Hub.ExecuteAsync(new DismissLead("d-1", (await city.LeadsAsync())[1].Id, "a pigeon"), TestCity.Officer)).OrThrow();
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        return city;
    }

    private static async Task<List<string>> RowsAsync(ICityStore store) =>
    [
        .. await store.ReadAlertsAsync(default).Select(Text).ToListAsync(),
        .. await store.ReadLeadsAsync(default).Select(Text).ToListAsync(),
        .. await store.ReadItemsAsync(default).Select(Text).ToListAsync(),
        .. await store.ReadFindingsAsync(default).Select(f => f.ToString()).ToListAsync(),
        .. (await store.ReadNotificationsAsync(0, 1000, default)).Select(n => n.ToString()),
        .. await store.ReadJournalAsync(0, default).Select(e => $"{e.Number} {e.ReceivedAt} {e.Kind} {e.Key} {Convert.ToHexString(e.Payload.Span)}").ToListAsync(),
    ];

    private static string Text(Devices.DeviceRecord d) =>
        $"{d.Id} {d.Key.Fingerprint} {d.Outbox} {string.Join(',', d.Retired)} {d.Alarm} {d.Reading} {d.Accepted} {d.Duplicates} {d.HeardAt}";

    private static string Text(Alert alert) => Encoding.UTF8.GetString(DeskJson.ToUtf8(alert, DeskJson.Write));

    private static string Text(Lead lead) => Encoding.UTF8.GetString(DeskJson.ToUtf8(lead, DeskJson.Write));

    private static string Text(WorkItem item) => item.Number + Encoding.UTF8.GetString(WorkItemJson.ToBytes(item));

    private static CityEvent Flow(TestDevice device, int minute) => device.Reading(At + Duration.FromMinutes(minute), 14, Duration.FromMinutes(1)); // 30 x 14 L > 400 L

    private static Alert AlertOf(int n)
    {
        var at = At + Duration.FromSeconds(n % 7);
        return new Alert(AlertId.Of($"r-{n}", new SensorKey(DeviceId.Parse("d"), SensorName.Parse("s")), at), $"r-{n}", "d/s", at)
        {
            Severity = Severity.Info, Title = new LocalizedText("告", "alert"), Subject = Subject.Unknown, ReceivedAt = at,
        };
    }

    private static HubCommit Empty() => new() { Entries = [], Devices = [], Alerts = [], Leads = [], Items = [], Findings = [], Notifications = [], Texts = [] };
}
