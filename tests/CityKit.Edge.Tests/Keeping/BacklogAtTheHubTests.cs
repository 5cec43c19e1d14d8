using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Keeping;

/// <summary>A real hub at the other end: a backlog, a restored card, a damaged one.</summary>
public sealed class BacklogAtTheHubTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private EventOutbox outbox;
    private RealHub hub = null!;
    private long time;

    public BacklogAtTheHubTests() => outbox = Open();

    public async Task InitializeAsync() => hub = await RealHub.StartAsync(folder);

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        outbox.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Drain_Backlog_GoesInOrderOneBatchAtATimeAlarmsFirst()
    {
        for (var i = 0; i < 20; i++) Put(readings: 1000, alarms: 10);
        using var line = new CountingHandler();
        await hub.DrainAsync(outbox, through: line);
        var taken = await hub.TakenAsync();
        Assert.Equal(Enumerable.Repeat(Lane.Alarm, 200).Concat(Enumerable.Repeat(Lane.Reading, 20_000)), taken.Select(t => t.Lane));
        AssertOnceInOrder(taken.Select(t => (t.Lane, t.Event)), 200, 20_000);
        Assert.Equal(1, line.MostAtOnce);
    }

    [Fact]
    public async Task Drain_AlarmWhileABacklogDrains_IsNext()
    {
        Put(readings: 5000, alarms: 0);
        using var line = new CountingHandler { Before = request => { if (request == 3) Put(readings: 0, alarms: 1); } };
        await hub.DrainAsync(outbox, new BatchLimits(100, BatchLimits.Max.Bytes), line);
        var taken = await hub.TakenAsync();
        Assert.Equal(300, taken.FindIndex(t => t.Lane == Lane.Alarm)); // behind the batch that was on its way
        AssertOnceInOrder(taken.Select(t => (t.Lane, t.Event)), 1, 5000);
    }

    [Fact]
    public async Task Drain_CardRestoredFromAnOlderCopy_DivergesAndLosesNothingNewer()
    {
        Put(readings: 10, alarms: 2);
        await hub.DrainAsync(outbox);
        var copy = Copy("");
        var copiedMark = Copy("-mark");
        Put(readings: 5, alarms: 1);
        await hub.DrainAsync(outbox);
        var old = outbox.Status.Id;
        PutBack(copy, copiedMark);
        Assert.Equal(old, outbox.Status.Id);
        var from = Put(readings: 5, alarms: 1); // the same sequences, other events
        await hub.DrainAsync(outbox);
        Assert.NotEqual(old, outbox.Status.Id);
        AssertAllFrom(from, await hub.TakenAsync());
    }

    [Fact]
    public async Task Drain_OnlyTheFileRestored_IsFoundOutAtTheStartAndLosesNothingNewer()
    {
        Put(readings: 10, alarms: 2);
        await hub.DrainAsync(outbox);
        var copy = Copy("");
        Put(readings: 5, alarms: 1);
        await hub.DrainAsync(outbox);
        var old = outbox.Status.Id;
        PutBack(copy, mark: null);
        Assert.NotEqual(old, outbox.Status.Id);
        Assert.Equal(0, outbox.Salvage!.Lost); // the hub has answered for what the copy lacks
        var from = Put(readings: 5, alarms: 1);
        await hub.DrainAsync(outbox);
        AssertAllFrom(from, await hub.TakenAsync());
    }

    [Fact]
    public async Task Drain_DamagedCard_SalvagedEventsArriveAndTheHubIsToldOfTheRest()
    {
        Put(readings: 10, alarms: 0);
        await hub.DrainAsync(outbox);
        Put(readings: 200, alarms: 4);
        outbox.Dispose();
        var bytes = File.ReadAllBytes(folder.File("outbox.db"));
        var at = bytes.AsSpan().LastIndexOf("water"u8);
        bytes[at] ^= 1; // one bit of one event
        File.WriteAllBytes(folder.File("outbox.db"), bytes);
        outbox = Open();
        Assert.Equal((203, 1), (outbox.Salvage!.Kept, outbox.Salvage.Lost));
        await hub.DrainAsync(outbox);
        var taken = (await hub.TakenAsync()).Where(t => t.Outbox == outbox.Status.Id).ToList();
        Assert.Equal(204, taken.Count);
        Assert.Equal("damaged", Assert.Single(taken, t => t.Event.Kind == EventKind.Dropped).Event.Fields.TextOf("reason"));
        Assert.Contains(await hub.Hub.Store.ReadFindingsAsync(default).ToListAsync(), f => f.Code == "dropped");
    }

    private EventOutbox Open()
    {
        var opened = Samples.Open(folder);
        opened.OpenBoot(Samples.Boot);
        opened.SetClock(0, Samples.Zero, ClockQuality.Synchronized);
        return opened;
    }

    private byte[] Copy(string companion)
    {
        outbox.Dispose();
        var bytes = File.ReadAllBytes(folder.File("outbox.db" + companion));
        outbox = Open();
        return bytes;
    }

    private void PutBack(byte[] file, byte[]? mark)
    {
        outbox.Dispose();
        File.WriteAllBytes(folder.File("outbox.db"), file);
        if (mark is not null) File.WriteAllBytes(folder.File("outbox.db-mark"), mark);
        outbox = Open();
    }

    /// <returns>The time of the first.</returns>
    private long Put(int readings, int alarms)
    {
        var first = time + 1;
        var commit = new OutboxCommit();
        for (var i = 0; i < readings; i++) commit.Add(Samples.Reading(++time));
        for (var i = 0; i < alarms; i++) commit.Add(Samples.Contact(++time));
        Assert.True(outbox.Commit(commit).IsCommitted);
        return first;
    }

    private void AssertAllFrom(long from, IEnumerable<(OutboxId Outbox, Lane Lane, CityEvent Event, NodaTime.Instant? At)> taken)
    {
        var times = taken.Where(t => t.Outbox == outbox.Status.Id && t.Event.Time.Nanoseconds >= from)
            .Select(t => t.Event.Time.Nanoseconds);
        for (var expected = from; expected <= time; expected++) Assert.Contains(expected, times);
        Assert.Equal(0, outbox.Status.Alarm.Rows + outbox.Status.Reading.Rows);
    }

    private static void AssertOnceInOrder(IEnumerable<(Lane Lane, CityEvent Event)> taken, int alarms, int readings)
    {
        foreach (var (lane, count) in new[] { (Lane.Alarm, alarms), (Lane.Reading, readings) })
            Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), taken.Where(t => t.Lane == lane).Select(t => t.Event.Sequence));
    }

    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int requests;
        private int now;

        internal Action<int> Before { get; init; } = _ => { };

        internal int MostAtOnce { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref now));
            Before(++requests);
            var answer = await base.SendAsync(request, cancellationToken);
            Interlocked.Decrement(ref now);
            return answer;
        }
    }
}
