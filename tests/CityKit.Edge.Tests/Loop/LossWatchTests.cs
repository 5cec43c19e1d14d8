using System.Diagnostics.Metrics;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using NodaTime;

namespace CityKit.Edge.Tests.Loop;

/// <summary>What is lost inside the device is an event, a figure of the status, and a counter.</summary>
public sealed class LossWatchTests : IDisposable
{
    private const long Second = 1_000_000_000;
    private static readonly EvidenceSensor Radar = new(SensorName.Parse("radar"), ["a"], new EvidenceClip("nvr1", "ch3", 0));
    private readonly TempFolder folder = new();
    private readonly EventOutbox outbox;

    public LossWatchTests() =>
        outbox = EventOutbox.Open(new OutboxOptions
        {
            Path = folder.File("outbox.db"), Device = DeviceId.Parse("d"), CapBytes = OutboxOptions.DefaultCapBytes,
        });

    public void Dispose()
    {
        outbox.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Loop_SamplesNobodyTook_AreAFaultForAMinuteAndAFigure()
    {
        using var source = new SimulatedChip(new BootId(1), [new SimulatedLine("a")]);
        var poller = new ChannelPoller(new Steady(), [new PolledChannel("c", Duration.FromSeconds(1))], Clock(long.MaxValue / 4));
        for (var read = 0; read < ChannelPoller.MaxWaiting + 3; read++) poller.PollDue();
        await using (var rig = new LoopRig(outbox, source, [], channels: [poller]))
        {
            await MinutesAsync(rig, 3);
            Assert.Equal((3, 0), (rig.Loop.Status.SamplesDropped, rig.Loop.Status.EvidenceRefused));
        }
        Assert.Equal(["1 channel-samples-dropped 3", "0 channel-samples-dropped 0"], Told());
    }

    [Fact]
    public async Task Loop_EvidenceThatTheStoreRefuses_IsAFaultThatEndsAlsoAfterARestart()
    {
        using var key = DeviceKey.Create();
        using (var source = new SimulatedChip(new BootId(1), [new SimulatedLine("a")]))
        await using (var rig = new LoopRig(outbox, source, [new ExternalOptions(Radar.Sensor, "a", "radar-1", "1").CreateDetector],
            evidence: new EvidenceKeeper([Radar], new FullStore(), key)))
        {
            source.Drive(0, true, 10 * Second);
            source.Drive(0, false, 11 * Second);
            await MinutesAsync(rig, 1);
            Assert.Equal(1, rig.Loop.Status.EvidenceRefused);
        }
        using var again = new SimulatedChip(new BootId(2), [new SimulatedLine("a")]);
        await using (var rig = new LoopRig(outbox, again, [])) await MinutesAsync(rig, 2);
        Assert.Equal(["1 evidence-refused 1", "0 evidence-refused 0"], Told());
    }

    [Fact]
    public async Task Loop_HubThatFellBack_IsAFaultForAMinuteThatSaysWhatItLost()
    {
        using var source = new SimulatedChip(new BootId(1), [new SimulatedLine("a")]);
        await using var rig = new LoopRig(outbox, source, []);
        await MinutesAsync(rig, 3);
        var last = outbox.Status.Reading.Last;
        Assert.True(outbox.Synced(Lane.Reading, last) && outbox.MoveTo(Lane.Reading, last - 2));
        await rig.MoveTo(4 * LoopRig.Minute + Second);
        await rig.MoveTo(5 * LoopRig.Minute + Second);
        var faults = LoopRig.Events(outbox, Lane.Alarm).Where(e => e.Kind == EventKind.Fault).Select(e => (e.Value, e.Fields)).ToList();
        Assert.Equal([1, 0], faults.Select(f => f.Value));
        Assert.All(faults, f => Assert.Equal("hub-fell-back", f.Fields.TextOf("reason")));
        var said = faults[0].Fields;
        Assert.Equal(("reading", last - 1, last), (said.TextOf("lane"), said.NumberOf("from"), said.NumberOf("to")));
    }

    [Fact]
    public async Task Meter_SamplesNobodyTook_AreCounted()
    {
        using var source = new SimulatedChip(new BootId(1), [new SimulatedLine("a")]);
        var poller = new ChannelPoller(new Steady(), [new PolledChannel("c", Duration.FromSeconds(1))], Clock(long.MaxValue / 4));
        for (var read = 0; read < ChannelPoller.MaxWaiting + 2; read++) poller.PollDue();
        await using var rig = new LoopRig(outbox, source, [], channels: [poller]);
        using var meter = new Meter("CityKit.Edge.LossWatchTests");
        LoopMeter.Watch(meter, rig.Loop);
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) => { if (instrument.Meter == meter) self.EnableMeasurementEvents(instrument); },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal((2, 0), (seen["citykit.edge.channel.samples.dropped"], seen["citykit.edge.evidence.refused"]));
    }

    private static async Task MinutesAsync(LoopRig rig, int minutes)
    {
        for (var minute = 1; minute <= minutes; minute++) await rig.MoveTo(minute * LoopRig.Minute + Second);
    }

    /// <summary>Each look is a second later, all of them after whatever the loop comes to: the samples stay in the queue.</summary>
    private static Func<long> Clock(long begin) => () => begin += Second;

    private string[] Told() => [.. LoopRig.Events(outbox, Lane.Alarm).Where(e => e.Kind == EventKind.Fault && e.Sensor == SensorName.Device)
        .Select(e => $"{e.Value} {e.Fields.TextOf("reason")} {e.Fields.NumberOf("count")}")];

    private sealed class Steady : IChannelSource
    {
        public IReadOnlyList<string> Channels => ["c"];

        public ChannelRead Read(int channel) => new(1);

        public void Dispose()
        {
            // Nothing is open.
        }
    }

    private sealed class FullStore : IEvidenceStore
    {
        public IReadOnlyList<string> Names => [];

        public EvidenceStored Add(string label, ReadOnlySpan<byte> file) =>
            new(null, [], Refusal.Of("not-written", "The disk is full.", "磁盘已满。"));

        public byte[]? Read(string name) => null;
    }
}
