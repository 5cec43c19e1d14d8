using CityKit.Core;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Guest;

/// <summary>
/// One line driven at a rate, through the whole loop with its outbox: what is lost, and how long an edge takes to its detector.
/// </summary>
internal static class RateRun
{
    internal static void Run(int perSecond, int count, bool mayLose)
    {
        using var chip = new GpioSim("rate");
        using var source = new LinuxLineSource([new LinuxLine("a", chip.Label) { Offset = 0, Bias = LineBias.PullDown }]);
        var folder = Directory.CreateTempSubdirectory("rate-").FullName;
        using var outbox = EventOutbox.Open(
            new OutboxOptions { Path = Path.Combine(folder, "outbox.db"), Device = DeviceId.Parse("rate") });
        var probe = new ProbeDetector("a", count);
        var clock = new SystemWallClock(
            TimeProvider.System, () => new ClockEvidence(ClockQuality.RealTimeClock, new("测试", "a test")),
            Instant.FromUtc(2026, 1, 1, 0, 0));
        var loop = new EdgeLoop(
            outbox, new(source, [() => probe], clock), new EdgeLoopOptions(), TimeProvider.System, NullLogger<EdgeLoop>.Instance);
        using var stop = new CancellationTokenSource();
        loop.Start();
        var running = loop.RunAsync(stop.Token);
        var seconds = chip.WireOf(0).Toggle(perSecond, count);
        loop.WaitUntil(source.Now).Wait(TimeSpan.FromSeconds(20));
        stop.Cancel();
        running.Wait();
        Tell(perSecond, count, seconds, probe, source.LateEdges);
        if (!mayLose && probe.Seen != count) throw new ConformanceException($"{count - probe.Seen} of {count} edges lost.");
    }

    private static void Tell(int perSecond, int count, double seconds, ProbeDetector probe, long late) => Console.WriteLine(
        $"FIGURE kernel edge -> detector, asked {perSecond}/s, driven {count / seconds:F0}/s: {count} edges, {probe.Seen} seen, {probe.Missed} dropped by the kernel and told, " +
        $"{count - probe.Seen - probe.Missed} merged, {late} later than the settle time of 1 ms; p50 {probe.Milliseconds(0.5):F2} ms, p99 {probe.Milliseconds(0.99):F2} ms, longest {probe.Milliseconds(1):F2} ms");
}
