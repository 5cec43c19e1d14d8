using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Setup;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class IntakeTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Accept_NextInLane_IsSyncedWithTheCursorAndItsHash()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var answer = await city.SendAsync(device, device.Detection(At), device.Detection(At + Duration.FromSeconds(1)));
        Assert.Equal((BatchStatus.Synced, 2L), (answer.Status, answer.Cursor.Sequence));
        Assert.Equal(device.Cursor(Lane.Alarm), answer.Cursor);
    }

    [Fact]
    public async Task Accept_SameBatchAgain_IsAnsweredAgainAndOnlyCounted()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var batch = device.Next(device.Detection(At));
        var first = await city.Hub.AcceptAsync(batch);
        var journal = (await city.JournalAsync()).Count;
        Assert.Equal(first, await city.Hub.AcceptAsync(batch));
        Assert.Equal(journal, (await city.JournalAsync()).Count);
        Assert.Equal((1L, 1L), (city.Hub.Devices[0].Accepted, city.Hub.Devices[0].Duplicates));
        Assert.Single(await city.AlertsAsync());
    }

    [Fact]
    public async Task Accept_Jump_IsAGapWithTheCursor()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        device.Next(device.Detection(At)); // lost on the way
        var answer = await city.SendAsync(device, device.Detection(At));
        Assert.Equal((BatchStatus.Gap, 1L), (answer.Status, answer.Cursor.Sequence));
    }

    [Fact]
    public async Task Accept_OldAndNewTogether_IsAnOverlapWithTheCursor()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At), device.Detection(At));
        var both = device.Sign(
            device.Header(Lane.Alarm, 2, default), VirtualDevice.Encode(device.Detection(At), 2),
            VirtualDevice.Encode(device.Detection(At), 3));
        var answer = await city.Hub.AcceptAsync(both);
        Assert.Equal((BatchStatus.Overlap, 2L), (answer.Status, answer.Cursor.Sequence));
    }

    [Fact]
    public async Task Accept_AnotherHashBefore_IsDiverged()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var other = device.Sign(device.Header(Lane.Alarm, 2, default), VirtualDevice.Encode(device.Detection(At), 2));
        var answer = await city.Hub.AcceptAsync(other);
        Assert.Equal((BatchStatus.Diverged, 1L), (answer.Status, answer.Cursor.Sequence));
    }

    [Fact]
    public async Task Accept_NewOutbox_BindsItAndRetiresTheOld()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At));
        var next = device.WithNewOutbox(2);
        await city.SyncAsync(next, next.Detection(At + Duration.FromSeconds(1)));
        Assert.Equal(BatchStatus.Retired, (await city.SendAsync(device, device.Detection(At))).Status);
        Assert.Equal(next.Outbox, city.Hub.Devices[0].Outbox);
        Assert.Equal(device.Outbox, Assert.Single(city.Hub.Devices[0].Retired));
        Assert.Equal(2, city.Hub.Devices[0].Accepted);
    }

    [Fact]
    public async Task Accept_StrangersAndForgeries_AreRefusedAndDisturbNothing()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var stranger = TestCity.NewDevice("pi-2");
        var forger = TestCity.NewDevice("pi-1");
        Assert.Equal(BatchStatus.UnknownDevice, (await city.SendAsync(stranger, stranger.Detection(At))).Status);
        Assert.Equal(BatchStatus.BadSignature, (await city.SendAsync(forger, forger.Detection(At))).Status);
        await city.SyncAsync(device, device.Detection(At));
    }

    [Fact]
    public async Task Accept_OverTheLimit_IsTooLarge()
    {
        var (city, device) = await TestCity.WithDeviceAsync(
            setup: TestCity.NewSetup(options: new HubOptions { Limits = new WireLimits { BatchBytes = 400 } }));
        await using var _ = city;
        var answer = await city.Hub.AcceptAsync(new byte[400 + SignedBatch.Overhead + 1]);
        Assert.Equal(BatchStatus.TooLarge, answer.Status);
        Assert.Contains("480", answer.Message!.En, StringComparison.Ordinal);
        await city.SyncAsync(device, device.Detection(At));
    }

    [Fact]
    public async Task Accept_RandomAndCutBytes_AreGarbageNeverAnError()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        const int Seed = 20260302;
        var random = new Random(Seed);
        var batch = device.Next(device.Detection(At));
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            Assert.True((await city.Hub.AcceptAsync(bytes)).Status == BatchStatus.Garbage, $"seed {Seed}, round {i}");
        }
        for (var cut = 0; cut < batch.Length; cut++)
            Assert.True((await city.Hub.AcceptAsync(batch.AsMemory(0, cut))).Status == BatchStatus.Garbage, $"cut at {cut}");
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
    }

    [Fact]
    public async Task Accept_FlippedBytes_NeverSyncAnother()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var batch = device.Next(device.Detection(At));
        for (var i = 0; i < batch.Length; i++)
        {
            var flipped = batch.ToArray();
            flipped[i] ^= 0x10;
            var status = (await city.Hub.AcceptAsync(flipped)).Status;
            Assert.True(status is BatchStatus.Garbage or BatchStatus.BadSignature or BatchStatus.UnknownDevice, $"byte {i}: {status}");
        }
        Assert.Empty(await city.AlertsAsync());
    }

    [Fact]
    public async Task Accept_TwoLanes_EachHasItsOwnCursor()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(At), device.Detection(At));
        await city.SyncAsync(device, device.Heartbeat(At));
        var known = city.Hub.Devices[0];
        Assert.Equal((2L, 1L), (known.Alarm.Sequence, known.Reading.Sequence));
    }

    [Fact]
    public async Task Accept_Dropped_StandsForAllItGaveUpAndIsFound()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Heartbeat(At));
        var answer = await city.SendAsync(
            device, device.Event(EventKind.Dropped, "device", At + Duration.FromMinutes(9), 8, Duration.FromMinutes(8)),
            device.Heartbeat(At + Duration.FromMinutes(10)));
        Assert.Equal((BatchStatus.Synced, 10L), (answer.Status, answer.Cursor.Sequence));
        var finding = Assert.Single(await city.FindingsAsync());
        Assert.Equal(("dropped", At + Duration.FromMinutes(1), At + Duration.FromMinutes(9)),
            (finding.Code, finding.From!.Value, finding.To!.Value));
    }

    [Fact]
    public async Task Accept_SequencesThatDoNotRunOn_AreRefusedWithTheExpectedOne()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var batch = device.Sign(
            device.Header(Lane.Alarm, 1, default), VirtualDevice.Encode(device.Detection(At), 1),
            VirtualDevice.Encode(device.Detection(At), 3));
        var answer = await city.Hub.AcceptAsync(batch);
        Assert.Equal(BatchStatus.Garbage, answer.Status);
        Assert.Contains("event 2", answer.Message!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_UnreadableEventInside_IsUndecidedAndTheRestIsJudged()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        byte[] noEvent = [0x93, 0x01, 0x02, 0x03]; // [1, 2, 3]: MessagePack, but no event
        var batch = device.Next(
            Lane.Alarm, 3, VirtualDevice.Encode(device.Contact("smoke", At), 1), noEvent, VirtualDevice.Encode(device.Detection(At), 3));
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
        Assert.Equal("undecided", Assert.Single(await city.FindingsAsync()).Code);
        Assert.Equal(["fall", "smoke"], (await city.AlertsAsync()).Select(a => a.Rule).Order());
    }

    [Fact]
    public async Task Accept_UnknownSensorAndUnknownKind_AreUndecided()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("nobody-knows", At), device.Event((EventKind)999, "smoke", At, 1));
        var findings = await city.FindingsAsync();
        Assert.Equal(["undecided", "undecided"], findings.Select(f => f.Code));
        Assert.Equal(["pi-1/nobody-knows", "pi-1/smoke"], findings.Select(f => f.Source).Order());
    }

    [Fact]
    public async Task Accept_BlindAndLineGap_AreFindingsWithTheirSpan()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Event(EventKind.Blind, "device", At, 0, Duration.FromMinutes(2)));
        await city.SyncAsync(device, device.Event(EventKind.LineGap, "water", At, 5));
        var findings = await city.FindingsAsync();
        Assert.Equal(["blind", "line-gap"], findings.Select(f => f.Code));
        Assert.Equal(At - Duration.FromMinutes(2), findings[0].From);
    }

    [Fact]
    public async Task Accept_BeforeTheClockIsKnown_AlarmsCountNowAndReadingsAreUndecided()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        device.Zero = null;
        city.Time.Advance(Duration.FromMinutes(3));
        await city.SyncAsync(device, device.Contact("smoke", At));
        await city.SyncAsync(device, device.Reading(At, 5, Duration.FromMinutes(1)), device.Heartbeat(At));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal((true, city.Time.Now), (alert.TimeUnknown, alert.RaisedAt));
        Assert.Equal("pi-1/water", Assert.Single(await city.FindingsAsync()).Source);
    }

    [Fact]
    public async Task Accept_Backlog_IsJudgedAsItWasAndMarkedLate()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        city.Time.Advance(Duration.FromHours(5));
        await city.SyncAsync(device, device.Contact("smoke", At));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal((At, true, city.Time.Now), (alert.RaisedAt, alert.Late, alert.ReceivedAt));
    }

    [Fact]
    public async Task Send_ThousandsOfEventsOfAnUnknownSensor_MakeOneFinding()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(
            device, [.. Enumerable.Range(0, 2000).Select(i => device.Contact("nobody-knows", TestCity.Start + Duration.FromSeconds(i)))]);
        var finding = Assert.Single(await city.FindingsAsync());
        Assert.Equal(("undecided", TestCity.Start, TestCity.Start + Duration.FromSeconds(1999)), (finding.Code, finding.From, finding.To));
        Assert.EndsWith("(2000 times)", finding.Reason.En, StringComparison.Ordinal);
    }
}
