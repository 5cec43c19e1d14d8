using System.Buffers;
using System.Text;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using static CityKit.Edge.Tests.Support.LoopRig;

namespace CityKit.Edge.Tests.Loop;

/// <summary>The local rules' state by key in the outbox.</summary>
public sealed class RuleCellTests : IDisposable
{
    private static readonly SensorName Meter = SensorName.Parse("meter");
    private static readonly LocalRules Water = Local("""{"kind": "window", "over": "PT1H", "below": "10 L"}""",
        """{"kind": "silence", "for": "PT5M"}""");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(13)]
    [InlineData(61)]
    [InlineData(97)]
    public async Task Run_StoppedEveryFewMinutes_SameEventsAsInOneRun(int everyMinutes)
    {
        using var once = Samples.Open(folder);
        await using (var rig = Rig(once, Water)) await rig.MoveTo(300 * Minute);
        using var stopped = EventOutbox.Open(new OutboxOptions { Path = folder.File("stopped.db"), Device = Samples.Device });
        for (var minute = everyMinutes; minute < 300 + everyMinutes; minute += everyMinutes)
            await using (var rig = Rig(stopped, Water)) await rig.MoveTo(Math.Min(minute, 300) * Minute);
        var expected = Bytes(once);
        Assert.Equal(expected, Bytes(stopped));
        Assert.True(expected.Count > 600, $"{expected.Count} events");
    }

    /// <summary>What an earlier version kept under one key is taken over, and that key is gone with the next commit.</summary>
    [Fact]
    public async Task Run_StateWrittenAsOneKey_GoesOn()
    {
        using var once = Samples.Open(folder);
        await using (var rig = Rig(once, Water)) await rig.MoveTo(200 * Minute);
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = folder.File("stopped.db"), Device = Samples.Device });
        await using (var rig = Rig(outbox, Water)) await rig.MoveTo(100 * Minute);
        WriteAsOne(outbox);
        Assert.Equal(["rules"], outbox.StateKeys("rules"));
        await using (var rig = Rig(outbox, Water)) await rig.MoveTo(200 * Minute);
        Assert.Contains("rules/pi-01/meter", outbox.StateKeys("rules"));
        Assert.Null(outbox.State("rules"));
        Assert.Equal(Bytes(once), Bytes(outbox));
    }

    [Fact]
    public async Task Run_RuleGone_ItsStateGoes()
    {
        using var outbox = Samples.Open(folder);
        await using (var rig = Rig(outbox, Water)) await rig.MoveTo(100 * Minute);
        Assert.Contains(outbox.StateKeys("rules/pi-01/meter/"), key => key.StartsWith("rules/pi-01/meter/r0/", StringComparison.Ordinal));
        await using (var rig = Rig(outbox, Local("""{"kind": "silence", "for": "PT5M"}"""))) await rig.MoveTo(101 * Minute);
        Assert.Equal(["rules/pi-01", "rules/pi-01/meter"], outbox.StateKeys("rules"));
    }

    [Fact]
    public void StartOver_RulesFailed_NothingOfBeforeIsKept()
    {
        using var outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        var engine = new LocalEngine(Water.Rules, Water.Register, Samples.Device, "rules");
        var commit = new OutboxCommit();
        for (var minute = 1; minute < 90; minute++) engine.Judge(Reading(minute), Samples.Zero);
        engine.Save(commit);
        Assert.True(outbox.Commit(commit).IsCommitted);
        Assert.Equal(4, outbox.StateKeys("rules/").Count); // the sensor, and three stretches of its window
        engine.StartOver();
        engine.Judge(new CityEvent(EventKind.Heartbeat, SensorName.Device, new DeviceTime(0, 90 * Minute), 0), Samples.Zero);
        commit.Clear();
        engine.Save(commit);
        Assert.True(outbox.Commit(commit).IsCommitted);
        Assert.Equal(["rules/pi-01", "rules/pi-01/meter"], outbox.StateKeys("rules/"));
    }

    private static CityEvent Reading(long minute) =>
        new(EventKind.Reading, Meter, new DeviceTime(0, minute * Minute), 1) { SpanNanoseconds = Minute };

    private static LocalRules Local(params string[] whens)
    {
        var rules = whens.Select(
            (when, i) => $$$"""{"id": "r{{{i}}}", "where": "edge", "sensors": {"sensor": "meter"}, "when": {{{when}}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }""");
        var register = SensorRegister.Of([new Sensor
        {
            Key = new SensorKey(Samples.Device, Meter), Quantity = Quantity.Parse("water"), Unit = "L",
            ValidFrom = Samples.Zero - Duration.FromDays(30),
        }]);
        return new LocalRules(RuleSet.Parse(Encoding.UTF8.GetBytes($"{{\"version\": 1, \"rules\": [{string.Join(",", rules)}]}}"), out _)!,
            register);
    }

    /// <summary>As the version before did: all of the rules' state under one key.</summary>
    private static void WriteAsOne(EventOutbox outbox)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new RuleEngine(Water.Rules, RuleHost.Edge, Water.Register, key => outbox.State("rules/" + key)).Save(buffer);
        var commit = new OutboxCommit();
        foreach (var key in outbox.StateKeys("rules")) commit.RemoveState(key);
        commit.SetState("rules", buffer.WrittenMemory);
        Assert.True(outbox.Commit(commit).IsCommitted);
    }

    /// <summary>Water in the first two hours and in the fifth.</summary>
    private static LoopRig Rig(EventOutbox outbox, LocalRules rules)
    {
        var minutes = Enumerable.Range(1, 120).Concat(Enumerable.Range(240, 60));
        RecordedEdge[] edges =
            [.. minutes.SelectMany(m => new RecordedEdge[] { new(0, true, m * Minute + Second), new(0, false, m * Minute + 2 * Second) })];
        return new LoopRig(outbox, new RecordedLineSource(Samples.Boot, ["meter"], edges),
            [() => new PulseMeterDetector(new PulseMeterOptions(Meter, "meter"))], rules: rules);
    }
}
