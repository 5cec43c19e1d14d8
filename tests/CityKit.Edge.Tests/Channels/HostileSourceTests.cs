using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Evidence;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Tests.Support;
using CityKit.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Channels;

/// <summary>
/// Anything beside the smoke contact may throw, hang or be unplugged; the smoke is still reported, and the device ends when it is told to.
/// </summary>
public sealed class HostileSourceTests : IDisposable
{
    private static readonly SensorName Smoke = SensorName.Parse("smoke");
    private readonly TempFolder folder = new();
    private readonly ManualResetEventSlim released = new();

    public void Dispose()
    {
        released.Set();
        folder.Dispose();
    }

    [Theory]
    [InlineData("channel throws")]
    [InlineData("channel hangs")]
    [InlineData("channel's dispose throws")]
    [InlineData("output throws")]
    [InlineData("output hangs")]
    [InlineData("clock throws")]
    [InlineData("clock hangs")]
    [InlineData("marks throw")]
    [InlineData("listener throws")]
    [InlineData("lines throw once")]
    public async Task Run_WhateverElseFails_TheSmokeIsReported(string what)
    {
        var lines = new SimulatedChip(Samples.Boot, [new SimulatedLine("smoke")]);
        var taken = new ConcurrentQueue<CityEvent>();
        var options = new EdgeOptions
        {
            Device = Samples.Device,
            DataFolder = folder.File("data"),
            Source = _ => what == "lines throw once" ? new SecondRead(lines, () => throw new IOException("unplugged for a moment")) : lines,
            Channels = [new ChannelConfiguration("t", Duration.FromSeconds(1))],
            ChannelSource = _ => new Hostile(what, released),
            Detectors = _ => [() => new Siren(new ContactOptions(Smoke, "smoke").CreateDetector())],
            Outputs = _ => [new HostileOutput(what, released)],
            Clock = _ => new HostileClock(what, released),
            Forwarder = new ForwarderOptions { Hub = new Uri("http://hub.example/") },
            HttpHandler = _ => new FakeHub(KeyOf(folder.File("data"))),
            Loop = new EdgeLoopOptions
            {
                RetryAfter = TimeSpan.FromMilliseconds(1),
                Marks = () => what == "marks throw" ? throw new InvalidOperationException() : EventFlags.None,
                Kept = events =>
                {
                    foreach (var kept in events) taken.Enqueue(kept);
                    if (what == "listener throws") throw new InvalidOperationException();
                },
            },
        };
        await using var edge = new EdgeRuntime(options, new NoServices(), TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        edge.Loop.Start();
        var running = edge.RunAsync(stop.Token);
        lines.Drive(0, true, Second);
        var reached = edge.Loop.WaitUntil(3 * Second);
        lines.AdvanceTo(3 * Second);
        await reached.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(running.IsCompleted);
        Assert.Contains(taken, e => e.Sensor == Smoke && e is { Kind: EventKind.Contact, Value: 1 });
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>
    /// Nothing can be seen while the lines themselves do not answer: the status says for how long (and the watchdog is not fed), and what
    /// they queued comes afterwards.
    /// </summary>
    [Fact]
    public async Task Run_TheLinesHang_TheStatusSaysHowLongAndTheSmokeIsReportedAfterwards()
    {
        var (time, hanging) = (FakeTime.At(Samples.Zero), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var outbox = Samples.Open(folder);
        using var chip = new SimulatedChip(Samples.Boot, [new SimulatedLine("smoke")]);
        var loop = new EdgeLoop(outbox,
            new(new SecondRead(chip, Hang), [new ContactOptions(Smoke, "smoke").CreateDetector], new HostileClock("", released)),
            new EdgeLoopOptions(), time, NullLogger<EdgeLoop>.Instance);
        using var stop = new CancellationTokenSource();
        loop.Start();
        var running = loop.RunAsync(stop.Token);
        await hanging.Task.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(Duration.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), loop.Status.Still);
        chip.Drive(0, true, Second);
        var reached = loop.WaitUntil(3 * Second);
        chip.AdvanceTo(3 * Second);
        released.Set();
        await reached.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, loop.Status.Still);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(Events(outbox, Lane.Alarm), e => e.Sensor == Smoke && e is { Kind: EventKind.Contact, Value: 1 });

        void Hang()
        {
            hanging.SetResult();
            released.Wait();
        }
    }

    [Fact]
    public async Task Run_TheEvidenceStoreThrows_IsCountedAndTheSmokeIsReported()
    {
        using var key = Core.Signing.DeviceKey.Create();
        var keeper = new EvidenceKeeper([new EvidenceSensor(SensorName.Parse("radar"), ["a"], new EvidenceClip("nvr-1", "1", 0))],
            new ThrowingStore(), key);
        using var outbox = Samples.Open(folder);
        using var chip = new SimulatedChip(Samples.Boot, [new SimulatedLine("a"), new SimulatedLine("smoke")]);
        await using (var rig = new LoopRig(outbox, chip,
            [new ExternalOptions(SensorName.Parse("radar"), "a", "radar-1", "1").CreateDetector,
                new ContactOptions(Smoke, "smoke").CreateDetector], evidence: keeper))
        {
            chip.Drive(0, true, Second);
            await rig.MoveTo(10 * Second);
            chip.Drive(1, true, 20 * Second);
            await rig.MoveTo(2 * Minute);
        }
        var alarms = Events(outbox, Lane.Alarm);
        Assert.Equal(1, keeper.Refused);
        Assert.Contains(alarms, e => e is { Kind: EventKind.Fault, Value: 1 } && e.Fields.TextOf("reason") == "evidence-refused");
        Assert.Contains(alarms, e => e.Sensor == Smoke && e is { Kind: EventKind.Contact, Value: 1 });
    }

    /// <summary>No rule that can be written throws; what would is in the judge itself, here its time.</summary>
    [Fact]
    public void Take_TheRulesThrow_TheSmokeIsKeptBesideAFault()
    {
        var rules = new LocalRules(Sensors.Rules.RuleSet.Empty, Sensors.Register.SensorRegister.Empty);
        var judge = new LocalJudge(rules, Samples.Device, 1, () => throw new OverflowException(), NullLogger.Instance);
        var sink = new CommitSink(judge, () => EventFlags.None, new AlertOutputs([], new OutputBoard([], () => 0, NullLogger.Instance)),
            EdgeLabels.None);
        sink.Take(new CityEvent(EventKind.Contact, Smoke, new DeviceTime(1, Second), 1));
        Assert.Equal([(EventKind.Contact, "smoke", null), (EventKind.Fault, "device", "rules-fault")],
            sink.Commit.Events.Select(e => (e.Kind, e.Sensor.Value, e.Fields.TextOf("reason"))));
    }

    [Fact]
    public void PollDue_ASourceThatThrows_IsAFaultThatIsTriedLessAndLessOftenUntilItIsRight()
    {
        var (now, source) = (0L, new Hostile("channel throws", released));
        var poller = new ChannelPoller(source, [new PolledChannel("t", Duration.FromSeconds(1))], () => now);
        var reads = new List<long>();
        for (; now < 10 * Minute; now += Second)
        {
            var before = source.Reads;
            poller.PollDue();
            if (source.Reads > before) reads.Add(now / Second);
        }
        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 127, 255, 511], reads);
        Assert.Equal(ChannelRead.None(ChannelRead.Fault), Assert.Single(poller.Newest).Read);
    }

    [Fact]
    public async Task TryTake_AReadingThatDoesNotComeBack_IsAProblemOfEachChannelOnce()
    {
        var now = 0L;
        var source = new Hostile("channel hangs", released);
        var poller = new ChannelPoller(source, [new PolledChannel("t", Duration.FromSeconds(1))], () => now);
        var polling = Task.Run(poller.PollDue);
        await source.IsBeingRead.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(poller.TryTake(9 * Second, out _));
        Assert.True(poller.TryTake(10 * Second, out var sample));
        Assert.Equal(ChannelRead.Hangs, sample.Read.Problem);
        Assert.False(poller.TryTake(11 * Second, out _));
        released.Set();
        await polling.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(poller.TryTake(12 * Second, out sample));
        Assert.Equal(new ChannelRead(5), sample.Read);
    }

    private static Core.Signing.DevicePublicKey KeyOf(string dataFolder)
    {
        using var key = Core.Signing.DeviceKey.LoadOrCreate(Path.Combine(dataFolder, "device.pem"));
        return key.Public;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class Hostile(string what, ManualResetEventSlim released) : IChannelSource
    {
        private readonly TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Reads { get; private set; }

        internal Task IsBeingRead => reading.Task;

        public IReadOnlyList<string> Channels => ["t"];

        public ChannelRead Read(int channel)
        {
            Reads++;
            reading.TrySetResult();
            if (what == "channel throws") throw new InvalidOperationException("a driver's bug");
            if (what == "channel hangs") released.Wait();
            return new ChannelRead(5);
        }

        public void Dispose()
        {
            if (what == "channel's dispose throws") throw new InvalidOperationException();
        }
    }

    private sealed class HostileOutput(string what, ManualResetEventSlim released) : IOutputLine
    {
        public string Name => "siren";

        public bool SafeState => false;

        public bool IsActive => false;

        public void Set(bool active)
        {
            if (what == "output throws") throw new InvalidOperationException();
            if (what == "output hangs") released.Wait();
        }

        public void Dispose()
        {
            if (what == "output throws") throw new InvalidOperationException();
        }
    }

    private sealed class HostileClock(string what, ManualResetEventSlim released) : IWallClock
    {
        public WallTime Read()
        {
            if (what == "clock throws") throw new InvalidOperationException();
            if (what == "clock hangs") released.Wait();
            return new(Samples.Zero, ClockQuality.Synchronized);
        }
    }

    private sealed class ThrowingStore : IEvidenceStore
    {
        public IReadOnlyList<string> Names => [];

        public EvidenceStored Add(string label, ReadOnlySpan<byte> file) => throw new InvalidOperationException("a store's bug");

        public byte[]? Read(string name) => null;
    }

    /// <summary>A contact that also asks for an output at its edge.</summary>
    private sealed class Siren(IDetector contact) : IDetector
    {
        public SensorName Sensor => contact.Sensor;

        public IReadOnlyList<string> Lines => contact.Lines;

        public long? Due => contact.Due;

        public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => contact.Start(now, active, output);

        public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
        {
            output.Switch("siren", active);
            contact.OnEdge(line, active, nanoseconds, missed, output);
        }

        public void OnTime(long nanoseconds, IDetectorOutput output) => contact.OnTime(nanoseconds, output);

        public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) =>
            contact.OnBlind(from, to, active, output);

        public void Save(ref Core.Wire.WireWriter writer) => contact.Save(ref writer);

        public void Load(ref Core.Wire.WireReader reader) => contact.Load(ref reader);
    }

    /// <summary>Lines of which one read, the second, does something else.</summary>
    private sealed class SecondRead(ILineSource lines, Action hostile) : ILineSource
    {
        private int reads;

        public BootId Boot => lines.Boot;

        public IReadOnlyList<string> Lines => lines.Lines;

        public bool CanRewind => lines.CanRewind;

        public long Now => lines.Now;

        public bool IsActive(int line) => lines.IsActive(line);

        public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
        {
            if (++reads == 2) hostile();
            return lines.Read(buffer, timeout);
        }

        public void Rewind(long position) => lines.Rewind(position);

        public void Dispose() => lines.Dispose();
    }
}
