using System.Diagnostics.Metrics;
using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Outbox;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// A real outbox and forwarder, a real hub over HTTP and SQLite that is put back to a copy of some age: afterwards every event that the
/// outbox committed is in the journal once, or is named as lost and told.
/// </summary>
public sealed class RestoreStoryTests : IDisposable
{
    private const int Rounds = 6;
    private static readonly DeviceId Device = DeviceId.Parse("pi-1");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-restore-");
    private readonly DeviceKey deviceKey = DeviceKey.Create();
    private readonly Meter meter = new("restore-story");
    private long nanoseconds;

    public void Dispose()
    {
        deviceKey.Dispose();
        meter.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true, 2000, 1)]
    [InlineData(true, 4, 2)]
    [InlineData(true, 0, 3)]
    [InlineData(false, 2000, 4)]
    [InlineData(false, 4, 5)]
    [InlineData(false, 0, 6)]
    public async Task Restore_FromACopyOfAnyAge_EveryEventIsThereOrNamedAsLostAndTold(bool isDeclared, int tail, int seed)
    {
        var random = new Random(seed);
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = At("outbox.db"), Device = Device, TailEvents = tail });
        outbox.SetClock(outbox.OpenBoot(new BootId(7)), TestCity.Start - Duration.FromHours(1), ClockQuality.Synchronized);
        for (var round = 0; round < Rounds; round++) await LiveAsync(outbox, random, admit: round == 0, copyAs: At($"copy-{round}.db"));
        PutBack(At($"copy-{random.Next(Rounds - 2)}.db"), isDeclared);
        await LiveAsync(outbox, random, admit: false, copyAs: null);
        await LiveAsync(outbox, random, admit: false, copyAs: null);

        await using var hub = await StartAsync();
        Assert.Empty(hub.Hub.Missing);
        var gone = 0;
        foreach (var (lane, last) in ((Lane, long)[])[(Lane.Alarm, outbox.Status.Alarm.Last), (Lane.Reading, outbox.Status.Reading.Last)])
        {
            var (taken, lost) = await TakenAsync(hub.Hub.Store, lane);
            Assert.Equal(Numbers(1, last), taken.Concat(lost).Order());
            gone += lost.Count;
            if (lost.Count > 0) Assert.Contains(await hub.Hub.Store.ReadFindingsAsync(default).ToListAsync(), f => f.Code == "lost");
        }
        Assert.Equal(tail < 2000, gone > 0);
        Assert.Contains(await hub.Hub.Store.ReadNotificationsAsync(0, 10_000, default), n =>
            n is { Subject: "hub", Audience: "Administrator" });
    }

    /// <summary>One start of hub and forwarder: some events, all answered; a copy at some moment in between.</summary>
    private async Task LiveAsync(EventOutbox outbox, Random random, bool admit, string? copyAs)
    {
        await using var hub = await StartAsync();
        if (admit) (await hub.Hub.ExecuteAsync(new AdmitDevice("a", Device, deviceKey.Public), TestCity.Admin)).OrThrow();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var http = new HttpClient();
        var options = new ForwarderOptions
        {
            Hub = hub.Root, AnswerKey = hub.Hub.AnswerKey, FirstRetry = TimeSpan.FromMilliseconds(1),
            LongestRetry = TimeSpan.FromMilliseconds(50), SlowRetry = TimeSpan.FromMilliseconds(50),
        };
        var forwarder = new Forwarder(
            outbox, deviceKey, http, options, TimeProvider.System, new Random(1), NullLogger<Forwarder>.Instance, meter);
        var running = forwarder.RunAsync(stop.Token);
        for (int step = 0, copied = random.Next(4); step < 4; step++)
        {
            Commit(outbox, random);
            if (step == copied && copyAs is not null) SqliteHubBackup.Run(At("city.db"), copyAs);
            if (random.Next(2) == 0) await forwarder.DrainAsync(stop.Token);
        }
        await forwarder.DrainAsync(stop.Token);
        await stop.CancelAsync();
        await running;
    }

    private void Commit(EventOutbox outbox, Random random)
    {
        var commit = new OutboxCommit();
        for (var i = random.Next(40, 160); i > 0; i--) // answered events are forgotten some hundred at a time
        {
            var time = new DeviceTime(0, nanoseconds += 1_000_000);
            commit.Add(random.Next(2) == 0
                ? new CityEvent(EventKind.Contact, SensorName.Parse("lamp"), time, random.Next(2))
                : new CityEvent(EventKind.Reading, SensorName.Parse("water"), time, 12));
        }
        Assert.True(outbox.Commit(commit).IsCommitted);
    }

    /// <summary>By the tool, or by somebody who copies the file: then its history is the one it had.</summary>
    private void PutBack(string copy, bool isDeclared)
    {
        if (isDeclared)
        {
            SqliteHubRestore.Run(copy, At("city.db"), TestCity.Start);
            return;
        }
        var history = Sql(At("city.db"), "SELECT hex(history) FROM hub");
        foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(At("city.db") + part);
        File.Copy(copy, At("city.db"));
        Sql(At("city.db"), $"UPDATE hub SET history = x'{history}', crc = NULL");
    }

    private static string Sql(string path, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string ?? "";
    }

    private Task<HttpCity> StartAsync() =>
        HttpCity.StartAsync(new SqliteCityStore(At("city.db")), city => city.UseAnswerKey(At("answers.pem")));

    private string At(string name) => Path.Combine(folder.FullName, name);

    /// <summary>The sequences that the journal has of a lane, and those that the device said it gave up.</summary>
    private static async Task<(List<long> Taken, List<long> Lost)> TakenAsync(ICityStore store, Lane lane)
    {
        var (taken, lost) = (new List<long>(), new List<long>());
        await foreach (var entry in store.ReadJournalAsync(0, default).Where(e => e.Kind == JournalKind.Batch))
        {
            var batch = BatchCodec.Decode(SignedBatch.Decode(entry.Payload, out _)!.Batch, WireLimits.Default, out _)!;
            if (batch.Header.Lane != lane) continue;
            foreach (var seen in batch.Events.Select(e => e.Event!))
                if (seen.Kind == EventKind.Dropped) lost.AddRange(Numbers(seen.Sequence - seen.Value + 1, seen.Sequence));
                else taken.Add(seen.Sequence);
        }
        return (taken, lost);
    }

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number <= to; number++) yield return number;
    }
}
