using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Tests.Passes;
using CityKit.Credentials.Trust;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors.Passes;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Serial;
using CityKit.Edge.Tests.Serial;
using CityKit.Edge.Tests.Support;
using NodaTime;

namespace CityKit.Edge.Tests.Passes;

/// <summary>From the scanner's serial line to the relay and the outbox, without any network.</summary>
public sealed class GateLoopTests : IDisposable
{
    private readonly GateWorld world = new();
    private readonly TempFolder folder = new();
    private readonly DeviceKey city = DeviceKey.Create();

    public GateLoopTests() => File.WriteAllBytes(folder.File("trust"), SignedTrustBundle.Sign(world.Trust().Bundle, city).Encode());

    public void Dispose()
    {
        world.Dispose();
        folder.Dispose();
        city.Dispose();
    }

    [Fact] // the second process is what runs after a kill: it has the outbox, and nothing else
    public async Task Scan_OfAValidPass_OpensTheRelayOnceAlsoAfterAKill()
    {
        using var terminal = new PseudoTerminal();
        Assert.Equal((1, 0), await ScanAsync(terminal));
        Assert.Equal((1, 1), await ScanAsync(terminal)); // the first one's event is still there, and no second
    }

    /// <returns>How many events of opening and of refusal the outbox has then.</returns>
    private async Task<(int Opened, int Refused)> ScanAsync(PseudoTerminal terminal)
    {
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = folder.File("outbox.db"), Device = DeviceId.Parse("d"),
            CapBytes = OutboxOptions.DefaultCapBytes });
        using var chip = new SimulatedChip(new BootId(1), [new SimulatedLine("unused")]);
        using var relay = new SimulatedOutputLine("gate", wired: active => { if (active) Interlocked.Increment(ref opened); });
        using var source = new PassScannerSource("scanner",
            new PassScannerOptions(new SerialPortOptions(terminal.Path), folder.File("trust"), city.Public));
        var poller = new ChannelPoller(source, [new PolledChannel("scanner", Duration.FromMilliseconds(50))], () => chip.Now);
        var gate = new PassOptions(SensorName.Parse("gate-3"), "scanner", new PassGateOptions(GateWorld.Gate, ["rider"]), "gate");
        await using (var rig = new LoopRig(outbox, chip, [gate.CreateDetector], new At(chip, GateWorld.Now), channels: [poller],
            outputs: [relay]))
        {
            await rig.MoveTo(chip.Now + LoopRig.Minute); // the clock is looked at each minute
            poller.PollDue();
            terminal.Write(world.Show() + "\r\n");
            await rig.MoveTo(chip.Now + LoopRig.Second);
            poller.PollDue();
            for (var round = 0; round < 20; round++) await rig.MoveTo(chip.Now + LoopRig.Second / 2);
        }
        Assert.Equal(1, opened);
        Assert.False(relay.IsActive);
        var events = Peek(outbox);
        return (events.Count(e => e.Kind == EventKind.Reading),
            events.Count(e => e.Kind == EventKind.Rejection && e.Fields.TextOf("reason") == "used"));
    }

    private static List<CityEvent> Peek(EventOutbox outbox) => [.. ((Lane[])[Lane.Alarm, Lane.Reading])
        .SelectMany(lane => outbox.NextBatch(lane, BatchLimits.Max)?.Events ?? [])
        .Select(e => Core.Wire.EventCodec.Decode(e.Span, out _)!).Where(e => e.Sensor.Value == "gate-3")];

    private int opened;

    private sealed class At(SimulatedChip chip, Instant start) : IWallClock
    {
        public WallTime Read() => new(start - Duration.FromSeconds(61) + Duration.FromNanoseconds(chip.Now), ClockQuality.Synchronized);
    }
}
