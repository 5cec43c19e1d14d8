using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Keeping;

/// <summary>
/// From pin to a real hub: a boot without a clock, and clocks that step. The door toggles at each full minute and a half.
/// </summary>
public sealed class ClockAtTheHubTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly EventOutbox outbox;
    private readonly RecordedLineSource source;
    private readonly HandClock clock;
    private readonly LoopRig rig;
    private RealHub hub = null!;

    public ClockAtTheHubTests()
    {
        outbox = Samples.Open(folder);
        source = new RecordedLineSource(Samples.Boot, ["door"],
            Enumerable.Range(0, 30).Select(i => new RecordedEdge(0, i % 2 == 0, i * Minute + Minute / 2)));
        clock = new HandClock(source);
        rig = new LoopRig(outbox, source,
            [() => new ContactDetector(new ContactOptions(SensorName.Parse("door"), "door") { Debounce = Duration.Zero })], clock);
    }

    public async Task InitializeAsync() => hub = await RealHub.StartAsync(folder);

    public async Task DisposeAsync()
    {
        await rig.DisposeAsync();
        await hub.DisposeAsync();
        source.Dispose();
        outbox.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task BootWithoutClock_AlarmsGoAtOnceAsUnknown_AndReadingsWaitTenMinutesFromTheBoot()
    {
        await rig.MoveTo(Minute / 2 + Second);
        await hub.DrainAsync(outbox);
        var alert = Assert.Single(await hub.AlertsAsync());
        Assert.Equal((true, alert.ReceivedAt, null), (alert.TimeUnknown, alert.RaisedAt, alert.ClearedAt));
        await rig.MoveTo(9 * Minute + Second);
        Assert.Null(outbox.NextBatch(Lane.Reading, BatchLimits.Max));
        await rig.MoveTo(10 * Minute + Second);
        await hub.DrainAsync(outbox);
        var taken = await hub.TakenAsync();
        Assert.Equal((10, 10),
            (taken.Count(t => t.Event.Kind == EventKind.Contact && t.Event.Time.Nanoseconds > 0),
                taken.Count(t => t.Lane == Lane.Reading)));
        Assert.All(taken, t => Assert.Null(t.At));
        Assert.Equal(5, (await hub.AlertsAsync()).Count); // each closing and opening is its own, also within one batch
    }

    [Fact]
    public async Task BootWithoutClock_SmokeThenTheClockIsSet_OneCaseThatTheKnownTimeCloses()
    {
        await rig.MoveTo(Minute / 2 + Second);
        await hub.DrainAsync(outbox);
        (clock.Zero, clock.Quality) = (Samples.Zero, ClockQuality.Synchronized);
        await rig.MoveTo(Minute + Second);
        await hub.DrainAsync(outbox);
        Assert.Null(Assert.Single(await hub.AlertsAsync()).ClearedAt);
        await rig.MoveTo(Minute + Minute / 2 + Second);
        await hub.DrainAsync(outbox);
        var alert = Assert.Single(await hub.AlertsAsync());
        // the device's time is before the hub's: never cleared before it was raised
        Assert.Equal((true, alert.ReceivedAt, alert.RaisedAt), (alert.TimeUnknown, alert.RaisedAt, alert.ClearedAt));
        var item = Assert.Single(await hub.Hub.Store.ReadItemsAsync(default).ToListAsync());
        Assert.Equal((true, true, alert.ReceivedAt),
            (item.TimeUnknown, (await hub.Hub.Store.ReadHistoryAsync(item))[0].TimeUnknown, item.ReportedAt));
        Assert.Equal(Samples.Zero.PlusNanoseconds(Minute + Minute / 2),
            (await hub.TakenAsync()).Last(t => t.Event.Kind == EventKind.Contact).At);
    }

    [Fact]
    public async Task AgentStartsLongAfterABootWithoutClock_ReadingsDoNotWaitAgain()
    {
        using var later = new TempFolder();
        using var fresh = Samples.Open(later);
        var old = new RecordedLineSource(Samples.Boot, ["door"], []);
        old.AdvanceTo(11 * Minute);
        await using var started = new LoopRig(fresh, old, [], new HandClock(old));
        Assert.False(fresh.IsWaitingForClock(0));
        Assert.Equal(Duration.Zero, started.Loop.Status.Clock.ReadingsWait);
    }

    [Fact]
    public async Task BootWithoutClock_SetWithinTenMinutes_GivesEveryEventItsTrueTime()
    {
        await rig.MoveTo(4 * Minute + Second);
        (clock.Zero, clock.Quality) = (Samples.Zero, ClockQuality.Synchronized);
        await rig.MoveTo(5 * Minute + Second);
        await hub.DrainAsync(outbox);
        Assert.Equal(TrueTimes(5), await ContactTimes());
        Assert.Equal(TrueTimes(5).Where((_, i) => i % 2 == 0), (await hub.AlertsAsync()).Select(a => a.RaisedAt).Order());
        Assert.All(await hub.AlertsAsync(), alert => Assert.False(alert.TimeUnknown));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-7200)]
    public async Task ClockSteps_WithinABoot_MoveNoEvent(int seconds)
    {
        (clock.Zero, clock.Quality) = (Samples.Zero, ClockQuality.Synchronized);
        await rig.MoveTo(2 * Minute + Second);
        await hub.DrainAsync(outbox);
        clock.Zero += Duration.FromSeconds(seconds);
        await rig.MoveTo(5 * Minute + Second);
        await hub.DrainAsync(outbox);
        Assert.Equal(TrueTimes(5), await ContactTimes());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task ClockBecomesBetter_AndDiffers_IsFollowed(int seconds)
    {
        (clock.Zero, clock.Quality) = (Samples.Zero, ClockQuality.RealTimeClock);
        await rig.MoveTo(2 * Minute + Second);
        await hub.DrainAsync(outbox);
        (clock.Zero, clock.Quality) = (Samples.Zero + Duration.FromSeconds(seconds), ClockQuality.Synchronized);
        await rig.MoveTo(5 * Minute + Second);
        await hub.DrainAsync(outbox);
        var times = await ContactTimes();
        Assert.Equal(times.Order(), times);
        Assert.Equal(TrueTimes(5)[^1] + Duration.FromSeconds(seconds), times[^1]);
    }

    private static List<Instant> TrueTimes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Samples.Zero.PlusNanoseconds(i * Minute + Minute / 2))];

    private async Task<List<Instant>> ContactTimes() =>
        [.. (await hub.TakenAsync()).Where(t => t.Event.Kind == EventKind.Contact && t.Event.Time.Nanoseconds > 0)
            .Select(t => t.At!.Value)];
}
