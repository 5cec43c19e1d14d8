using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>A device's clock that was wrong once: alarms count all the same, rules go on at once when it is right again.</summary>
public sealed class DeviceClockTests
{
    private static readonly Instant At = TestCity.Start;

    [Theory] // pimoroni/enviro#174, arendst/Tasmota#17799: a battery clock that is ahead once, then the network sets it
    [InlineData(54 * 365)]
    [InlineData(365)]
    [InlineData(1)]
    public async Task Accept_SelfTestWithTheClockAhead_IsOneMarkedAlertAndLaterFiresAreTheirOwn(int daysAhead)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        city.Time.Advance(Duration.FromMinutes(1));
        Set(device, At + Duration.FromDays(daysAhead), ClockQuality.RealTimeClock);
        await TakeAsync(city, device, Smoke(device, 10, true), Smoke(device, 20, false));
        await TakeAsync(city, device, [.. Enumerable.Range(1, 5).Select(minute => Beat(device, minute))]);
        Set(device, At, ClockQuality.Synchronized);
        city.Time.Advance(Duration.FromHours(3));
        await TakeAsync(city, device, Smoke(device, 3600, true), Smoke(device, 3700, false), Smoke(device, 7200, true));
        var alerts = (await city.AlertsAsync()).Where(a => a.Rule == "smoke").OrderBy(a => a.RaisedAt).ToList();
        Assert.Equal([At + Duration.FromMinutes(1), At + Duration.FromHours(1), At + Duration.FromHours(2)],
            alerts.Select(a => a.RaisedAt));
        Assert.Equal([true, false, false], alerts.Select(a => a.TimeUnknown));
        Assert.Equal(At + Duration.FromSeconds(3700), alerts[1].ClearedAt);
        Assert.Null(alerts[2].ClearedAt);
        Assert.Equal(2, (await city.FindingsAsync()).Count(f => f.Code == "clock-ahead")); // one for each lane, however many events
        Assert.All((await city.NotificationsAsync()).Where(n => n.Kind == NotificationKind.Finding), n =>
            Assert.Equal("Administrator", n.Audience));
    }

    [Fact] // the same, but delivered so late that nothing was ahead of the hub's clock
    public async Task Accept_DayAheadInABacklog_RulesGoOnFromTheCorrectedTime()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        city.Time.Advance(Duration.FromDays(6));
        Set(device, At + Duration.FromDays(1), ClockQuality.RealTimeClock);
        await TakeAsync(city, device, Smoke(device, 10, true), Smoke(device, 20, false));
        await TakeAsync(city, device, [.. Enumerable.Range(1, 20).Select(minute => Flow(device, minute, 10))]);
        Set(device, At, ClockQuality.Synchronized);
        await TakeAsync(city, device, Smoke(device, 3600, true), Smoke(device, 3700, false), Smoke(device, 7200, true));
        await TakeAsync(city, device, [.. Enumerable.Range(21, 60).Select(minute => Flow(device, minute, 20))]);
        var alerts = await city.AlertsAsync();
        Assert.Equal([At + Duration.FromHours(1), At + Duration.FromHours(2), At + Duration.FromDays(1) + Duration.FromSeconds(10)],
            alerts.Where(a => a.Rule == "smoke").Select(a => a.RaisedAt).Order());
        Assert.Equal(At + Duration.FromMinutes(41), Assert.Single(alerts, a => a.Rule == "burst").RaisedAt); // 21 minutes of 20 L
        Assert.Contains(await city.FindingsAsync(), f => f.Code == "clock-corrected");
    }

    [Fact]
    public async Task Accept_BatteryClockThatStoppedAfterARestart_CountsAsOfTheReceptionAndMovesNothing()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        city.Time.Advance(Duration.FromHours(2));
        Set(device, At, ClockQuality.Synchronized);
        await TakeAsync(city, device, Smoke(device, 3600, true), Smoke(device, 3700, false));
        Set(device, At - Duration.FromDays(20), ClockQuality.RealTimeClock);
        await TakeAsync(city, device, Smoke(device, 100, true));
        var alert = Assert.Single(await city.AlertsAsync(), a => a.ClearedAt is null);
        Assert.Equal((city.Time.Now, true), (alert.RaisedAt, alert.TimeUnknown));
        Assert.Contains(await city.FindingsAsync(), f => f.Code == "clock-back");
    }

    [Fact]
    public async Task Accept_ZeroWithQualityUnknown_IsNoWallTime()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        city.Time.Advance(Duration.FromHours(2));
        Set(device, At, ClockQuality.Unknown);
        await TakeAsync(city, device, Smoke(device, 3600, true));
        Assert.True(Assert.Single(await city.AlertsAsync()).TimeUnknown);
    }

    [Fact]
    public async Task Accept_HeartbeatOf2099_RaisesNothingAndNoRuleWaitsForIt()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("lamp", At));
        await TakeAsync(city, device, device.Heartbeat(Instant.FromUtc(2099, 1, 1, 0, 0)));
        Assert.Empty(await city.AlertsAsync());
        await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31)));
        Assert.Equal(At + Duration.FromMinutes(30), Assert.Single(await city.AlertsAsync(), a => a.Rule == "lamp-dark").RaisedAt);
    }

    [Fact]
    public async Task Restart_AfterADoubt_ReplaysToTheSame()
    {
        var (straight, first) = await TestCity.WithDeviceAsync();
        await using var _ = straight;
        await PlayAsync(straight, first);
        var store = new InMemoryCityStore();
        var (city, device) = await TestCity.WithDeviceAsync(new NoSnapshotAtStop(store));
        device = TestCity.NewDevice("pi-1", key: device.Key);
        await PlayAsync(city, device);
        await city.DisposeAsync();
        await using var again = await TestCity.StartAsync(store, time: city.Time);
        await TakeAsync(again, device, Smoke(device, 7200, true));
        await TakeAsync(straight, first, Smoke(first, 7200, true));
        Assert.Equal(await straight.ExportAsync(), await again.ExportAsync());
    }

    [Theory]
    [InlineData("smoke", "cover")] // a hub rule
    [InlineData("cover", "smoke")] // an edge rule about another sensor
    [InlineData("gas-low", "cover")] // a window over a feed: it would open a care visit
    public async Task Accept_EdgeAlertOfARuleThatIsNotItsOwn_IsUndecidedAndToldToMaintenance(string rule, string sensor)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Event(EventKind.AlertRaised, sensor, At, 1, fields: new EventField("rule", rule)));
        Assert.Empty(await city.AlertsAsync());
        Assert.Empty(await city.LeadsAsync());
        Assert.Equal("undecided", Assert.Single(await city.FindingsAsync()).Code);
        Assert.Contains(await city.NotificationsAsync(), n => n is { Kind: NotificationKind.Finding, Audience: "Administrator" });
    }

    [Theory]
    [InlineData(400)]
    [InlineData(-4000)]
    public async Task Accept_EdgeAlertAtAnImpossibleTime_CountsAsOfTheReceptionMarked(int days)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var stated = At + Duration.FromDays(days);
        await city.SyncAsync(device, device.Event(EventKind.AlertRaised, "cover", At, 1, fields:
            [new EventField("rule", "cover"), new EventField("at", stated.ToUnixNanoseconds()),
                new EventField("raisedAt", stated.ToUnixNanoseconds())]));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal((city.Time.Now, true), (alert.RaisedAt, alert.TimeUnknown));
    }

    [Fact] // a device 400 days ahead fired all care steps at once
    public async Task Join_AlertDatedAhead_MovesTheItemOnTheHubsClockAlone()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", Assert.Single(await city.LeadsAsync()).Id), TestCity.Officer)).OrThrow();
        await TakeAsync(city, device, device.Detection(At + Duration.FromDays(400)));
        var item = Assert.Single(await city.ItemsAsync());
        var history = await city.HistoryAsync(item);
        Assert.Contains(history, h => h.Command == "join");
        Assert.All(history, h => Assert.True(h.At <= city.Time.Now));
        Assert.DoesNotContain(history, h => h.Command == "overdue");
    }

    [Theory] // killed during the two seconds of a camera's contact: nobody heard
    [InlineData(EventKind.Blind, "device")]
    [InlineData(EventKind.Blind, "fall")]
    [InlineData(EventKind.LineGap, "fall")]
    public async Task Accept_LossOnAnAlarmSensor_IsToldToThoseItsRulesTell(EventKind kind, string sensor)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Event(kind, sensor, At + Duration.FromSeconds(5), 1, Duration.FromSeconds(2)));
        var notice = Assert.Single(await city.NotificationsAsync(), n => n.Kind == NotificationKind.Notice && n.Audience == "duty-desk");
        Assert.Contains("fall", notice.Text.En, StringComparison.Ordinal);
        Assert.Contains("an alarm in this time was not seen", notice.Text.En, StringComparison.Ordinal);
    }

    private static async Task PlayAsync(TestCity city, VirtualDevice device)
    {
        city.Time.Advance(Duration.FromHours(2));
        Set(device, At + Duration.FromDays(3), ClockQuality.RealTimeClock);
        await TakeAsync(city, device, Smoke(device, 10, true), Smoke(device, 20, false));
        Set(device, At, ClockQuality.Synchronized);
        await TakeAsync(city, device, Smoke(device, 3600, true), Smoke(device, 3700, false));
    }

    private static void Set(VirtualDevice device, Instant zero, ClockQuality quality) => (device.Zero, device.Quality) = (zero, quality);

    private static async Task TakeAsync(TestCity city, VirtualDevice device, params CityEvent[] events) =>
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(device.Next(events))).Status);

    private static CityEvent Smoke(VirtualDevice device, int second, bool active) =>
        device.Contact("smoke", device.Zero!.Value + Duration.FromSeconds(second), active);

    private static CityEvent Beat(VirtualDevice device, int minute) => device.Heartbeat(device.Zero!.Value + Duration.FromMinutes(minute));

    private static CityEvent Flow(VirtualDevice device, int minute, long litres) =>
        device.Reading(device.Zero!.Value + Duration.FromMinutes(minute), litres, Duration.FromMinutes(1));
}
