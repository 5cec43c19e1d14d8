using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

/// <summary>
/// A chip that is unplugged and back: both moments are told, what was not seen is blind, and nothing is counted as zero meanwhile.
/// </summary>
public sealed class LinePresenceTests : IDisposable
{
    private static readonly SensorName Door = SensorName.Parse("door");
    private static readonly SensorName Water = SensorName.Parse("water");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_ChipAwayForThreeMinutes_TellsFaultBlindAndNoReadingInBetween()
    {
        using var outbox = Open();
        using var chip = Chip(0);
        await using (var rig = new LoopRig(outbox, chip, Detectors()))
        {
            chip.Drive(1, true, 70 * Second);
            await rig.MoveTo(90 * Second);
            chip.Unplug();
            await rig.MoveTo(240 * Second);
            chip.Drive(0, true, 250 * Second);
            await rig.MoveTo(260 * Second);
            chip.Plug();
            await rig.MoveTo(5 * Minute);
        }
        var alarms = Events(outbox, Lane.Alarm);
        Assert.Equal([("door", 90L, 1L), ("water", 90, 1), ("door", 260, 0), ("water", 260, 0)], Told(alarms, EventKind.Fault));
        Assert.Equal([("door", 260L, 0L), ("water", 260, 0)], Told(alarms, EventKind.Blind));
        Assert.All(alarms.Where(e => e.Kind == EventKind.Blind), e => Assert.Equal(170 * Second, e.SpanNanoseconds));
        Assert.Equal(("door", 260L, 1L), Assert.Single(Told(alarms, EventKind.Contact)));
        var readings = Events(outbox, Lane.Reading);
        Assert.Equal([("water", 60L, 0L), ("water", 90, 1), ("water", 300, 0)], Told(readings, EventKind.Reading));
        Assert.Equal([60 * Second, 30 * Second, 40 * Second],
            readings.Where(e => e.Kind == EventKind.Reading).Select(e => (e.SpanNanoseconds + 1) / 10 * 10));
        Assert.Equal([2L, 0, 0, 0, 2], readings.Where(e => e.Kind == EventKind.Heartbeat).Select(e => e.Value));
        Assert.Equal(alarms.Select(e => e.Time.Nanoseconds).Order(), alarms.Select(e => e.Time.Nanoseconds));
    }

    [Fact]
    public async Task Start_LineStillAwayAfterARestart_TellsNoSecondFaultAndEndsItWhenBack()
    {
        using var outbox = Open();
        using (var chip = Chip(0))
        {
            await using var rig = new LoopRig(outbox, chip, Detectors());
            await rig.MoveTo(10 * Second);
            chip.Unplug();
            await rig.MoveTo(20 * Second);
        }
        using var again = Chip(30 * Second);
        again.Unplug();
        again.Read(new LineEvent[1], TimeSpan.Zero);
        while (again.TakePresence() is not null) { }
        await using (var rig = new LoopRig(outbox, again, Detectors()))
        {
            await rig.MoveTo(40 * Second);
            again.Plug();
            await rig.MoveTo(50 * Second);
        }
        Assert.Equal([("door", 10L, 1L), ("water", 10, 1), ("door", 40, 0), ("water", 40, 0)],
            Told(Events(outbox, Lane.Alarm), EventKind.Fault));
    }

    [Fact]
    public async Task Start_EdgesQueuedBeforeTheLoopBegan_AreNotJudged()
    {
        using var outbox = Open();
        using var chip = Chip(0);
        chip.Drive(1, true, Second);
        chip.AdvanceTo(2 * Second);
        await using (var rig = new LoopRig(outbox, chip, Detectors())) await rig.MoveTo(Minute);
        Assert.Equal(("water", 60L, 0L), Assert.Single(Told(Events(outbox, Lane.Reading), EventKind.Reading)));
    }

    private static List<(string, long, long)> Told(IEnumerable<CityEvent> events, EventKind kind) =>
        [.. events.Where(e => e.Kind == kind && e.Sensor != SensorName.Device)
            .Select(e => (e.Sensor.Value, e.Time.Nanoseconds / Second, e.Value))];

    private static SimulatedChip Chip(long start) => new(Samples.Boot, [new SimulatedLine("door"), new SimulatedLine("water")], start);

    private static IReadOnlyList<Func<IDetector>> Detectors() =>
        [() => new ContactDetector(new ContactOptions(Door, "door")), () => new PulseMeterDetector(new PulseMeterOptions(Water, "water"))];

    private EventOutbox Open() => EventOutbox.Open(new OutboxOptions { Path = folder.File("a.db"), Device = Samples.Device });
}
