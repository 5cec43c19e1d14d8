using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Edge.Tests.Outbox;

public sealed class EventOutboxTests : IDisposable
{
    private static readonly BatchLimits Limits = BatchLimits.Max;
    private readonly TempFolder folder = new();
    private EventOutbox outbox;

    public EventOutboxTests()
    {
        outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        outbox.ReleaseClock(0);
    }

    public void Dispose()
    {
        outbox.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Commit_EventsOfBothLanes_AreNumberedFromOneInEach()
    {
        var receipt = outbox.Commit(Samples.Commit(Samples.Contact(1), Samples.Reading(2), Samples.Contact(3)));
        Assert.Equal((2, 1, true), (receipt.LastAlarm, receipt.LastReading, receipt.IsCommitted));
        Assert.Equal([1, 2], Sequences(Lane.Alarm));
        Assert.Equal([1], Sequences(Lane.Reading, alarmsSynced: true));
    }

    [Fact]
    public void Open_AfterClosing_FindsEventsStateSourceAndId()
    {
        var commit = Samples.Commit(Samples.Contact(1), Samples.Reading(2));
        commit.SetState("detector/door", new byte[] { 7, 8 });
        commit.Source = new SourcePosition(0, 55, 900);
        outbox.Commit(commit);
        var before = outbox.Status;
        Reopen();
        Assert.Equal(before.Id, outbox.Status.Id);
        Assert.Equal((before.Alarm, before.Reading, 2), (outbox.Status.Alarm, outbox.Status.Reading, outbox.Status.Produced));
        Assert.Equal(new byte[] { 7, 8 }, outbox.State("detector/door"));
        Assert.Null(outbox.State("detector/window"));
        Assert.Equal(new SourcePosition(0, 55, 900), outbox.Source);
    }

    [Fact]
    public void Commit_EventThatBreaksALimit_KeepsNothingOfIt()
    {
        var commit = Samples.Commit(Samples.Reading(1), Samples.Reading(2) with { Time = new DeviceTime(9, 2) });
        commit.SetState("key", new byte[] { 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => outbox.Commit(commit));
        Assert.Null(outbox.State("key"));
        Assert.Equal(0, outbox.Status.Produced);
        Assert.Equal(1, outbox.Commit(Samples.Commit(Samples.Reading(3))).LastReading);
    }

    [Fact]
    public void NextBatch_FirstOfOutbox_NamesDeviceBootAndStart()
    {
        outbox.SetClock(0, Samples.Zero, ClockQuality.Synchronized);
        outbox.Commit(Samples.Commit(Samples.Contact(5)));
        var batch = outbox.NextBatch(Lane.Alarm, Limits)!;
        var read = BatchCodec.Decode(batch.Encode(), WireLimits.Default, out _)!;
        Assert.Equal(Samples.Device, read.Header.Device);
        Assert.Equal((outbox.Status.Id, Lane.Alarm, 1, default),
            (read.Header.Outbox, read.Header.Lane, read.Header.First, read.Header.Before));
        Assert.Equal(new BootClock(0, Samples.Boot, Samples.Zero, ClockQuality.Synchronized), Assert.Single(read.Header.Boots));
        Assert.Equal(Samples.Contact(5) with { Sequence = 1 }, Assert.Single(read.Events).Event);
    }

    [Fact]
    public void NextBatch_ReadingBehindUnsyncedAlarm_WaitsForIt()
    {
        outbox.Commit(Samples.Commit(Samples.Reading(1), Samples.Contact(2), Samples.Reading(3)));
        Assert.Equal([1], Sequences(Lane.Reading));
        outbox.Synced(Lane.Alarm, 1);
        Assert.Equal([1, 2], Sequences(Lane.Reading));
    }

    [Fact]
    public void NextBatch_BootWithoutWallTime_WaitsUntilReleased()
    {
        outbox.Commit(Samples.Commit(Samples.Reading(1)));
        var second = outbox.OpenBoot(new BootId(2));
        outbox.Commit(Samples.Commit(Samples.Reading(2) with { Time = new DeviceTime(second, 2) }));
        Assert.Equal([1], Sequences(Lane.Reading));
        outbox.ReleaseClock(second);
        var batch = outbox.NextBatch(Lane.Reading, Limits)!;
        Assert.Equal(2, batch.Events.Count);
        Assert.Equal([null, null], batch.Header.Boots.Select(b => b.Zero));
    }

    [Fact]
    public void NextBatch_Limits_CutByCountAndBytes()
    {
        outbox.Commit(Samples.Commit([.. Enumerable.Range(1, 500).Select(i => Samples.Reading(i))]));
        Assert.Equal(3, outbox.NextBatch(Lane.Reading, new BatchLimits(3, Limits.Bytes))!.Last);
        var cut = outbox.NextBatch(Lane.Reading, new BatchLimits(4096, EventCodec.MaxBytes))!;
        Assert.InRange(cut.Events.Sum(e => e.Length), EventCodec.MaxBytes - 100, EventCodec.MaxBytes);
    }

    [Fact]
    public void Synced_PartOfALane_ForgetsItAndCarriesTheHash()
    {
        outbox.Commit(Samples.Commit([.. Enumerable.Range(1, 10).Select(i => Samples.Reading(i))]));
        var all = outbox.NextBatch(Lane.Reading, Limits)!.Events;
        Assert.True(outbox.Synced(Lane.Reading, 4));
        Reopen();
        var next = outbox.NextBatch(Lane.Reading, Limits)!;
        Assert.Equal((5, Hash(all.Take(4))), (next.Header.First, next.Header.Before));
        Assert.Equal((10, 4, 6), (outbox.Status.Reading.Last, outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows));
        Assert.True(outbox.Synced(Lane.Reading, 10));
        Assert.Equal(11, outbox.Commit(Samples.Commit(Samples.Reading(11))).LastReading);
    }

    [Fact]
    public void Synced_PlaceThatIsNotThere_ChangesNothing()
    {
        outbox.Commit(Samples.Commit(Samples.Reading(1)));
        Assert.False(outbox.Synced(Lane.Reading, 2));
        Assert.Equal(1, outbox.Status.Reading.Rows);
    }

    [Fact]
    public void MoveTo_LaterCursor_SendsOnButForgetsOnlyWhenConfirmed()
    {
        outbox.Commit(Samples.Commit([.. Enumerable.Range(1, 6).Select(i => Samples.Reading(i))]));
        var all = outbox.NextBatch(Lane.Reading, Limits)!.Events;
        Assert.True(outbox.MoveTo(Lane.Reading, 4));
        Reopen();
        var next = outbox.NextBatch(Lane.Reading, Limits)!;
        Assert.Equal((5, Hash(all.Take(4)), 6), (next.Header.First, next.Header.Before, outbox.Status.Reading.Rows));
        outbox.Synced(Lane.Reading, 6);
        Assert.Equal((6, 0), (outbox.Status.Reading.Cursor, outbox.Status.Reading.Rows));
    }

    [Fact]
    public void MoveTo_PlaceThatIsNotThere_IsFalse()
    {
        Reopen(tailEvents: 0);
        outbox.Commit(Samples.Commit(Samples.Reading(1), Samples.Reading(2)));
        outbox.Synced(Lane.Reading, 1);
        Reopen(tailEvents: 0);
        Assert.False(outbox.MoveTo(Lane.Reading, 0));
        Assert.False(outbox.MoveTo(Lane.Reading, 3));
    }

    [Fact]
    public void Diverge_UnsyncedRows_AreNumberedFromOneUnderANewId()
    {
        outbox.Commit(Samples.Commit([.. Enumerable.Range(1, 6).Select(i => Samples.Reading(i))]));
        outbox.Commit(Samples.Commit(Samples.Contact(7)));
        outbox.Synced(Lane.Reading, 2);
        outbox.MoveTo(Lane.Reading, 4); // not confirmed: these rows must go again
        var old = outbox.Status.Id;
        var renewed = outbox.Diverge();
        Reopen();
        Assert.NotEqual(old, renewed);
        Assert.Equal(renewed, outbox.Status.Id);
        var batch = outbox.NextBatch(Lane.Reading, Limits)!;
        Assert.Equal((1, default(RunningHash)), (batch.Header.First, batch.Header.Before));
        Assert.Equal([1, 2, 3, 4], Sequences(Lane.Reading));
        Assert.Equal([3, 4, 5, 6], batch.Events.Select(e => EventCodec.Decode(e.Span, out _)!.Time.Nanoseconds));
        Assert.Equal(7, outbox.Status.Produced);
    }

    [Fact]
    public void SetAside_OneEvent_LeavesAMarkerAndTheRestAsItWas()
    {
        outbox.Commit(Samples.Commit(Samples.Contact(1), Samples.Contact(2), Samples.Contact(3)));
        Assert.True(outbox.SetAside(Lane.Alarm, 2));
        Assert.False(outbox.SetAside(Lane.Alarm, 2));
        var events = outbox.NextBatch(Lane.Alarm, Limits)!.Events.Select(e => EventCodec.Decode(e.Span, out _)!).ToList();
        Assert.Equal([EventKind.Contact, EventKind.Dropped, EventKind.Contact], events.Select(e => e.Kind));
        Assert.Equal((2, 1, "garbage"), (events[1].Sequence, events[1].Value, events[1].Fields.TextOf("reason")));
        Assert.Equal(1, outbox.Status.SetAside);
    }

    [Fact]
    public void Open_DamagedFile_BeginsANewIdAndKeepsTheOldFile()
    {
        outbox.Commit(Samples.Commit(Samples.Contact(1)));
        var old = outbox.Status.Id;
        outbox.Dispose();
        var path = folder.File("outbox.db");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(0, 2048).Fill(0xee);
        File.WriteAllBytes(path, bytes);
        outbox = Samples.Open(folder);
        Assert.NotEqual(old, outbox.Status.Id);
        Assert.Equal(bytes, File.ReadAllBytes(outbox.MovedAside!));
        Assert.Equal((1, 0), (outbox.Salvage!.Kept, outbox.Salvage.Lost));
        var batch = outbox.NextBatch(Lane.Alarm, Limits)!;
        Assert.Equal(Samples.Contact(1) with { Sequence = 1 }, EventCodec.Decode(Assert.Single(batch.Events).Span, out _));
        Assert.Equal(Samples.Boot, Assert.Single(batch.Header.Boots).Boot);
    }

    [Fact]
    public void Open_LogGone_KnowsWhatWasToldAndTellsItAsLost()
    {
        outbox.Commit(Samples.Commit(Samples.Contact(1), Samples.Reading(2)));
        var old = outbox.Status.Id;
        outbox.Dispose();
        var copy = File.ReadAllBytes(folder.File("outbox.db"));
        outbox = Samples.Open(folder);
        outbox.Commit(Samples.Commit(Samples.Contact(3), Samples.Contact(4), Samples.Reading(5)));
        outbox.Dispose();
        File.WriteAllBytes(folder.File("outbox.db"), copy); // sound, and older than what was told
        outbox = Samples.Open(folder);
        Assert.NotEqual(old, outbox.Status.Id);
        Assert.Equal((2, 3), (outbox.Salvage!.Kept, outbox.Salvage.Lost));
        var alarms = outbox.NextBatch(Lane.Alarm, Limits)!.Events.Select(e => EventCodec.Decode(e.Span, out _)!).ToList();
        Assert.Equal([(EventKind.Contact, 1L), (EventKind.Dropped, 3L)], alarms.Select(e => (e.Kind, e.Sequence)));
        Assert.Equal((2, "damaged"), (alarms[1].Value, alarms[1].Fields.TextOf("reason")));
        Assert.Equal(5, outbox.Status.Produced);
    }

    [Fact]
    public void Open_KilledWhileTheNewFileWasPutInPlace_GoesOn()
    {
        outbox.Commit(Samples.Commit(Samples.Contact(1)));
        outbox.Dispose();
        File.Move(folder.File("outbox.db"), folder.File("outbox.db-salvaged"));
        File.Delete(folder.File("outbox.db-mark"));
        File.WriteAllText(folder.File("outbox.db"), "damaged, and salvaged already");
        outbox = Samples.Open(folder);
        Assert.Equal(1, outbox.Status.Alarm.Rows);
        Assert.True(File.Exists(folder.File("outbox.db.unreadable-1")));
        Assert.False(File.Exists(folder.File("outbox.db-salvaged")));
    }

    [Fact]
    public void Open_OtherDevice_IsRefused()
    {
        outbox.Dispose();
        var refused = Assert.Throws<RefusedException>(() =>
            EventOutbox.Open(new OutboxOptions { Path = folder.File("outbox.db"), Device = DeviceId.Parse("other") }));
        Assert.Equal("foreign-outbox", refused.Refusal.Code);
        outbox = Samples.Open(folder);
    }

    [Fact]
    public void OpenBoot_SameAndNewBoot_KeepsAndCountsOrdinals()
    {
        Assert.Equal(0, outbox.OpenBoot(Samples.Boot));
        outbox.Commit(Samples.Commit(Samples.Reading(1)));
        Assert.Equal(1, outbox.OpenBoot(new BootId(2)));
        Assert.Equal(2, outbox.OpenBoot(new BootId(3)));
        Assert.Equal(0, outbox.OpenBoot(Samples.Boot)); // an event still names it
        Assert.Throws<ArgumentOutOfRangeException>(() => outbox.Clock(1)); // nothing named it
    }

    [Fact]
    public void Synced_ManyRows_GivesSpaceBack()
    {
        for (var i = 0; i < 30; i++) outbox.Commit(Samples.Commit([.. Enumerable.Range(1, 2000).Select(n => Samples.Reading(n))]));
        Assert.InRange(OnDisk(), 5 << 19, 16 << 20);
        Assert.True(outbox.Synced(Lane.Reading, 60_000));
        Assert.InRange(OnDisk(), 1, 3 << 19); // with the file still open
    }

    private long OnDisk() => new FileInfo(folder.File("outbox.db")).Length + new FileInfo(folder.File("outbox.db-wal")).Length;

    private void Reopen(int tailEvents = OutboxOptions.DefaultTailEvents)
    {
        outbox.Dispose();
        outbox = Samples.Open(folder, tailEvents: tailEvents);
    }

    private static RunningHash Hash(IEnumerable<ReadOnlyMemory<byte>> events) =>
        events.Aggregate(default(RunningHash), (hash, e) => hash.Next(e.Span));

    private IEnumerable<long> Sequences(Lane lane, bool alarmsSynced = false)
    {
        if (alarmsSynced) outbox.Synced(Lane.Alarm, outbox.Status.Alarm.Last);
        return outbox.NextBatch(lane, Limits)?.Events.Select(e => EventCodec.Decode(e.Span, out _)!.Sequence) ?? [];
    }
}
