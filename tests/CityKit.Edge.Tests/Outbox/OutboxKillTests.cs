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
    public async Task Commit_ProcessKilledAtRandom_KeepsEverythingItToldAndSendsLittleTwice()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (taken, answered) = (new Told(), 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            var told = await RunAndKill(seed + kill, taken, kill == 0 ? 1 : random.Next(1, 120), random.Next(2000));
            answered += told.Answered.Reading - taken.Committed.Reading;
            taken = Check(told, $"seed {seed}, kill {kill + 1}, told {told}");
        }
        Assert.True(taken.Committed.Reading > Kills && answered > Kills,
            $"seed {seed}: only {taken.Committed.Reading} readings, {answered} answered");
    }

    /// <returns>What it told last before it died.</returns>
    private async Task<Told> RunAndKill(int seed, Told told, int afterLines, int thenSpins)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KnownEvents).Assembly.Location, folder.File("outbox.db"), $"{seed}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        for (var lines = 0; lines < afterLines && await process.StandardOutput.ReadLineAsync() is { } line; lines++)
            told = told.After(line);
        Thread.SpinWait(thenSpins * 100); // anywhere within the next commits
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } rest) told = told.After(rest);
        await process.WaitForExitAsync();
        return told;
    }

    /// <returns>Everything is committed and answered now.</returns>
    private Told Check(Told told, string where)
    {
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = folder.File("outbox.db"), Device = KnownEvents.Device });
        outbox.ReleaseClock(0);
        Assert.Null(outbox.MovedAside);
        var status = outbox.Status;
        Assert.True(status.Alarm.Last >= told.Committed.Alarm && status.Reading.Last >= told.Committed.Reading, where);
        var hasCommitted = status.Reading.Last > 0; // it may be killed before its first commit
        Assert.Equal(hasCommitted ? KnownEvents.State(status.Alarm.Last, status.Reading.Last) : null, outbox.State("last"));
        Assert.Equal(hasCommitted ? new SourcePosition(0, status.Reading.Last, status.Alarm.Last) : null, outbox.Source);
        AssertSettled(status.Alarm, told.Answered.Alarm, told.Answering.Alarm, where);
        AssertSettled(status.Reading, told.Answered.Reading, told.Answering.Reading, where);
        CheckLane(outbox, Lane.Alarm, status.Alarm, where);
        CheckLane(outbox, Lane.Reading, status.Reading, where);
        var all = (status.Alarm.Last, status.Reading.Last);
        return new Told { Committed = all, Answering = all, Answered = all };
    }

    /// <summary>What was answered goes out once more in part, and what was not answered is never taken as answered.</summary>
    private static void AssertSettled(LaneStatus lane, long answered, long answering, string where) =>
        Assert.True(lane.Cursor > answered - OutboxSender.SettledAtOnce && lane.Cursor <= Math.Max(answered, answering),
            $"{where}: {lane}");

    private static void CheckLane(EventOutbox outbox, Lane lane, LaneStatus status, string where)
    {
        var hash = Enumerable.Range(1, (int)status.Cursor).Aggregate(default(RunningHash), (before, i) => before.Next(Encode(lane, i)));
        for (var next = status.Cursor + 1; outbox.NextBatch(lane, BatchLimits.Max) is { } batch;)
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
        Assert.Equal((status.Last, 0),
            (lane == Lane.Alarm ? (outbox.Status.Alarm.Cursor, outbox.Status.Alarm.Rows)
                : (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows)));
    }

    private static byte[] Encode(Lane lane, long sequence)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer[..EventCodec.Encode(KnownEvents.Make(lane, sequence), buffer)];
    }

    /// <summary>The last of each that the process told.</summary>
    private sealed record Told
    {
        internal (long Alarm, long Reading) Committed { get; init; }

        internal (long Alarm, long Reading) Answering { get; init; }

        internal (long Alarm, long Reading) Answered { get; init; }

        /// <summary>The last line may be cut.</summary>
        internal Told After(string line)
        {
            if (line.Split(' ') is not [var word, var alarm, var reading] || !long.TryParse(alarm, out var a)
                || !long.TryParse(reading, out var r))
                return this;
            return word switch
            {
                "committed" when r >= Committed.Reading => this with { Committed = (a, r) },
                "answering" when r >= Answering.Reading => this with { Answering = (a, r) },
                "answered" when r >= Answered.Reading => this with { Answered = (a, r) },
                _ => this,
            };
        }
    }
}
