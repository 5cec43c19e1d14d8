using System.Diagnostics;
using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// Edges of a recording through the whole loop (detectors, heartbeat, commits to the outbox on the disk) on its one thread: 26
/// lines with 16 pulse meters,
/// 6 bouncing contacts and 2 light barriers. The edges are made before the clock starts.
/// </summary>
internal static class EdgesThroughDetectors
{
    private const int Meters = 16;
    private const int Contacts = 6;
    private const int Barriers = 2;
    private const int Lines = Meters + Contacts + 2 * Barriers;
    private const long Step = 100_000; // 10,000 edges in each second of device time

    internal static async Task RunAsync(int edges)
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Environment.GetEnvironmentVariable("CITYKIT_BENCH_DIR") ?? Path.GetTempPath(),
            $"citykit-edges-{Guid.NewGuid():n}"));
        try
        {
            using var outbox = EventOutbox.Open(
                new OutboxOptions { Path = Path.Combine(folder.FullName, "outbox.db"), Device = DeviceId.Parse("pi-bench") });
            using var source = new RecordedLineSource(
                new BootId(1), [.. Enumerable.Range(0, Lines).Select(i => $"line-{i}")], Make(edges), 1);
            await MeasureAsync(outbox, source, edges);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<RecordedEdge> Make(int edges)
    {
        var active = new bool[Lines];
        for (var i = 0; i < edges; i++)
        {
            var line = i % Lines;
            active[line] = !active[line];
            yield return new RecordedEdge(line, active[line], (i + 1) * Step);
        }
    }

    private static IReadOnlyList<Func<IDetector>> Detectors() =>
    [
        .. Enumerable.Range(0, Meters)
            .Select<int, Func<IDetector>>(i => () => new PulseMeterOptions(SensorName.Parse($"meter-{i}"), $"line-{i}").CreateDetector()),
        .. Enumerable.Range(0, Contacts)
            .Select<int, Func<IDetector>>(
            i => () => new ContactOptions(SensorName.Parse($"contact-{i}"), $"line-{Meters + i}").CreateDetector()),
        .. Enumerable.Range(0, Barriers).Select<int, Func<IDetector>>(i => () =>
            new BarrierOptions(SensorName.Parse($"fall-{i}"), $"line-{Meters + Contacts + 2 * i}", $"line-{Meters + Contacts + 2 * i + 1}",
                2500).CreateDetector()),
    ];

    private static async Task MeasureAsync(EventOutbox outbox, RecordedLineSource source, int edges)
    {
        using var stop = new CancellationTokenSource();
        var loop = new EdgeLoop(
            outbox, new(source, Detectors(), new Clock(source)), new EdgeLoopOptions { ReadEdges = 8192 }, TimeProvider.System,
            NullLogger<EdgeLoop>.Instance);
        loop.Start();
        var (started, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var running = loop.RunAsync(stop.Token);
        source.AdvanceTo(edges * Step);
        while (loop.CurrentUntil < edges * Step) await Task.Delay(5);
        var took = Stopwatch.GetElapsedTime(started);
        var cpu = Environment.CpuUsage.TotalTime - busy;
        await stop.CancelAsync();
        await running;
        Console.WriteLine($"{loop.Status.Edges:n0} edges in {took.TotalSeconds:0.00} s, {edges / took.TotalSeconds:n0}/s; {cpu.TotalSeconds:0.00} s of CPU, {edges / cpu.TotalSeconds:n0} for each second of it; {loop.Status.Events:n0} events; {outbox.Status.BytesWritten:n0} bytes written");
    }

    private sealed class Clock(RecordedLineSource source) : IWallClock
    {
        public WallTime Read() => new(Instant.FromUtc(2026, 2, 1, 0, 0).PlusNanoseconds(source.Now), ClockQuality.Synchronized);
    }
}
