using System.Diagnostics;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Edge.KillTarget;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>Another process commits and is killed (SIGKILL) at random moments; what it told as committed must be there.</summary>
public sealed class OutboxKillTests : IDisposable
{
    private const int Kills = 12;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Commit_ProcessKilledAtRandom_KeepsEverythingItToldExactlyOnce()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (alarms, readings) = (0L, 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            var told = await RunAndKill(seed + kill, kill == 0 ? 1 : random.Next(1, 120), random.Next(2000));
            Check(ref alarms, ref readings, told, $"seed {seed}, kill {kill + 1}, told {told}");
        }
        Assert.True(readings > Kills, $"seed {seed}: only {readings} readings");
    }

    /// <returns>What it told last before it died.</returns>
    private async Task<(long Alarm, long Reading)> RunAndKill(int seed, int afterLines, int thenSpins)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KnownEvents).Assembly.Location, folder.File("outbox.db"), $"{seed}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var told = (0L, 0L);
        for (var lines = 0; lines < afterLines && await process.StandardOutput.ReadLineAsync() is { } line; lines++) told = Read(line);
        Thread.SpinWait(thenSpins * 100); // anywhere within the next commits
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } rest) told = Read(rest) is { Item2: > 0 } whole ? whole : told;
        await process.WaitForExitAsync();
        return told;
    }

    /// <summary>The last line may be cut.</summary>
    private static (long, long) Read(string line) =>
        line.Split(' ') is [_, var alarm, var reading] && long.TryParse(alarm, out var a) && long.TryParse(reading, out var r) ? (a, r) : default;

    private void Check(ref long alarms, ref long readings, (long Alarm, long Reading) told, string where)
    {
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = folder.File("outbox.db"), Device = KnownEvents.Device });
        outbox.ReleaseClock(0);
        Assert.Null(outbox.MovedAside);
        var status = outbox.Status;
        Assert.True(status.Alarm.Last >= told.Alarm && status.Reading.Last >= told.Reading, where);
        var hasCommitted = status.Reading.Last > 0; // it may be killed before its first commit
        Assert.Equal(hasCommitted ? KnownEvents.State(status.Alarm.Last, status.Reading.Last) : null, outbox.State("last"));
        Assert.Equal(hasCommitted ? new SourcePosition(0, status.Reading.Last, status.Alarm.Last) : null, outbox.Source);
        CheckLane(outbox, Lane.Alarm, alarms, status.Alarm.Last, where);
        CheckLane(outbox, Lane.Reading, readings, status.Reading.Last, where);
        (alarms, readings) = (status.Alarm.Last, status.Reading.Last);
    }

    private static void CheckLane(EventOutbox outbox, Lane lane, long from, long last, string where)
    {
        var hash = Enumerable.Range(1, (int)from).Aggregate(default(RunningHash), (before, i) => before.Next(Encode(lane, i)));
        for (var next = from + 1; outbox.NextBatch(lane, BatchLimits.Max) is { } batch;)
        {
            Assert.Equal((next, hash), (batch.Header.First, batch.Header.Before));
            foreach (var bytes in batch.Events)
            {
                Assert.True(bytes.Span.SequenceEqual(Encode(lane, next)), $"{where}: {lane} {next}");
                hash = hash.Next(bytes.Span);
                next++;
            }
            Assert.True(outbox.Synced(lane, batch.Last), where);
        }
        Assert.Equal((last, 0), (lane == Lane.Alarm ? (outbox.Status.Alarm.Cursor, outbox.Status.Alarm.Rows) : (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows)));
    }

    private static byte[] Encode(Lane lane, long sequence)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer[..EventCodec.Encode(KnownEvents.Make(lane, sequence), buffer)];
    }
}
