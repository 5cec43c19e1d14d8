using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>What the hub answered for is kept a while, for a hub that was restored from an older copy.</summary>
public sealed class OutboxTailTests : IDisposable
{
    private const int Tail = 8;
    private const int FirstFrame = 32 + 8; // its salt
    private readonly TempFolder folder = new();
    private EventOutbox outbox;

    public OutboxTailTests() => outbox = Open();

    public void Dispose()
    {
        outbox.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Synced_WithinTheTail_KeepsTheEventsAndCountsThemAsAnswered()
    {
        Put(6);
        outbox.Synced(Lane.Reading, 4);
        Reopen();
        Assert.Equal(new LaneStatus(6, 4, 2, outbox.Status.Reading.Bytes) { Tail = 4 }, outbox.Status.Reading);
        Assert.Equal(5, Next().Header.First);
    }

    [Theory]
    [InlineData(20, 8)] // cut to its size
    [InlineData(10, 10)] // a quarter more is left until more goes at once
    [InlineData(3, 3)]
    public void Synced_MoreThanTheTail_ForgetsTheOldest(int answered, long kept)
    {
        Put(30);
        outbox.Synced(Lane.Reading, answered);
        Reopen();
        Assert.Equal((answered, kept, 30 - answered),
            (outbox.Status.Reading.Cursor, outbox.Status.Reading.Tail, outbox.Status.Reading.Rows));
    }

    [Fact]
    public void Synced_TailOfLargeEvents_IsASixteenthOfTheCapAtMost()
    {
        Reopen(tailEvents: 100_000);
        for (var i = 0; i < 20; i++) Put(100, new string('x', 250));
        outbox.Synced(Lane.Reading, 2000);
        Reopen(tailEvents: 100_000);
        Assert.InRange(outbox.Status.Reading.Tail, 100, OutboxOptions.MinCapBytes / 16 / 250);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(4)]
    [InlineData(2)] // where the tail begins
    public void MoveTo_CursorInTheTail_SendsTheSameEventsUnderTheSameSequences(long cursor)
    {
        Put(12);
        var sent = outbox.NextBatch(Lane.Reading, BatchLimits.Max)!.Events.Select(Hex).ToList();
        outbox.Synced(Lane.Reading, 10);
        Reopen();
        Assert.True(outbox.MoveTo(Lane.Reading, cursor));
        Reopen();
        var again = Next();
        Assert.Equal(cursor + 1, again.Header.First);
        Assert.Equal(Hash(sent.Take((int)cursor)), again.Header.Before);
        Assert.Equal(sent.Skip((int)cursor), again.Events.Select(Hex));
        Assert.Equal((cursor, 12 - cursor), (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows));
    }

    [Fact] // an alarm that a restored hub lost was not sent again before the next alarm, which may be weeks away
    public void MoveTo_AHubThatLostReadings_IsShownTheLastAlarmToo()
    {
        var alarms = new OutboxCommit();
        for (var i = 1; i <= 3; i++) alarms.Add(Samples.Contact(i));
        Assert.True(outbox.Commit(alarms).IsCommitted);
        Put(5);
        outbox.Synced(Lane.Alarm, 3);
        outbox.Synced(Lane.Reading, 5);
        Assert.Null(outbox.NextBatch(Lane.Alarm, BatchLimits.Max));
        Assert.True(outbox.MoveTo(Lane.Reading, 2));
        Reopen();
        var shown = outbox.NextBatch(Lane.Alarm, BatchLimits.Max)!;
        Assert.Equal((3, 3), (shown.Header.First, shown.Last));
        Assert.True(outbox.MoveTo(Lane.Alarm, 1)); // the hub has one of the three
        Assert.Equal(2, outbox.NextBatch(Lane.Alarm, BatchLimits.Max)!.Header.First);
        Assert.True(outbox.Synced(Lane.Alarm, 3));
        Assert.Null(outbox.NextBatch(Lane.Alarm, BatchLimits.Max));
    }

    [Fact]
    public void Agrees_CursorInTheTail_ComparesTheHash()
    {
        Put(5);
        var sent = Next().Events.Select(Hex).ToList();
        outbox.Synced(Lane.Reading, 5);
        Assert.True(outbox.Agrees(Lane.Reading, 3, Hash(sent.Take(3))));
        Assert.False(outbox.Agrees(Lane.Reading, 3, Hash(sent.Take(2))));
    }

    [Fact]
    public void MoveTo_BeforeTheTail_IsFalse()
    {
        Put(30);
        outbox.Synced(Lane.Reading, 20);
        Reopen();
        Assert.False(outbox.MoveTo(Lane.Reading, 11));
        Assert.Equal(21, Next().Header.First);
    }

    [Fact]
    public void FallBack_BeforeTheTail_SendsAMarkerForWhatIsForgottenThenTheTailThenTheRest()
    {
        Put(30);
        var sent = Next().Events.Select(Hex).ToList();
        outbox.Synced(Lane.Reading, 20);
        Reopen();
        Assert.True(outbox.FallBack(Lane.Reading, 5, Hash(sent.Take(5))));
        Reopen();
        var batch = Next();
        var marker = EventCodec.Decode(batch.Events[0].Span, out _)!;
        Assert.Equal((6, Hash(sent.Take(5))), (batch.Header.First, batch.Header.Before));
        Assert.Equal((EventKind.Dropped, 12L, 7L, "forgotten"),
            (marker.Kind, marker.Sequence, marker.Value, marker.Fields.TextOf("reason")));
        Assert.Equal(sent.Skip(12), batch.Events.Skip(1).Select(Hex));
        Assert.Equal((5, 19, 30), (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows, outbox.Status.Produced));
        Assert.True(outbox.Synced(Lane.Reading, 30));
        Assert.Equal(31, Put(1).LastReading);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(12)] // the tail's own beginning: MoveTo goes there
    [InlineData(15)]
    public void FallBack_PlaceThatIsNotBeforeTheTail_ChangesNothing(long cursor)
    {
        Put(30);
        outbox.Synced(Lane.Reading, 20);
        Reopen();
        Assert.False(outbox.FallBack(Lane.Reading, cursor, default));
        Assert.Equal(21, Next().Header.First);
    }

    [Fact]
    public void Diverge_WithATail_SendsOnlyWhatWasNotAnswered()
    {
        Put(12);
        outbox.Synced(Lane.Reading, 10);
        outbox.Diverge();
        Reopen();
        Assert.Equal((2, 0, 12), (outbox.Status.Reading.Rows, outbox.Status.Reading.Tail, outbox.Status.Produced));
        Assert.Equal([11, 12], Next().Events.Select(e => EventCodec.Decode(e.Span, out _)!.Time.Nanoseconds));
    }

    [Fact]
    public void Diverge_AfterTheHubFellBack_SendsWhatItLostAsNewEvents()
    {
        Put(12);
        outbox.Synced(Lane.Reading, 10);
        outbox.MoveTo(Lane.Reading, 6);
        outbox.Diverge();
        Assert.Equal([7, 8, 9, 10, 11, 12], Next().Events.Select(e => EventCodec.Decode(e.Span, out _)!.Time.Nanoseconds));
    }

    [Fact]
    public void Commit_Full_GivesUpTheTailBeforeAnyReading()
    {
        Reopen(tailEvents: 100_000);
        for (var i = 0; i < 6; i++) Put(100, new string('x', 250));
        outbox.Synced(Lane.Reading, 600);
        Assert.Equal(600, outbox.Status.Reading.Tail);
        while (outbox.Status.Reading.Tail > 0) Put(100, new string('x', 250));
        Assert.Equal(0, outbox.Status.Dropped);
        Assert.InRange(outbox.Status.Reading.Bytes, OutboxOptions.MinCapBytes * 9 / 10, OutboxOptions.MinCapBytes);
    }

    [Fact]
    public void Open_HeaderGarbledWithATail_SalvagesOnlyWhatWasNotAnswered()
    {
        Put(12);
        outbox.Synced(Lane.Reading, 10);
        Reopen();
        outbox.Dispose();
        Garble("outbox.db", _ => 0);
        outbox = Open();
        Assert.Equal((2, 0), (outbox.Salvage!.Kept, outbox.Salvage.Lost));
        Assert.Equal([11, 12], Next().Events.Select(e => EventCodec.Decode(e.Span, out _)!.Time.Nanoseconds));
    }

    /// <summary>The file says that 10 were answered for; the log, which is broken, and the mark, that it was only 6 after all.</summary>
    [Fact]
    public void Open_DamagedAfterTheHubFellBack_SalvagesWhatItLostToo()
    {
        Put(12);
        outbox.Synced(Lane.Reading, 10);
        Reopen();
        outbox.MoveTo(Lane.Reading, 6);
        foreach (var part in new[] { "", "-wal", "-mark" }) File.Copy(folder.File("outbox.db" + part), folder.File("copy.db" + part));
        Garble("copy.db", bytes => bytes.LastIndexOf("water"u8)); // the first event: rows fill a page from its end
        Garble("copy.db-wal", _ => FirstFrame);
        using var copy = EventOutbox.Open(new OutboxOptions { Path = folder.File("copy.db"), Device = Samples.Device });
        var kept = copy.NextBatch(Lane.Reading, BatchLimits.Max)!.Events.Select(e => EventCodec.Decode(e.Span, out _)!.Time.Nanoseconds);
        Assert.NotNull(copy.Salvage);
        Assert.Equal([7, 8, 9, 10, 11, 12], kept);
    }

    [Fact]
    public void Open_FileOfSchema3_HasNoTailAndGoesOn()
    {
        outbox.Dispose();
        File.Delete(folder.File("outbox.db"));
        File.Delete(folder.File("outbox.db-mark"));
        var hash = new byte[RunningHash.ByteLength];
        var id = new OutboxId(7);
        var earlier = new SqliteSchema(OutboxSchema.Schema.Name, OutboxSchema.Schema.ApplicationId, [.. OutboxSchema.Schema.Steps.Take(3)]);
        using (var file = SqliteFile.Open(folder.File("outbox.db"), earlier))
        {
            var bytes = new byte[OutboxId.ByteLength];
            id.WriteTo(bytes);
            file.Prepare("INSERT INTO outbox(id, outbox, device, earlier, crc) VALUES(1, ?1, ?2, 0, ?3)")
                .Bind(1, bytes).Bind(2, Samples.Device.Value).Bind(3, OutboxIdentity.Check(bytes, Samples.Device.Value, 0).Value).Run();
            file.Prepare("INSERT INTO lanes(lane, cursor, hash, assumed, crc) VALUES(1, 40, ?1, 40, ?2)")
                .Bind(1, hash).Bind(2, LaneTable.Check(Lane.Reading, id, 40, hash, 40).Value).Run();
        }
        outbox = Open();
        Assert.Equal((id, new LaneStatus(40, 40, 0, 0)), (outbox.Status.Id, outbox.Status.Reading));
        Assert.Equal(42, Put(2).LastReading);
        Assert.True(outbox.Synced(Lane.Reading, 41));
        Reopen();
        Assert.Equal((41, 1, 1), (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows, outbox.Status.Reading.Tail));
        Assert.True(outbox.MoveTo(Lane.Reading, 40));
    }

    [Theory] // the numbers of a lane's own row, each with another value
    [InlineData("cursor = 1")]
    [InlineData("answered = 9")]
    [InlineData("falls = 1")]
    [InlineData("receipt = x'01'")]
    [InlineData("answered = NULL")]
    public void Open_LaneRowChanged_IsFoundAndSalvaged(string change)
    {
        Put(12);
        outbox.Synced(Lane.Reading, 10);
        outbox.Dispose();
        using (var file = SqliteFile.Open(folder.File("outbox.db"), OutboxSchema.Schema,
            new SqliteFileOptions { Exclusive = true, IncrementalVacuum = true, MoveDamagedAside = false }))
            file.Execute($"UPDATE lanes SET {change} WHERE lane = 1");
        outbox = Open();
        Assert.NotNull(outbox.Salvage);
        // the mark says how far it was
        Assert.Equal([11, 12], Next().Events.Select(e => EventCodec.Decode(e.Span, out _)!.Time.Nanoseconds));
    }


    private void Garble(string name, Func<ReadOnlySpan<byte>, int> place)
    {
        var bytes = File.ReadAllBytes(folder.File(name));
        bytes[place(bytes)]++;
        File.WriteAllBytes(folder.File(name), bytes);
    }

    private OutboxReceipt Put(int count, string note = "")
    {
        var commit = new OutboxCommit();
        for (var i = 1; i <= count; i++)
            commit.Add(Samples.Reading(outbox.Status.Reading.Last + i) with
            {
                Fields = note.Length == 0 ? EventFields.Empty : EventFields.Of(new EventField("note", note)),
            });
        var receipt = outbox.Commit(commit);
        Assert.True(receipt.IsCommitted);
        return receipt;
    }

    private OutboxBatch Next() => outbox.NextBatch(Lane.Reading, BatchLimits.Max)!;

    private void Reopen(int tailEvents = Tail)
    {
        outbox.Dispose();
        outbox = Open(tailEvents);
    }

    private EventOutbox Open(int tailEvents = Tail)
    {
        var opened = Samples.Open(folder, OutboxOptions.MinCapBytes, tailEvents);
        opened.OpenBoot(Samples.Boot);
        opened.ReleaseClock(0);
        return opened;
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    private static RunningHash Hash(IEnumerable<string> events) =>
        events.Aggregate(default(RunningHash), (hash, e) => hash.Next(Convert.FromHexString(e)));
}
