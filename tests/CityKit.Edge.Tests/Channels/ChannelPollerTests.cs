using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Tests.Channels;

public sealed class ChannelPollerTests : IDisposable
{
    private const long Second = 1_000_000_000;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PollDue_TimePasses_ReadsAtTheRateAndMakesNothingUp()
    {
        var (source, now) = (new Counting(), 3 * Second);
        var poller = new ChannelPoller(source, [new PolledChannel("c", Duration.FromSeconds(10))], () => now);
        foreach (var at in (int[])[3, 9, 10, 11, 45, 49, 50])
        {
            now = at * Second;
            poller.PollDue();
        }
        Assert.Equal([3, 10, 45, 50], Taken(poller, long.MaxValue).Select(s => s.Nanoseconds / Second));
    }

    [Fact]
    public void TryTake_SamplesOfTheFuture_Wait()
    {
        var now = 5 * Second;
        var poller = new ChannelPoller(new Counting(), [new PolledChannel("c", Duration.FromSeconds(1))], () => now);
        poller.PollDue();
        Assert.Empty(Taken(poller, now - 1));
        Assert.Single(Taken(poller, now));
    }

    [Fact]
    public void PollDue_NobodyTakes_DropsTheOldestAndCounts()
    {
        var now = 0L;
        var poller = new ChannelPoller(new Counting(), [new PolledChannel("c", Duration.FromSeconds(1))], () => now);
        for (; now < (ChannelPoller.MaxWaiting + 3) * Second; now += Second) poller.PollDue();
        Assert.Equal(3, poller.Dropped);
        Assert.Equal(4, Taken(poller, long.MaxValue)[0].Read.Value);
    }

    [Fact]
    public async Task Loop_AFileThatIsReadVanishesAndReturns_BecomesReadingsAndAFault()
    {
        var path = folder.File("temp1_input");
        await File.WriteAllTextAsync(path, "21000");
        using var outbox = EventOutbox.Open(new OutboxOptions
        {
            Path = folder.File("outbox.db"), Device = DeviceId.Parse("d"), CapBytes = OutboxOptions.DefaultCapBytes,
        });
        using var source = new SimulatedChip(BootId.FromBytes(new byte[16]), [new SimulatedLine("a")]);
        using var channels = new ChannelSet([new ChannelConfiguration("t", Duration.FromSeconds(1))
        {
            File = new ChannelFile("t", ChannelFileKind.Plain, path),
        }], () => source.Now, TimeProvider.System);
        await using (var rig = new LoopRig(outbox, source, [new ChannelReadingOptions(SensorName.Parse("s"), "t").CreateDetector],
            channels: channels.Pollers))
        {
            for (var second = 1; second <= 4; second++)
            {
                if (second == 2) File.Delete(path);
                if (second == 4) await File.WriteAllTextAsync(path, "22000");
                source.AdvanceTo(second * Second);
                channels.Pollers[0].PollDue();
                await rig.MoveTo(second * Second + Second / 2);
            }
        }
        var told = new[] { Lane.Alarm, Lane.Reading }.SelectMany(lane => LoopRig.Events(outbox, lane)).Where(e => e.Sensor.Value == "s")
            .OrderBy(e => e.Time.Nanoseconds);
        Assert.Equal(["Reading 21000", "Fault 1", "Fault 0", "Reading 22000"], told.Select(e => $"{e.Kind} {e.Value}"));
    }

    private static List<ChannelSample> Taken(ChannelPoller poller, long until)
    {
        var taken = new List<ChannelSample>();
        while (poller.TryTake(until, out var sample)) taken.Add(sample);
        return taken;
    }

    private sealed class Counting : IChannelSource
    {
        private long reads;

        public IReadOnlyList<string> Channels => ["c"];

        public ChannelRead Read(int channel) => new(++reads);

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}
