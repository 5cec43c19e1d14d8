using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// Cloned cards, changed keys, unchecked answers, jumping clocks: findings with an audience; devices that are suspended or revoked.
/// </summary>
public sealed class DeviceNoticeTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Accept_RetiredOutboxSendsAgain_IsAFindingOnce()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("lamp", At));
        var second = device.WithNewOutbox(2);
        await city.SyncAsync(second, second.Contact("lamp", At, active: false));
        for (var i = 0; i < 3; i++)
            Assert.Equal(BatchStatus.Retired, (await city.SendAsync(device, device.Contact("lamp", At + Duration.FromSeconds(i)))).Status);
        Assert.Equal(["cloned-card", "new-outbox"], await CodesAsync(city));
    }

    [Fact]
    public async Task Admit_AnotherKey_IsAFinding_TheSameKeyIsNot()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await DoAsync(city, new AdmitDevice("again", device.Id, device.Key.Public));
        Assert.Empty(await CodesAsync(city));
        await DoAsync(city, new AdmitDevice("other", device.Id, DeviceKey.Create().Public));
        Assert.Equal(["key-changed"], await CodesAsync(city));
    }

    [Theory]
    [InlineData(null, 1)] // an older agent: it goes on
    [InlineData("other", 1)] // it takes no answer of this hub
    [InlineData("own", 0)]
    public async Task Accept_DeviceThatDoesNotCheckThisHubsAnswers_IsAFindingOnce(string? pinned, int findings)
    {
        using var key = DeviceKey.Create();
        var (city, device) = await TestCity.WithDeviceAsync(setup: TestCity.NewSetup() with { AnswerKey = key });
        await using var _ = city;
        for (var i = 0; i < 2; i++)
        {
            var header = device.Header(Lane.Alarm, i + 1, device.Cursor(Lane.Alarm).Hash) with
            {
                AnswerKey = pinned switch { null => null, "own" => key.Public.Print, _ => new Core.Wire.KeyPrint(7) },
            };
            var encoded = VirtualDevice.Encode(device.Contact("lamp", At), i + 1);
            var batch = device.Sign(header, encoded);
            device.Next(Lane.Alarm, i + 1, encoded);
            Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
        }
        Assert.Equal(findings, (await CodesAsync(city)).Count(code => code == "answers-unchecked"));
    }

    [Fact]
    public async Task Suspend_Device_KeepsItsDataUntilItIsResumedAndIsNotSilent()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("lamp", At));
        await DoAsync(city, new SuspendDevice("s-1", device.Id, "card is looked at"));
        var batch = device.Next(device.Contact("lamp", At, active: false));
        Assert.Equal(BatchStatus.Suspended, (await city.Hub.AcceptAsync(batch)).Status);
        city.Time.Advance(Duration.FromHours(1));
        await city.Hub.TickAsync();
        Assert.DoesNotContain(await city.AlertsAsync(), alert => alert.Rule == Alert.DeviceOffline);
        await DoAsync(city, new ResumeDevice("r-1", device.Id));
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
    }

    [Fact]
    public async Task Suspend_DeviceThatIsSilent_EndsTheAlert()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("lamp", At));
        city.Time.Advance(Duration.FromHours(1));
        await city.Hub.TickAsync();
        Assert.Null(Assert.Single(await city.AlertsAsync(), alert => alert.Rule == Alert.DeviceOffline).ClearedAt);
        await DoAsync(city, new SuspendDevice("s-1", device.Id, "taken down"));
        Assert.NotNull(Assert.Single(await city.AlertsAsync(), alert => alert.Rule == Alert.DeviceOffline).ClearedAt);
    }

    [Fact]
    public async Task Revoke_Device_OnlyAnotherKeyBringsItBack()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await DoAsync(city, new RevokeDevice("v-1", device.Id, "stolen"));
        Assert.Equal(BatchStatus.Suspended, (await city.SendAsync(device, device.Contact("lamp", At))).Status);
        Assert.Equal("revoked", await CodeAsync(city, new ResumeDevice("r-1", device.Id)));
        Assert.Equal("revoked", await CodeAsync(city, new AdmitDevice("a-1", device.Id, device.Key.Public)));
        var replaced = TestCity.NewDevice("pi-1", 2);
        await DoAsync(city, new AdmitDevice("a-2", device.Id, replaced.Key.Public));
        Assert.Equal(BatchStatus.Synced, (await city.SendAsync(replaced, replaced.Contact("lamp", At))).Status);
    }

    [Theory]
    [InlineData("nobody", "why", "not-found")]
    [InlineData("pi-1", "", "no-reason")]
    public async Task Suspend_WhatCannotBe_IsRefused(string device, string reason, string code)
    {
        var (city, _) = await TestCity.WithDeviceAsync();
        await using var ignored = city;
        Assert.Equal(code, await CodeAsync(city, new SuspendDevice("s-1", DeviceId.Parse(device), reason)));
    }

    [Fact] // 10 days ahead and back suppressed "device offline" for days
    public async Task Decide_HubClockJumpsAheadAndBack_IsToldAndSilenceIsStillNoticed()
    {
        var time = new JumpingTime(At);
        await using var hub = new CityHub(TestCity.NewSetup(), new InMemoryCityStore(), time);
        await hub.StartAsync();
        var device = TestCity.NewDevice("pi-1");
        (await hub.ExecuteAsync(new AdmitDevice("a", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        time.Jump(Duration.FromDays(10));
        Assert.Equal(BatchStatus.Synced, (await hub.AcceptAsync(device.Next(device.Contact("lamp", At)))).Status);
        time.Jump(Duration.FromDays(-10));
        await hub.TickAsync();
        time.Pass(Duration.FromMinutes(11));
        await hub.TickAsync();
        var jumps = await hub.Store.ReadFindingsAsync(default).Where(f => f.Code == "clock-jumped").ToListAsync();
        Assert.Equal(2, jumps.Count);
        Assert.Contains(await hub.Store.ReadAlertsAsync(default).ToListAsync(), alert => alert.Rule == Alert.DeviceOffline);
    }

    [Fact] // the writer reads the clock and the time stamp one after the other
    public async Task Decide_TimeGoesOnWhileItIsRead_IsNoJump()
    {
        var time = new RunningTime(At);
        await using var hub = new CityHub(TestCity.NewSetup(), new InMemoryCityStore(), time);
        await hub.StartAsync();
        for (var hours = 0; hours < 5; hours++)
        {
            time.Step = Duration.FromHours(hours);
            var device = TestCity.NewDevice($"pi-{hours}");
            (await hub.ExecuteAsync(new AdmitDevice($"a-{hours}", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        }
        Assert.Empty(await hub.Store.ReadFindingsAsync(default).ToListAsync());
    }

    [Fact]
    public async Task Start_ClockIsBehindWhatTheStoreHeard_IsToldAndSilenceIsStillNoticed()
    {
        var store = new InMemoryCityStore();
        var (city, device) = await TestCity.WithDeviceAsync(store);
        city.Time.Advance(Duration.FromDays(10));
        await city.SyncAsync(device, device.Contact("lamp", At));
        await city.Hub.StopAsync();
        await using var again = await TestCity.StartAsync(store);
        again.Time.Advance(Duration.FromMinutes(11));
        await again.Hub.TickAsync();
        Assert.Contains("clock-jumped", await CodesAsync(again));
        Assert.Contains(await again.AlertsAsync(), alert => alert.Rule == Alert.DeviceOffline);
    }

    private static async Task DoAsync(TestCity city, HubCommand command) => (await city.Hub.ExecuteAsync(command, TestCity.Admin))
        .OrThrow();

    private static async Task<string> CodeAsync(TestCity city, HubCommand command) =>
        (await city.Hub.ExecuteAsync(command, TestCity.Admin)).Refusal!.Code;

    private static async Task<IEnumerable<string>> CodesAsync(TestCity city)
    {
        string[] own = ["cloned-card", "new-outbox", "key-changed", "answers-unchecked", "clock-jumped"];
        var told = (await city.NotificationsAsync()).Where(n => n.Audience == "Administrator").Select(n => n.Subject).ToHashSet();
        return (await city.FindingsAsync()).Where(f => own.Contains(f.Code) && told.Contains(f.Source)).Select(f => f.Code).Order();
    }

    /// <summary>A machine whose wall clock is set while time itself goes on.</summary>
    private sealed class JumpingTime(Instant start) : TimeProvider
    {
        private Duration passed;
        private Duration offset;

        public override long TimestampFrequency => NodaConstants.NanosecondsPerSecond;

        public override long GetTimestamp() => passed.ToInt64Nanoseconds();

        public override DateTimeOffset GetUtcNow() => (start + passed + offset).ToDateTimeOffset();

        internal void Pass(Duration duration) => passed += duration;

        internal void Jump(Duration by) => offset += by;
    }

    /// <summary>A machine on which time goes on by a step each time it is read.</summary>
    private sealed class RunningTime(Instant start) : TimeProvider
    {
        private Duration passed;

        internal Duration Step { get; set; }

        public override long TimestampFrequency => NodaConstants.NanosecondsPerSecond;

        public override long GetTimestamp() => (passed += Step).ToInt64Nanoseconds();

        public override DateTimeOffset GetUtcNow() => (start + (passed += Step)).ToDateTimeOffset();
    }
}
