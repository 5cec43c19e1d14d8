using CityKit.Core;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.KillTarget;

/// <summary>
/// The whole loop on a disk that fills up, stays full, and has room again; tells what it saw as lines of <c>name value</c>.
/// </summary>
internal sealed class FullDisk(string folder) : ILogger<EdgeLoop>, IWallClock
{
    private const long Step = 1_000_000_000;
    private const long Toggle = 100_000_000;
    private readonly string ballast = Path.Combine(folder, "ballast");
    private int refusals;
    private int recoveries;

    internal async Task RunAsync(int leave)
    {
        var options = new OutboxOptions { Path = Path.Combine(folder, "outbox.db"), Device = KnownEvents.Device };
        using (var outbox = EventOutbox.Open(options)) await RunAsync(outbox, leave);
        using var again = EventOutbox.Open(options);
        Tell("aside", again.MovedAside is null ? 0 : 1);
        Tell("last", again.Status.Alarm.Last);
        Tell("rows", again.Status.Alarm.Rows);
    }

    private async Task RunAsync(EventOutbox outbox, int leave)
    {
        using var source = new RecordedLineSource(
            KnownEvents.Boot, ["door"], Enumerable.Range(1, 100_000).Select(i => new RecordedEdge(0, i % 2 == 1, i * Toggle)));
        using var stop = new CancellationTokenSource();
        var loop = new EdgeLoop(outbox,
            new(source, [() => new ContactDetector(new ContactOptions(SensorName.Parse("door"), "door"))], this),
            new EdgeLoopOptions { RetryAfter = TimeSpan.FromMilliseconds(2) }, TimeProvider.System, this);
        loop.Start();
        var running = loop.RunAsync(stop.Token);
        FillDisk(leave);
        var reached = await AdvanceUntilRefused(loop, source);
        Tell("refused", loop.Status.Trouble!.Code == "disk" ? 1 : 0);
        var told = outbox.Status.Alarm;
        await Task.Delay(100); // dozens of attempts
        Tell("said", refusals);
        Tell("kept", outbox.Status.Alarm == told ? told.Last : -1);
        // the hub is there: its answer must be taken on a full disk too
        Tell("answered", outbox.Synced(Lane.Alarm, told.Last / 2) ? told.Last / 2 : -1);
        File.Delete(ballast);
        await reached;
        Tell("recovered", recoveries);
        Tell("continued", outbox.Status.Alarm.Last);
        await stop.CancelAsync();
        await running;
    }

    private static async Task<Task> AdvanceUntilRefused(EdgeLoop loop, RecordedLineSource source)
    {
        for (var at = Step; ; at += Step)
        {
            var reached = loop.WaitUntil(at);
            source.AdvanceTo(at);
            while (!reached.IsCompleted && loop.Status.Trouble is null) await Task.Delay(1);
            if (loop.Status.Trouble is not null) return reached;
        }
    }

    private void FillDisk(int leave)
    {
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var free = new DriveInfo(folder).AvailableFreeSpace - leave;
        for (var block = new byte[4096]; free >= block.Length; free -= block.Length) file.Write(block);
    }

    public WallTime Read() => new(Instant.FromUtc(2026, 3, 1, 0, 0), ClockQuality.Synchronized);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == 3) Interlocked.Increment(ref refusals);
        if (eventId.Id == 4) Interlocked.Increment(ref recoveries);
    }

    private static void Tell(string name, long value) => Console.WriteLine($"{name} {value}");
}
