using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

public sealed class EdgeLoopTests : IDisposable
{
    private static readonly string[] Lines = ["door", "water"];
    private static readonly SensorName Door = SensorName.Parse("door");
    private static readonly SensorName Water = SensorName.Parse("water");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 1024)]
    public async Task Run_ReadsCutDifferently_MakesTheSameEvents(int seed, int readEdges)
    {
        var edges = Edges(seed);
        var whole = await Produce("whole.db", edges, 1024, [edges[^1].Nanoseconds + Minute]);
        var random = new Random(seed);
        var steps = Enumerable.Range(0, 40).Select(_ => random.NextInt64(edges[^1].Nanoseconds)).Append(edges[^1].Nanoseconds + Minute)
            .Order();
        var cut = await Produce("cut.db", edges, readEdges, [.. steps]);
        Assert.True(whole.Count > 40, $"seed {seed}: {whole.Count} events");
        Assert.Equal(whole, cut);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Run_StoppedAndRewoundAtRandom_MakesTheSameEventsAsInOneRun(int seed)
    {
        var edges = Edges(seed);
        var end = edges[^1].Nanoseconds + Minute;
        var whole = await Produce("whole.db", edges, 1024, [end]);
        var random = new Random(seed);
        foreach (var stop in Enumerable.Range(0, 12).Select(_ => random.NextInt64(end)).Order().Append(end))
        {
            using var outbox = Open("stopped.db");
            await using var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, edges), Detectors());
            await rig.MoveTo(stop);
        }
        using var result = Open("stopped.db");
        Assert.Equal(whole, Bytes(result));
    }

    [Fact]
    public async Task Run_EveryMinute_SendsAHeartbeatAlsoWhenNothingHappens()
    {
        using var outbox = Open("a.db");
        await using (var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, []), [])) await rig.MoveTo(10 * Minute + 5);
        var beats = Events(outbox, Lane.Reading);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => i * Minute), beats.Select(e => e.Time.Nanoseconds));
        Assert.All(beats, e => Assert.Equal((EventKind.Heartbeat, 2, 0), (e.Kind, e.Value, e.Fields.NumberOf("edges"))));
    }

    [Fact]
    public async Task Run_ContactUnsettledAtTheMinute_HoldsTheHeartbeatBehindIt()
    {
        var edges = new[] { new RecordedEdge(0, true, Minute - 5_000_000) }; // settles 15 ms into the next minute
        using var outbox = Open("a.db");
        await using var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, edges), Detectors());
        await rig.MoveTo(Minute + 1);
        Assert.DoesNotContain(Events(outbox, Lane.Reading), e => e.Kind == EventKind.Heartbeat);
        await rig.MoveTo(Minute + Second);
        Assert.Equal(Minute - 5_000_000, Assert.Single(Events(outbox, Lane.Alarm), e => e.Kind == EventKind.Contact).Time.Nanoseconds);
        Assert.Equal(Minute, Assert.Single(Events(outbox, Lane.Reading), e => e.Kind == EventKind.Heartbeat).Time.Nanoseconds);
    }

    [Fact]
    public async Task Start_AfterAKillOnAChip_TellsTheBlindSpanAndTheNewLevel()
    {
        using var outbox = Open("a.db");
        var chip = Chip();
        await using (var rig = new LoopRig(outbox, chip, Detectors()))
        {
            chip.Drive(0, true, Second);
            await rig.MoveTo(5 * Minute);
        }
        using var again = new SimulatedChip(Samples.Boot, [new SimulatedLine("door"), new SimulatedLine("water")], 8 * Minute);
        await using (var rig = new LoopRig(outbox, again, Detectors())) await rig.MoveTo(9 * Minute);
        var alarms = Events(outbox, Lane.Alarm);
        var blind = Assert.Single(alarms, e => e.Kind == EventKind.Blind);
        Assert.Equal((8 * Minute, 3 * Minute), (blind.Time.Nanoseconds, blind.SpanNanoseconds));
        Assert.Equal([(Second, 1), (8 * Minute, 0)],
            alarms.Where(e => e.Kind == EventKind.Contact).Select(e => (e.Time.Nanoseconds, e.Value)));
    }

    [Fact]
    public async Task Start_InANewBoot_NamesItAndIsBlindSinceItBegan()
    {
        using var outbox = Open("a.db");
        await using (var rig = new LoopRig(outbox, Chip(), Detectors())) await rig.MoveTo(2 * Minute);
        var later = new SimulatedChip(new BootId(9), [new SimulatedLine("door"), new SimulatedLine("water")], 30 * Second);
        await using (var rig = new LoopRig(outbox, later, Detectors())) await rig.MoveTo(2 * Minute);
        var blind = Assert.Single(Events(outbox, Lane.Alarm), e => e.Kind == EventKind.Blind);
        Assert.Equal((new DeviceTime(1, 30 * Second), 30 * Second), (blind.Time, blind.SpanNanoseconds));
        Assert.Contains(Events(outbox, Lane.Reading), e => e.Kind == EventKind.Heartbeat && e.Time == new DeviceTime(1, Minute));
    }

    [Fact]
    public async Task Run_EdgesTheKernelDropped_AreTold()
    {
        var edges = new[] { new RecordedEdge(1, true, Second), new RecordedEdge(1, true, 2 * Second, Missed: 5) };
        using var outbox = Open("a.db");
        await using (var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, edges), Detectors()))
            await rig.MoveTo(Minute);
        var readings = Events(outbox, Lane.Reading);
        var gap = Assert.Single(readings, e => e.Kind == EventKind.LineGap);
        Assert.Equal((Water, 5, "water", 2 * Second), (gap.Sensor, gap.Value, gap.Fields.TextOf("line"), gap.Time.Nanoseconds));
        Assert.Contains(readings, e => e.Kind == EventKind.Reading && e.Flags.HasFlag(EventFlags.Gap));
    }

    [Fact]
    public async Task Run_DetectorThatFails_IsToldAndStopsNoOther()
    {
        var edges = new[] { new RecordedEdge(0, true, Second), new RecordedEdge(0, false, 10 * Second),
            new RecordedEdge(0, true, 20 * Second) };
        using var outbox = Open("a.db");
        await using var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, edges),
            [() => new BrokenDetector("door"), .. Detectors()]);
        await rig.MoveTo(3 * Minute);
        var alarms = Events(outbox, Lane.Alarm);
        Assert.DoesNotContain(alarms, e => e.Kind == EventKind.Detection);
        var faults = alarms.Where(e => e.Kind == EventKind.Fault).ToList();
        Assert.All(faults, e => Assert.Equal(("broken", "detector-fault"), (e.Sensor.Value, e.Fields.TextOf("reason"))));
        // fails at 1 s, begins anew; fails again at 10 s, left alone for a minute (deaf at 20 s), then begins anew
        Assert.Equal([(Second, 1), (Second, 0), (10 * Second, 1), (70 * Second, 0)], faults.Select(e => (e.Time.Nanoseconds, e.Value)));
        Assert.Equal([Second, 10 * Second, 20 * Second],
            alarms.Where(e => e.Sensor == Door && e.Kind == EventKind.Contact).Select(e => e.Time.Nanoseconds));
        Assert.Equal(2, rig.Loop.Status.DetectorFaults);
    }

    [Fact]
    public async Task Run_ClockSetLaterAndStepped_FollowsTheBetterClockAlone()
    {
        using var outbox = Open("a.db");
        var source = new RecordedLineSource(Samples.Boot, Lines, []);
        var clock = new SettableClock { Time = new WallTime(default, ClockQuality.Unknown) };
        await using var rig = new LoopRig(outbox, source, [], clock);
        await rig.MoveTo(Minute + 1);
        Assert.Null(outbox.Clock(0).Zero);
        Assert.Null(outbox.NextBatch(Lane.Reading, BatchLimits.Max));
        clock.Time = new WallTime(Samples.Zero, ClockQuality.RealTimeClock);
        await rig.MoveTo(2 * Minute);
        var first = outbox.Clock(0);
        Assert.Equal(ClockQuality.RealTimeClock, first.Quality);
        clock.Time = new WallTime(Samples.Zero.Plus(Duration.FromHours(1)), ClockQuality.RealTimeClock);
        await rig.MoveTo(3 * Minute);
        Assert.Equal(first, outbox.Clock(0));
        clock.Time = new WallTime(Samples.Zero.Minus(Duration.FromHours(1)), ClockQuality.Synchronized);
        await rig.MoveTo(4 * Minute);
        Assert.Equal(ClockQuality.Synchronized, outbox.Clock(0).Quality);
        Assert.True(outbox.Clock(0).Zero < first.Zero);
    }

    [Fact]
    public async Task Run_ClockNeverSet_SendsAfterTenMinutesWithoutWallTime()
    {
        using var outbox = Open("a.db");
        await using var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, []), [], new SettableClock());
        await rig.MoveTo(9 * Minute);
        Assert.Null(outbox.NextBatch(Lane.Reading, BatchLimits.Max));
        await rig.MoveTo(10 * Minute);
        Assert.Null(Assert.Single(outbox.NextBatch(Lane.Reading, BatchLimits.Max)!.Header.Boots).Zero);
    }

    [Fact]
    public async Task Run_OutboxFullOfAlarms_TellsTheTroubleAndGoesOnAfterwards()
    {
        using var outbox = Open("a.db", OutboxOptions.MinCapBytes);
        await using var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, [new RecordedEdge(0, true, Second)]),
            Detectors());
        var note = EventFields.Of(new EventField("note", new string('x', 250)));
        Fill(outbox, note);
        Fill(outbox, EventFields.Empty);
        var reached = rig.MoveTo(2 * Second);
        await Eventually(() => rig.Loop.Status.Trouble?.Code == "outbox-full");
        Assert.False(reached.IsCompleted);
        outbox.Synced(Lane.Alarm, outbox.Status.Alarm.Last);
        await reached;
        Assert.Null(rig.Loop.Status.Trouble);
        Assert.Equal(Second, Assert.Single(Events(outbox, Lane.Alarm)).Time.Nanoseconds);
    }

    private static void Fill(EventOutbox outbox, EventFields fields)
    {
        for (var count = 4096; count > 0;)
            if (!outbox.Commit(Samples.Commit([.. Enumerable.Range(0, count)
                .Select(n => Samples.Contact(n) with { Fields = fields })])).IsCommitted)
                count /= 2;
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static SimulatedChip Chip() => new(Samples.Boot, [new SimulatedLine("door"), new SimulatedLine("water")]);

    private static IReadOnlyList<Func<IDetector>> Detectors() =>
        [() => new ContactDetector(new ContactOptions(Door, "door")), () => new PulseMeterDetector(new PulseMeterOptions(Water, "water"))];

    private EventOutbox Open(string name, long capBytes = OutboxOptions.DefaultCapBytes) =>
        EventOutbox.Open(new OutboxOptions { Path = folder.File(name), Device = Samples.Device, CapBytes = capBytes });

    private async Task<List<string>> Produce(string name, IReadOnlyList<RecordedEdge> edges, int readEdges, IReadOnlyList<long> steps)
    {
        using var outbox = Open(name);
        await using (var rig = new LoopRig(outbox, new RecordedLineSource(Samples.Boot, Lines, edges), Detectors(), readEdges: readEdges))
            foreach (var step in steps) await rig.MoveTo(step);
        return Bytes(outbox);
    }

    /// <summary>Pulses and a bouncing door over twelve minutes, some edges doubled, some lost.</summary>
    private static List<RecordedEdge> Edges(int seed)
    {
        var random = new Random(seed);
        var edges = new List<RecordedEdge>();
        var active = new bool[2];
        for (var at = Second; at < 12 * Minute; at += random.Next(10) < 3 ? random.NextInt64(1, 15_000_000)
            : random.NextInt64(Second / 2, 4 * Second))
        {
            var line = random.Next(10) < 3 ? 0 : 1;
            active[line] = random.Next(20) == 0 ? active[line] : !active[line];
            edges.Add(new RecordedEdge(line, active[line], at, random.Next(100) == 0 ? 2u : 0u));
        }
        return edges;
    }

    private sealed class SettableClock : IWallClock
    {
        internal WallTime Time { get; set; }

        public WallTime Read() => Time;
    }
}
