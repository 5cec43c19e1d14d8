using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// Alarms of a device whose clock is not set count as of when they were received, marked; and never move the time of rules.
/// </summary>
public sealed class UnknownTimeTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Accept_OnOffOnInOneBatch_AreTwoAlertsAndTheLastIsOpen()
    {
        var (city, device) = await ClocklessAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", At), device.Contact("smoke", At, false), device.Contact("smoke", At));
        var alerts = await city.AlertsAsync();
        Assert.Equal([false, true], alerts.OrderBy(a => a.RaisedAt).Select(a => a.ClearedAt is null));
        Assert.Equal(city.Time.Now, alerts.Min(a => a.RaisedAt));
    }

    [Fact]
    public async Task Accept_SmokeAndThenAKnownTime_IsOneAlertClosedByIt_AndLaterOnesAreAsEver()
    {
        var (city, device) = await ClocklessAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", At));
        SetClock(device);
        await city.SyncAsync(device, device.Heartbeat(At), device.Heartbeat(At + Duration.FromMinutes(1)));
        Assert.Null(Assert.Single(await city.AlertsAsync()).ClearedAt);
        await city.SyncAsync(device, device.Contact("smoke", At + Duration.FromMinutes(2), false));
        Assert.NotNull(Assert.Single(await city.AlertsAsync()).ClearedAt);
        await city.SyncAsync(device, device.Contact("smoke", At + Duration.FromMinutes(3)));
        var later = (await city.AlertsAsync()).Single(a => a.ClearedAt is null);
        // though the hub's clock was later: rule time did not move
        Assert.Equal((At + Duration.FromMinutes(3), false), (later.RaisedAt, later.TimeUnknown));
    }

    [Fact]
    public async Task Accept_SameBatchAgainAfterTheClockWasSet_StaysOneAlert()
    {
        var (city, device) = await ClocklessAsync();
        await using var _ = city;
        var smoke = device.Contact("smoke", At);
        await city.SyncAsync(device, smoke);
        SetClock(device);
        // the answer was lost; now the header has a mapping
        var again = device.Sign(device.Header(Lane.Alarm, 1, default), VirtualDevice.Encode(smoke, 1));
        Assert.Equal(Intake.BatchStatus.Synced, (await city.Hub.AcceptAsync(again)).Status);
        Assert.True(Assert.Single(await city.AlertsAsync()).TimeUnknown);
    }

    [Fact]
    public async Task Accept_Detection_MarksAlertLeadWorkItemHistoryAndNotifications()
    {
        var (city, device) = await ClocklessAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var lead = Assert.Single(await city.LeadsAsync());
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow();
        var item = Assert.Single(await city.ItemsAsync());
        Assert.Equal((true, true, true, city.Time.Now),
            (lead.TimeUnknown, item.TimeUnknown, (await city.HistoryAsync(item))[0].TimeUnknown, item.ReportedAt));
        Assert.Contains(await city.NotificationsAsync(), n => n.Kind == NotificationKind.AlertRaised
            && n.Text is { Zh: "坠物（时间未知）", En: "Falling object (time unknown)" });
        await city.SyncAsync(device, device.Detection(At));
        Assert.True((await city.HistoryAsync(Assert.Single(await city.ItemsAsync()))).Last(h => h.Command == "join").TimeUnknown);
    }

    [Fact]
    public async Task Accept_EdgeAlertsOfUnknownTime_AreTakenOnceEachAndClosedByAKnownTime()
    {
        var (city, device) = await ClocklessAsync();
        await using var _ = city;
        await city.SyncAsync(
            device, EdgeAlert(device, EventKind.AlertRaised), EdgeAlert(device, EventKind.AlertCleared),
            EdgeAlert(device, EventKind.AlertRaised));
        Assert.Equal(1, (await city.AlertsAsync()).Count(a => a.ClearedAt is null));
        SetClock(device);
        await city.SyncAsync(device, EdgeAlert(device, EventKind.AlertCleared));
        var alerts = await city.AlertsAsync();
        Assert.Equal(2, alerts.Count);
        Assert.All(alerts, a => Assert.True(a.TimeUnknown && a.ClearedAt >= a.RaisedAt));
    }

    [Fact]
    public async Task Accept_Hold_EndsByTheDevicesTimeAlone()
    {
        var (city, device) = await ClocklessAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("lamp", At));
        city.Time.Advance(Duration.FromHours(2));
        await city.SyncAsync(device, device.Contact("lamp", At)); // seen again: the hub's own two hours are no hold
        Assert.DoesNotContain(await city.AlertsAsync(), a => a.Rule == "lamp-dark");
        SetClock(device);
        await city.SyncAsync(device, device.Heartbeat(city.Time.Now));
        Assert.Single(await city.AlertsAsync(), a => a.Rule == "lamp-dark");
    }

    [Fact]
    public async Task Accept_HubRestarts_TheOpenAlertIsClosedAllTheSame()
    {
        var store = new InMemoryCityStore();
        var (city, device) = await ClocklessAsync(store);
        await city.SyncAsync(device, device.Contact("smoke", At));
        await city.DisposeAsync();
        await using var again = await TestCity.StartAsync(store, time: city.Time);
        SetClock(device);
        await again.SyncAsync(device, device.Contact("smoke", At, false));
        Assert.NotNull(Assert.Single(await again.AlertsAsync()).ClearedAt);
    }

    private static CityEvent EdgeAlert(VirtualDevice device, EventKind kind) =>
        device.Event(kind, "cover", At, 1, fields: new EventField("rule", "cover"));

    private static void SetClock(VirtualDevice device) => device.Zero = TestCity.Start - Duration.FromHours(1);

    private static async Task<(TestCity City, VirtualDevice Device)> ClocklessAsync(ICityStore? store = null)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store);
        device.Zero = null;
        city.Time.Advance(Duration.FromMinutes(30));
        return (city, device);
    }
}
