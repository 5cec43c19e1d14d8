using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Guest;

/// <summary>
/// Our Linux source beside System.Device.Gpio over libgpiod 2, on the same simulated line, at rest and with two busy loops on the one
/// processor: edges lost, the times between edges as
/// the reader has them, and the processor time that reading took. Another program drives the line, and each reader is warmed up before it
/// is measured.
/// </summary>
internal static class Rivals
{
    private const int Rounds = 2;
    private const int WarmEdges = 200;
    private const int WarmRate = 500;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static readonly (string Name, Func<GpioSim, EdgeLog, IDisposable> Open)[] Readers =
    [
        ("LinuxLineSource", (chip, log) =>
            new SourceReader(new LinuxLineSource([new LinuxLine("a", chip.Label) { Offset = 0, Bias = LineBias.PullDown }]), log)),
        ("LibGpiodV2Driver, callback", ControllerReader.Callback),
        ("ControllerLineSource over it", ControllerReader.BelowOurSource),
    ];

    internal static async Task<int> RunAsync()
    {
        using var chip = new GpioSim("rivals");
        using var wire = await Child.StartAsync("wire", Environment.ProcessPath!, ["wire", chip.PullFile(0)], WireProgram.Ready);
        foreach (var busy in (int[])[0, 2])
            foreach (var (perSecond, count) in ((int, int)[])[(500, 500), (5_000, 5_000)])
                for (var turn = 0; turn < Rounds * Readers.Length; turn++)
                {
                    var (round, place) = Math.DivRem(turn, Readers.Length);
                    var (name, open) = Readers[round % 2 == 0 ? place : Readers.Length - 1 - place]; // the order changes each round
                    await MeasureAsync($"{name}, {perSecond}/s, {busy} busy loops", log => open(chip, log), wire, busy, perSecond, count);
                }
        return 0;
    }

    private static async Task MeasureAsync(string what, Func<EdgeLog, IDisposable> open, Child wire, int busy, int perSecond, int count)
    {
        var log = new EdgeLog(count);
        using var reader = open(log);
        await DriveAsync(wire, WarmRate, WarmEdges, log);
        if (log.Count == 0) throw new ConformanceException($"{what}: no edge arrived.");
        log.Clear();
        using var loops = new BusyLoops(busy);
        var before = Environment.CpuUsage.TotalTime;
        var driven = await DriveAsync(wire, perSecond, count, log);
        var used = Environment.CpuUsage.TotalTime - before;
        Tell($"{what} (driven {driven}/s)", log, count, used);
    }

    /// <summary>Drives, and waits until nothing more comes.</summary>
    private static async Task<string> DriveAsync(Child wire, int perSecond, int count, EdgeLog log)
    {
        wire.Say($"{perSecond} {count}");
        var line = await wire.HearAsync(WireProgram.Done);
        for (int seen = -1; seen != log.Count;)
        {
            seen = log.Count;
            await Task.Delay(Quiet);
        }
        return line[WireProgram.Done.Length..];
    }

    private static void Tell(string what, EdgeLog log, int count, TimeSpan used)
    {
        var intervals = log.Intervals();
        double At(double share) => intervals.Length == 0 ? 0 : intervals[(int)Math.Min(intervals.Length - 1, share * intervals.Length)];
        Console.WriteLine($"FIGURE {what}: {count - log.Count} of {count} lost, {log.Reported} of them reported; intervals p1 {At(0.01):F0} µs, p50 {At(0.5):F0} µs, p99 {At(0.99):F0} µs, longest {At(1):F0} µs; CPU {used.TotalMilliseconds:F0} ms");
    }
}
