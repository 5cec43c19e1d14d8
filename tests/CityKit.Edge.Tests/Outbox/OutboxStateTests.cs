using System.Globalization;
using CityKit.Core;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>State in the outbox's file: what was set is there, whatever was changed, refused, reopened or copied in between.</summary>
public sealed class OutboxStateTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void State_RandomChangesReopenedAnywhere_IsTheLastOneSet(int seed)
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        SourcePosition? source = null;
        var outbox = Open();
        for (var round = 1; round <= 1_500; round++)
        {
            var commit = new OutboxCommit();
            if (random.Next(3) > 0) source = commit.Source = new SourcePosition(0, round, round * 1_000_000L);
            for (var changes = random.Next(4); changes > 0; changes--) Change(random, expected, commit);
            Assert.True(outbox.Commit(commit).IsCommitted);
            if (random.Next(100) != 0) continue;
            outbox.Dispose();
            outbox = Open();
            AssertState(expected, source, outbox, $"seed {seed}, round {round}");
        }
        AssertState(expected, source, outbox, $"seed {seed}");
        outbox.Dispose();
    }

    [Fact]
    public void Commit_Refused_PutsStateAndPlaceBack()
    {
        using (var outbox = Open())
        {
            var commit = new OutboxCommit { Source = new SourcePosition(0, 1, 1) };
            commit.SetState("a", new byte[] { 1, 2, 3 });
            Assert.True(outbox.Commit(commit).IsCommitted);
            commit.SetState("a", new byte[] { 1, 2, 4 });
            commit.SetState("b", new byte[] { 9 });
            commit.Source = new SourcePosition(0, 2, 2);
            commit.Add(Samples.Contact(1) with { Time = new DeviceTime(7, 1) }); // a boot that is not there
            Assert.Throws<ArgumentOutOfRangeException>(() => outbox.Commit(commit));
            Assert.Equal((3, new SourcePosition(0, 1, 1)), ((int)outbox.State("a")![2], outbox.Source!.Value));
            commit.Clear();
            commit.SetState("c", new byte[] { 5 });
            Assert.True(outbox.Commit(commit).IsCommitted);
        }
        using var again = Open();
        Assert.Equal(["a", "c"], again.StateKeys(""));
        Assert.Equal((3, new SourcePosition(0, 1, 1)), ((int)again.State("a")![2], again.Source!.Value));
    }

    [Theory] // pages that a commit without events writes to the log: one, and once in a while those of what changed since
    [InlineData(40)]
    [InlineData(3000)]
    public void Commit_StateOnly_WritesOnePage(int bytes)
    {
        using var outbox = Open();
        var (count, commit, most) = (new FlashCount(folder.File("outbox.db")), new OutboxCommit(), 0L);
        commit.SetState("large", new byte[bytes]);
        outbox.Commit(commit);
        count.Look();
        count.Restart();
        for (var i = 1; i <= 200; i++)
        {
            var before = count.Frames;
            var value = new byte[bytes];
            value[bytes / 2] = (byte)i;
            commit.SetState("large", value);
            commit.SetState($"small/{i % 8}", BitConverter.GetBytes(i));
            commit.Source = new SourcePosition(0, i, i);
            outbox.Commit(commit);
            count.Look();
            most = Math.Max(most, count.Frames - before - 1);
        }
        Assert.True(count.Frames <= 200 + StateLog.Slots + most, count.ToString());
    }

    [Fact]
    public void Open_FileOfSchema2_StateAndPlaceGoOn()
    {
        var earlier = new SqliteSchema(OutboxSchema.Schema.Name, OutboxSchema.Schema.ApplicationId, [.. OutboxSchema.Schema.Steps.Take(2)]);
        using (var file = SqliteFile.Open(folder.File("outbox.db"), earlier))
        {
            file.Prepare("INSERT INTO state(key, bytes, crc) VALUES('detector/door', ?1, ?2)").Bind(1, [7, 8])
                .Bind(2, OutboxState.Check("detector/door", [7, 8]).Value).Run();
            file.Prepare("INSERT INTO source(id, boot, position, nanoseconds, crc) VALUES(1, 0, 55, 900, ?1)")
                .Bind(1, OutboxState.Check(new SourcePosition(0, 55, 900)).Value).Run();
        }
        using (var outbox = Open())
        {
            Assert.Equal([7, 8], outbox.State("detector/door"));
            Assert.Equal(new SourcePosition(0, 55, 900), outbox.Source);
            var commit = new OutboxCommit();
            commit.RemoveState("detector/door");
            Assert.True(outbox.Commit(commit).IsCommitted);
        }
        using var again = Open();
        Assert.Null(again.State("detector/door"));
        Assert.Equal(new SourcePosition(0, 55, 900), again.Source);
    }

    [Fact]
    public void Open_HeaderGarbled_SalvagesThePlaceOfTheLastCommit()
    {
        using (var outbox = Open())
        {
            outbox.OpenBoot(Samples.Boot);
            for (var i = 1; i <= 100; i++) outbox.Commit(Placed(Samples.Reading(i), new SourcePosition(0, i, i)));
        }
        using (var file = File.OpenHandle(folder.File("outbox.db"), FileMode.Open, FileAccess.Write))
            RandomAccess.Write(file, new byte[100], 0);
        using var again = Open();
        Assert.NotNull(again.Salvage);
        Assert.Equal(new SourcePosition(0, 100, 100), again.Source);
    }

    /// <summary>
    /// A kill before the answer is written: the events go out once more, and the hub, which names its place, is followed.
    /// </summary>
    [Fact]
    public void Synced_KilledBeforeTheNextCommit_GoesOutOnceMore()
    {
        using var outbox = Open();
        outbox.OpenBoot(Samples.Boot);
        outbox.ReleaseClock(0);
        for (var i = 1; i <= 5; i++) outbox.Commit(Samples.Commit(Samples.Reading(i)));
        Assert.True(outbox.Synced(Lane.Reading, 3));
        Assert.Equal((3, 2), (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows));
        Assert.Equal(4, outbox.NextBatch(Lane.Reading, BatchLimits.Max)!.Header.First);
        foreach (var part in new[] { "", "-wal", "-mark" }) File.Copy(folder.File("outbox.db" + part), folder.File("copy.db" + part));
        using var copy = EventOutbox.Open(new OutboxOptions { Path = folder.File("copy.db"), Device = Samples.Device });
        Assert.Equal(1, copy.NextBatch(Lane.Reading, BatchLimits.Max)!.Header.First);
        Assert.True(copy.MoveTo(Lane.Reading, 3));
        Assert.Equal(4, copy.NextBatch(Lane.Reading, BatchLimits.Max)!.Header.First);
    }

    private static OutboxCommit Placed(CityEvent cityEvent, SourcePosition at)
    {
        var commit = Samples.Commit(cityEvent);
        commit.Source = at;
        return commit;
    }

    private static void Change(Random random, SortedDictionary<string, byte[]> expected, OutboxCommit commit)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"key/{random.Next(30)}");
        if (random.Next(8) == 0)
        {
            expected.Remove(key);
            commit.RemoveState(key);
            return;
        }
        var value = expected.GetValueOrDefault(key)?.ToArray() ?? [];
        if (value.Length == 0 || random.Next(10) == 0) random.NextBytes(value = new byte[random.Next(random.Next(20) == 0 ? 9_000 : 300)]);
        else value[random.Next(value.Length)]++;
        if (random.Next(5) == 0) value = [.. value, 1, 2];
        expected[key] = value;
        commit.SetState(key, value);
    }

    private static void AssertState(SortedDictionary<string, byte[]> expected, SourcePosition? source, EventOutbox outbox, string where)
    {
        Assert.True(expected.Keys.SequenceEqual(outbox.StateKeys("")), where);
        Assert.All(expected, one => Assert.True(one.Value.AsSpan().SequenceEqual(outbox.State(one.Key)), where));
        Assert.Equal(source, outbox.Source);
        Assert.Null(outbox.Salvage);
    }

    private EventOutbox Open()
    {
        var outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        return outbox;
    }
}
