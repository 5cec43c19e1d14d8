using CityKit.Core;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using NodaTime;

namespace CityKit.Edge.Tests.Loop;

/// <summary>An output that takes the light away, beams that answer, and a loop that is stopped and begun again in between.</summary>
public sealed class EmitterTestLoopTests
{
    private const long Second = LoopRig.Second;
    private const long Minute = LoopRig.Minute;
    private static readonly BarrierOptions Options = new(SensorName.Parse("canopy"), "upper", "lower", 2_000)
    {
        EmitterTest = new EmitterTestOptions("test"),
    };

    [Fact]
    public async Task Run_ThreeHours_TestsEachHourAndTellsNoFall()
    {
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        using var bench = new Bench(answers: true);
        await using (var rig = new LoopRig(outbox, bench.Chip, [Options.CreateDetector], outputs: [bench.Output]))
            await bench.Run(rig, 170 * Minute);

        Assert.Equal(Enumerable.Repeat((bool[])[true, false], 3).SelectMany(x => x), bench.Output.History);
        Assert.DoesNotContain(Told(outbox), e => e.Kind is EventKind.Detection or EventKind.Rejection or EventKind.Fault);
    }

    [Fact]
    public async Task Run_DeadEmitterSwitch_IsAFaultOfEachBeam()
    {
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        using var bench = new Bench(answers: false);
        await using (var rig = new LoopRig(outbox, bench.Chip, [Options.CreateDetector], outputs: [bench.Output]))
            await bench.Run(rig, 3 * Minute);

        Assert.Equal(["upper not-dark", "lower not-dark"],
            Told(outbox).Where(e => e.Kind == EventKind.Fault).Select(e => $"{e.Fields.TextOf("line")} {e.Fields.TextOf("detail")}"));
    }

    [Fact]
    public async Task Run_OutputRefuses_IsAFaultAndTheLoopGoesOn()
    {
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        using var bench = new Bench(answers: true);
        bench.Output.Break();
        await using (var rig = new LoopRig(outbox, bench.Chip, [Options.CreateDetector], outputs: [bench.Output]))
            await bench.Run(rig, 3 * Minute);

        var told = Told(outbox);
        Assert.Contains(told, e => e.Kind == EventKind.Fault && e.Fields.TextOf("detail") == "output");
        Assert.Contains(told, e => e.Kind == EventKind.Heartbeat && e.Time.Nanoseconds == 3 * Minute);
    }

    [Fact]
    public async Task Run_RestartsWithinTheHour_MakeNoSecondTest()
    {
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        using var bench = new Bench(answers: true);
        for (var minute = 5; minute <= 75; minute += 10)
            await using (var rig = new LoopRig(outbox, bench.Chip, [Options.CreateDetector], outputs: [bench.Output]))
                await bench.Run(rig, minute * Minute);

        Assert.Equal([true, false, true, false], bench.Output.History);
    }

    [Fact]
    public async Task Run_KilledDuringATest_PutsTheLightBackAndTestsAgain()
    {
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        using var bench = new Bench(answers: true);
        await using (var rig = new LoopRig(outbox, bench.Chip, [Options.CreateDetector], outputs: [bench.Output]))
            await bench.Run(rig, Minute + Second / 5);
        Assert.True(bench.Output.IsActive);
        await using (var rig = new LoopRig(outbox, bench.Chip, [Options.CreateDetector], outputs: [bench.Output]))
        {
            Assert.False(bench.Output.IsActive);
            await bench.Run(rig, 4 * Minute);
        }

        Assert.Equal([true, false, true, false], bench.Output.History);
        Assert.DoesNotContain(Told(outbox), e => e.Kind is EventKind.Detection or EventKind.Fault);
    }

    [Fact]
    public async Task Run_AnotherBootWithTheClock_KeepsTheHour()
    {
        using var folder = new TempFolder();
        using var outbox = Samples.Open(folder);
        using (var first = new Bench(answers: true))
            await using (var rig = new LoopRig(outbox, first.Chip, [Options.CreateDetector], Clock(first.Chip, 0), outputs: [first.Output]))
                await first.Run(rig, 30 * Minute); // tested at 00:01
        using var second = new Bench(answers: true, boot: 2);
        await using (var rig = new LoopRig(outbox, second.Chip, [Options.CreateDetector], Clock(second.Chip, 40), outputs: [second.Output]))
        {
            await second.Run(rig, 20 * Minute); // 00:40 to 01:00
            Assert.Empty(second.Output.History);
            await second.Run(rig, 22 * Minute);
            Assert.Equal([true, false], second.Output.History);
        }
    }

    private static HandClock Clock(SimulatedChip chip, int minutes) =>
        new(chip) { Quality = ClockQuality.Synchronized, Zero = Samples.Zero + Duration.FromMinutes(minutes) };

    private static List<CityEvent> Told(EventOutbox outbox) =>
        [.. LoopRig.Events(outbox, Lane.Alarm), .. LoopRig.Events(outbox, Lane.Reading)];

    /// <summary>A chip with two beams whose light an output takes away.</summary>
    private sealed class Bench : IDisposable
    {
        internal Bench(bool answers, ulong boot = 1)
        {
            Chip = new SimulatedChip(new BootId(boot), [new SimulatedLine("upper"), new SimulatedLine("lower")]);
            Output = new SimulatedOutputLine("test", wired: dark => Answer(answers, dark));
        }

        internal SimulatedChip Chip { get; }

        internal SimulatedOutputLine Output { get; }

        /// <summary>In steps as small as the answers.</summary>
        internal async Task Run(LoopRig rig, long until)
        {
            while (Chip.Now < until) await rig.MoveTo(Math.Min(until, Chip.Now + (IsNearTest ? Second / 20 : 10 * Second)));
        }

        public void Dispose()
        {
            Output.Dispose();
            Chip.Dispose();
        }

        private bool IsNearTest => Output.IsActive || Chip.Now % Minute > 49 * Second || Chip.Now % Minute < 2 * Second;

        private void Answer(bool answers, bool dark)
        {
            if (!answers) return;
            Chip.DriveAfter(0, dark, 1_000_000);
            Chip.DriveAfter(1, dark, 3_000_000);
        }
    }
}
