using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>The files of a running outbox, copied as they lay between two commits, and what was told of them.</summary>
internal sealed class DamagedCopy
{
    private const string Copy = "copy.db";
    private readonly byte[] database;
    private readonly byte[] log;
    private readonly byte[] mark;
    private readonly OutboxId id;
    private readonly Dictionary<Lane, List<(long Time, long Value)>> told;
    private readonly Dictionary<Lane, long> settled;
    private readonly Dictionary<Lane, long> answered;

    private DamagedCopy(TempFolder folder, OutboxStatus status, Dictionary<Lane, long> settled, Dictionary<Lane, List<(long, long)>> told)
    {
        (database, log, mark) = (Read(folder, ""), Read(folder, "-wal"), Read(folder, "-mark"));
        (id, this.settled, this.told) = (status.Id, settled, told);
        answered = Cursors(status);
    }

    /// <summary>Those that the hub is not known to have, by what is on the disk.</summary>
    internal long Events => told.Sum(lane => lane.Value.Count - settled[lane.Key]);

    /// <summary>Part in the database, part in the log, some answered for by the hub.</summary>
    internal static DamagedCopy Make(TempFolder folder, Random random)
    {
        var told = new Dictionary<Lane, List<(long, long)>> { [Lane.Alarm] = [], [Lane.Reading] = [] };
        var time = 0L;
        using (var first = Samples.Open(folder))
        {
            first.OpenBoot(Samples.Boot);
            first.ReleaseClock(0);
            for (var i = 0; i < 20; i++) Put(first, told, random, ref time);
            foreach (var lane in told.Keys) Answered(first, lane);
        }
        using var second = Samples.Open(folder);
        Assert.True(second.MoveTo(Lane.Reading, second.Status.Reading.Cursor - random.Next(20))); // as a hub says that lost some
        var settled = Cursors(second.Status);
        for (var i = 0; i < 40; i++) Put(second, told, random, ref time);
        Answered(second, Lane.Alarm);
        for (var i = 0; i < 3; i++) Put(second, told, random, ref time);
        return new DamagedCopy(folder, second.Status, settled, told);
    }

    /// <summary>Writes the copy with one of its files cut or garbled.</summary>
    internal string Put(TempFolder folder, Random random)
    {
        foreach (var old in Directory.GetFiles(Path.GetDirectoryName(folder.File(Copy))!, Copy + "*")) File.Delete(old);
        var (inLog, cut) = (random.Next(2) == 0, random.Next(4) == 0);
        var file = (inLog ? log : database).ToArray();
        var at = random.Next(file.Length);
        var length = Math.Min(file.Length - at, random.Next(3) switch { 0 => 1, 1 => random.Next(1, 64), _ => random.Next(1, 6000) });
        if (cut) file = file[..at];
        else random.NextBytes(file.AsSpan(at, length));
        File.WriteAllBytes(folder.File(Copy), inLog ? database : file);
        File.WriteAllBytes(folder.File(Copy + "-wal"), inLog ? file : log);
        File.WriteAllBytes(folder.File(Copy + "-mark"), mark);
        return $"{(inLog ? "log" : "database")} {(cut ? "cut" : $"garbled for {length}")} at {at}";
    }

    /// <returns>What was salvaged; null when all was there.</returns>
    internal OutboxSalvage? Check(TempFolder folder, string where)
    {
        try
        {
            using var outbox = EventOutbox.Open(new OutboxOptions { Path = folder.File(Copy), Device = Samples.Device });
            Assert.True(outbox.Salvage is null == (outbox.Status.Id == id), where);
            var lost = CheckLane(outbox, Lane.Alarm, where) + CheckLane(outbox, Lane.Reading, where);
            Assert.True(lost == (outbox.Salvage?.Lost ?? 0), $"{where}: {lost} lost, {outbox.Salvage} told");
            CheckGoesOn(outbox, where);
            return outbox.Salvage;
        }
        catch (Exception failed) when (failed is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(where, failed);
        }
    }

    private static byte[] Read(TempFolder folder, string companion)
    {
        using var file = new FileStream(folder.File("outbox.db" + companion), FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Put(EventOutbox outbox, Dictionary<Lane, List<(long, long)>> told, Random random, ref long time)
    {
        var commit = new OutboxCommit { Source = new SourcePosition(0, time, time) };
        for (var i = random.Next(1, 20); i > 0; i--)
        {
            var alarm = random.Next(4) == 0;
            var seen = alarm ? Samples.Contact(++time, random.Next(1000)) : Samples.Reading(++time, random.Next(1000));
            commit.Add(seen with
            {
                Fields = EventFields.Of(new EventField("note", new string('n', random.Next(random.Next(10) == 0 ? 250 : 20)))),
            });
            told[seen.Lane].Add((seen.Time.Nanoseconds, seen.Value));
        }
        commit.SetState($"detector/{random.Next(5)}", new byte[random.Next(1, 200)]);
        Assert.True(outbox.Commit(commit).IsCommitted);
    }

    private static Dictionary<Lane, long> Cursors(OutboxStatus status) =>
        new() { [Lane.Alarm] = status.Alarm.Cursor, [Lane.Reading] = status.Reading.Cursor };

    /// <summary>The hub has the older half, however many the seed made.</summary>
    private static void Answered(EventOutbox outbox, Lane lane)
    {
        var status = lane == Lane.Alarm ? outbox.Status.Alarm : outbox.Status.Reading;
        Assert.True(outbox.Synced(lane, (status.Cursor + status.Last) / 2));
    }

    /// <returns>How many were lost, which the markers say too.</returns>
    private long CheckLane(EventOutbox outbox, Lane lane, string where)
    {
        var (at, lost, expected) = (0, 0L, told[lane].Skip((int)(outbox.Salvage is null ? answered[lane] : settled[lane])).ToList());
        var next = outbox.Salvage is null ? answered[lane] : 0;
        Assert.True(outbox.MoveTo(lane, next), where); // as the hub says it to what goes out once more
        while (outbox.NextBatch(lane, BatchLimits.Max) is { } batch)
        {
            foreach (var seen in batch.Events.Select(e => EventCodec.Decode(e.Span, out _)!))
            {
                var covers = seen.Kind == EventKind.Dropped ? seen.Value : 1;
                next += covers;
                Assert.True(seen.Sequence == next, $"{where}: {lane} {seen.Sequence}, {next} expected");
                if (seen.Kind == EventKind.Dropped) lost += covers;
                else Assert.True(expected[at] == (seen.Time.Nanoseconds, seen.Value),
                    $"{where}: {lane} {seen.Sequence} is {seen.Time.Nanoseconds}, {expected[at]} expected");
                at += (int)covers;
            }
            Assert.True(outbox.Synced(lane, batch.Last), where);
        }
        Assert.True(at == expected.Count, $"{where}: {lane} has {at} of {expected.Count}");
        return lost;
    }

    private static void CheckGoesOn(EventOutbox outbox, string where)
    {
        var boot = outbox.OpenBoot(new BootId(99));
        outbox.ReleaseClock(boot);
        var commit = Samples.Commit(Samples.Contact(1) with { Time = new DeviceTime(boot, 1) },
            Samples.Reading(2) with { Time = new DeviceTime(boot, 2) });
        commit.Source = new SourcePosition(boot, 1, 1);
        commit.SetState("detector/0", new byte[] { 1 });
        Assert.True(outbox.Commit(commit).IsCommitted, where);
        Assert.True(outbox.Synced(Lane.Alarm, outbox.Status.Alarm.Last) && outbox.Synced(Lane.Reading, outbox.Status.Reading.Last), where);
    }
}
