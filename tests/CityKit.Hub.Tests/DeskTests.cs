using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class DeskTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Match_Smoke_TellsEverybodyAtOnceAndOpensNoLead()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", At));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal((At, Severity.Critical, TestCity.Grid1, (Instant?)null),
            (alert.RaisedAt, alert.Severity, alert.Subject.Place.Grid!, alert.ClearedAt));
        Assert.Equal(["duty-desk", "everybody"], (await city.NotificationsAsync()).Where(n => n.Kind == NotificationKind.Notice)
            .Select(n => n.Audience));
        Assert.Empty(await city.LeadsAsync());
        await city.SyncAsync(device, device.Contact("smoke", At + Duration.FromMinutes(1), active: false));
        Assert.Equal(At + Duration.FromMinutes(1), Assert.Single(await city.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task Confirm_LeadOfAFall_OpensAPropertyOrderWithGridComponentAndNumber()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var lead = Assert.Single(await city.LeadsAsync());
        Assert.Equal((LeadState.Open, "property-order"), (lead.State, lead.Profile));
        var answer = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow();
        var item = Assert.Single(await city.ItemsAsync());
        Assert.Equal(item.Id, answer.Lead!.Item);
        Assert.Equal(("property-order", TestCity.Grid1, "37020201002900001", "CK2026-000001"),
            (item.Profile, item.Place.Grid, item.Component.ToString(), item.Number));
        Assert.Equal((At, TestCity.FallClass), (item.ReportedAt, item.Class.ToString()));
        Assert.Equal((LeadState.Confirmed, "officer-1"), ((await city.LeadsAsync())[0].State, (await city.LeadsAsync())[0].DecidedBy));
    }

    [Fact]
    public async Task Repeat_JoinsTheOpenLeadThenTheOpenItem()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At), device.Detection(At + Duration.FromSeconds(5)));
        var lead = Assert.Single(await city.LeadsAsync());
        Assert.Equal(2, lead.Alerts.Length);
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow();
        await city.SyncAsync(device, device.Detection(At + Duration.FromSeconds(9)));
        Assert.Single(await city.LeadsAsync());
        var item = Assert.Single(await city.ItemsAsync());
        Assert.Equal((await city.AlertsAsync())[2].Id.ToString(), item.Alerts[^1]);
    }

    [Fact]
    public async Task Repeat_Elsewhere_OpensAnotherLead()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At), device.Detection(At, "fall-far"));
        Assert.Equal(2, (await city.LeadsAsync()).Count);
    }

    [Fact]
    public async Task Repeat_AfterTheItemClosed_OpensANewLead()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var item = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Officer)).OrThrow().Item!;
        (await city.Hub.ExecuteAsync(new StepItem("s-1", item.Id, new WorkCommand("void") { Reason = "a test" }), TestCity.Manager))
            .OrThrow();
        await city.SyncAsync(device, device.Detection(At + Duration.FromMinutes(1)));
        Assert.Equal(LeadState.Open, (await city.LeadsAsync())[1].State);
    }

    [Fact]
    public async Task Dismiss_WithoutReason_IsRefusedAndWithOneIsKept()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var lead = (await city.LeadsAsync())[0];
        Assert.Equal("no-reason", (await city.Hub.ExecuteAsync(new DismissLead("d-1", lead.Id, " "), TestCity.Officer)).Refusal!.Code);
        (await city.Hub.ExecuteAsync(new DismissLead("d-2", lead.Id, "a pigeon"), TestCity.Officer)).OrThrow();
        var decided = (await city.LeadsAsync())[0];
        Assert.Equal(LeadState.Dismissed, decided.State);
        Assert.NotNull(PersonalText.RecordOf(decided.Reason));
        Assert.Equal("already-decided", (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).Refusal!.Code);
        Assert.Empty(await city.ItemsAsync());
    }

    [Fact]
    public async Task Merge_LeadIntoAnOpenItem_JoinsItsAlerts()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At), device.Detection(At, "fall-far"));
        var leads = await city.LeadsAsync();
        var item = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", leads[0].Id), TestCity.Officer)).OrThrow().Item!;
        var merged = (await city.Hub.ExecuteAsync(new MergeLead("m-1", leads[1].Id, item.Id), TestCity.Officer)).OrThrow();
        Assert.Equal((LeadState.Merged, item.Id), (merged.Lead!.State, merged.Lead.Item!.Value));
        Assert.Contains(leads[1].Alerts[0].ToString(), (await city.ItemsAsync())[0].Alerts);
    }

    [Fact]
    public async Task Merge_IntoNothing_IsRefused()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var answer = await city.Hub.ExecuteAsync(
            new MergeLead("m-1", (await city.LeadsAsync())[0].Id, WorkItemId.FromCause("nothing")), TestCity.Officer);
        Assert.Equal("no-open-item", answer.Refusal!.Code);
    }

    [Fact]
    public async Task Confirm_ByAResident_IsRefusedWithWhoMay()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var answer = await city.Hub.ExecuteAsync(new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Resident);
        Assert.Equal("wrong-role", answer.Refusal!.Code);
        Assert.Equal(["DutyOfficer", "DutyLeader"], answer.Refusal.Allowed);
    }

    [Fact]
    public async Task AutomaticLead_OpensItsCareVisitAndEscalatesByTheClock()
    {
        var city = await TestCity.StartAsync();
        await using var _ = city;
        await city.Hub.AcceptAsync(LowGas());
        Assert.Equal(LeadState.Confirmed, Assert.Single(await city.LeadsAsync()).State);
        var item = Assert.Single(await city.ItemsAsync());
        Assert.Equal(("care-visit", TestCity.Keys.Household("h-1").ToString(), "calling"), (item.Profile, item.Household, item.State));
        Assert.Equal(["elder"], await ContactsToldAsync(city));
        city.Time.Advance(Duration.FromMinutes(10));
        await city.Hub.TickAsync();
        Assert.Equal(["elder", "child"], await ContactsToldAsync(city));
        city.Time.Advance(Duration.FromMinutes(10));
        await city.Hub.TickAsync();
        Assert.Equal(["elder", "child", "rescue-centre"], await ContactsToldAsync(city));
        Assert.Equal(("escalated", "invented rescue centre"),
            ((await city.ItemsAsync())[0].State, (await city.ItemsAsync())[0].Assignee!.Body));
    }

    [Fact]
    public async Task Timer_WhenTimeMoves_DoesWhatIsDueByItself()
    {
        var city = await TestCity.StartAsync();
        await using var _ = city;
        await city.Hub.AcceptAsync(LowGas());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = city.Hub.NotificationsAsync(await city.Hub.ReadFeedEndAsync(), limit.Token)
            .FirstAsync(n => n.Audience.StartsWith("contact:", StringComparison.Ordinal), limit.Token);
        city.Time.Advance(Duration.FromMinutes(10));
        Assert.Equal("contact:child", (await told).Audience);
    }

    [Fact]
    public async Task Device_SilentForTooLong_IsOneAlertUntilItIsBack()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Heartbeat(At));
        city.Time.Advance(Duration.FromMinutes(30));
        await city.Hub.TickAsync();
        await city.Hub.TickAsync();
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal((Alert.DeviceOffline, "pi-1", At + Duration.FromMinutes(10), (Instant?)null),
            (alert.Rule, alert.Source, alert.RaisedAt, alert.ClearedAt));
        await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(1)));
        Assert.Equal(city.Time.Now, Assert.Single(await city.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task EdgeAlert_IsTakenOverOnceAndClearedByItsOwnClearing()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var end = At + Duration.FromMinutes(3);
        await city.SyncAsync(device, device.Contact("cover", At), EdgeAlert(device, EventKind.AlertRaised, At, At));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal(AlertId.Of("cover", new SensorKey(device.Id, SensorName.Parse("cover")), At), alert.Id);
        Assert.Single(await city.LeadsAsync());
        await city.SyncAsync(device, device.Contact("cover", end, active: false), EdgeAlert(device, EventKind.AlertCleared, end, At));
        Assert.Equal(end, Assert.Single(await city.AlertsAsync()).ClearedAt);
        Assert.Empty(await city.FindingsAsync());
    }

    [Fact]
    public async Task EdgeAlert_OfARuleTheHubHasNot_IsUndecided()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Event(EventKind.AlertRaised, "cover", At, 1, fields: new EventField("rule", "unheard-of")));
        Assert.Empty(await city.AlertsAsync());
        Assert.Contains("unheard-of", Assert.Single(await city.FindingsAsync()).Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestFlag_RaisesAnAlertAndOpensNoLead()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At, flags: EventFlags.Test));
        Assert.Single(await city.AlertsAsync());
        Assert.Empty(await city.LeadsAsync());
    }

    [Fact]
    public async Task Classify_ChangesTheJoinKey_AndNothingBreaksWhenTheItemCloses()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, EdgeAlert(device, EventKind.AlertRaised, At, At));
        var item = (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Officer)).OrThrow().Item!;
        var acceptor = Actor.Of("acceptor-1", "centre", Role.Acceptor);
        var other = Components.ClassKey.Parse("GB/T 47678.5-2026:component:01037");
        (await city.Hub.ExecuteAsync(new StepItem("s-1", item.Id, new WorkCommand("classify") { Class = other }), acceptor)).OrThrow();
        (await city.Hub.ExecuteAsync(
            new StepItem("s-2", item.Id, new WorkCommand("reject") { Reason = "a test", Reply = "It was a test." }), acceptor)).OrThrow();
        var again = At + Duration.FromHours(1);
        await city.SyncAsync(
            device, EdgeAlert(device, EventKind.AlertCleared, again, At), EdgeAlert(device, EventKind.AlertRaised, again, again));
        Assert.Equal(2, (await city.LeadsAsync()).Count);
        Assert.Equal(other, (await city.ItemsAsync())[0].Class);
    }

    /// <summary>Three hours with no gas used: the register stands still.</summary>
    internal static FeedBatch LowGas(string id = "b-1") =>
        new(DeviceId.Parse("gas-co"), id, [.. Enumerable.Range(0, 4).Select(hour => new RegisterReading(
        SensorName.Parse("g-1"), new Amount(100, "m3"), At - Duration.FromHours(3 - hour), At))]);

    internal static CityEvent EdgeAlert(VirtualDevice device, EventKind kind, Instant at, Instant raisedAt) =>
        device.Event(kind, "cover", at, 1, fields:
        [new EventField("rule", "cover"), new EventField("at", at.ToUnixNanoseconds()),
            new EventField("raisedAt", raisedAt.ToUnixNanoseconds())]);

    private static async Task<IEnumerable<string>> ContactsToldAsync(TestCity city) =>
        (await city.NotificationsAsync()).Select(n => n.Audience).Where(a => a.StartsWith("contact:", StringComparison.Ordinal))
            .Select(a => a["contact:".Length..]);
}
