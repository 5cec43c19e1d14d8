using CityKit.Core;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The outbox's tables in one file, and the transactions over them: the numbers in memory and those on the disk change together or not at
/// all. Not safe by itself: <see cref="EventOutbox"/> calls it within its lock.
/// </summary>
internal sealed class OutboxStore : IDisposable
{
    private readonly OutboxMark mark;
    private readonly OutboxReserve reserve;
    private readonly TailLimit tail;
    private long falls;
    private HubFall? lastFall;

    private OutboxStore(SqliteFile file, OutboxOptions options)
    {
        (File, tail) = (file, TailLimit.Of(options));
        using var work = file.Begin();
        Identity = new OutboxIdentity(file, options.Device);
        Alarms = new LaneTable(file, Lane.Alarm, Identity);
        Readings = new LaneTable(file, Lane.Reading, Identity);
        Boots = new BootTable(file);
        State = new OutboxState(file);
        Aside = new OutboxAside(file);
        Position = file.Scalar(
            "SELECT max(coalesce((SELECT position FROM alarms ORDER BY sequence DESC LIMIT 1), 0), "
                + "coalesce((SELECT position FROM readings ORDER BY sequence DESC LIMIT 1), 0))");
        CheckWhole();
        work.Commit();
        mark = new OutboxMark(file.Path);
        mark.Write(Told);
        reserve = new OutboxReserve(file.Path);
        reserve.Take();
    }

    internal SqliteFile File { get; }

    internal OutboxIdentity Identity { get; }

    internal LaneTable Alarms { get; }

    internal LaneTable Readings { get; }

    internal BootTable Boots { get; }

    internal OutboxState State { get; }

    internal OutboxAside Aside { get; }

    /// <summary>The place of the last event in the order of committing, both lanes together.</summary>
    internal long Position { get; set; }

    internal long Dropped { get; set; }

    /// <summary>
    /// True after a refused commit: there is no tail, and what the hub answers for is forgotten at once, as that alone makes room.
    /// </summary>
    internal bool IsTight { get; set; }

    internal long EventsWritten { get; set; }

    /// <summary>Rows that the hub has answered for and that would go out once more after a kill.</summary>
    internal long Unsaved => Alarms.State.Unsaved + Readings.State.Unsaved;

    private bool IsUnsettled => Unsaved > 0 || IsTight && Alarms.State.Tail.Rows + Readings.State.Tail.Rows > 0;

    internal OutboxStatus Status => new(
        Identity.Id, Alarms.State.Status, Readings.State.Status,
        Identity.Earlier + Alarms.State.Last + Readings.State.Last,
        Dropped, Aside.Count, File.BytesWritten, EventsWritten) { HubFalls = falls, LastFall = lastFall };

    private OutboxTold Told => new(Identity.Id, OutboxSchema.Schema.Version, Alarms.Told, Readings.Told);

    /// <summary>Opens a file that is as it was written.</summary>
    internal static OutboxStore OpenSound(OutboxOptions options)
    {
        var file = SqliteFile.Open(options.Path, OutboxSchema.Schema,
            new SqliteFileOptions { Exclusive = true, IncrementalVacuum = true, MoveDamagedAside = false });
        var ready = false;
        try
        {
            var store = new OutboxStore(file, options);
            ready = true;
            return store;
        }
        finally
        {
            if (!ready) file.Dispose();
        }
    }

    internal LaneTable Table(Lane lane) => lane == Lane.Alarm ? Alarms : Readings;

    internal int Known(int boot) =>
        Boots.Contains(boot)
            ? boot : throw new ArgumentOutOfRangeException(nameof(boot), boot, "No such boot; open it with OpenBoot first.");

    internal void Fell(HubFall fall) => (falls, lastFall) = (falls + 1, fall);

    /// <summary>
    /// A change that brings no events. On a full disk it takes the reserve, because without it nothing could ever be forgotten.
    /// </summary>
    internal void Keep(Action change)
    {
        try
        {
            InWork(change);
        }
        catch (SqliteException full) when (full.SqliteErrorCode == raw.SQLITE_FULL && reserve.Release())
        {
            InWork(change);
            File.TryCopyLog();
            reserve.Take();
        }
    }

    /// <summary>One transaction; when it fails or its result is not to be kept, the numbers in memory go back with it.</summary>
    internal T InWork<T>(Func<T> change, Func<T, bool>? isKept = null)
    {
        var before = (Alarms.State, Readings.State, Position, Dropped, EventsWritten, Identity.Id, Identity.Earlier, State.Memory);
        var kept = false;
        try
        {
            using var work = File.Begin();
            var result = change();
            if (isKept is not null && !isKept(result)) return result;
            work.Commit();
            kept = true;
            mark.Write(Told);
            return result;
        }
        finally
        {
            if (!kept) Restore(before);
        }
    }

    /// <summary>Another id, and both lanes from 1.</summary>
    internal void StartOver() => Keep(() =>
    {
        mark.Clear(); // killed in between, the mark must not speak of the old id
        Identity.Renew(Alarms.State.Answered + Readings.State.Answered);
        Alarms.StartOver();
        Readings.StartOver();
    });

    /// <summary>Writes what the hub has answered for and cuts the tails, within a transaction.</summary>
    internal void Settle()
    {
        Alarms.Settle(IsTight ? default : tail);
        Readings.Settle(IsTight ? default : tail);
    }

    /// <summary>The same in one of its own.</summary>
    /// <returns>False when the disk refuses.</returns>
    internal bool TrySettle()
    {
        if (!IsUnsettled) return true;
        try
        {
            Keep(Settle);
            return true;
        }
        catch (SqliteException failed) when (IsOfTheDisk(failed))
        {
            return false;
        }
    }

    /// <summary>True for what a full or failing disk says: the loop must not end because of it.</summary>
    internal static bool IsOfTheDisk(SqliteException failed) =>
        failed.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT
            or raw.SQLITE_BUSY;

    public void Dispose()
    {
        try
        {
            TrySettle();
        }
        finally
        {
            File.Dispose();
            mark.Dispose();
        }
    }

    private void InWork(Action change) => InWork(() => { change(); return true; });

    private void Restore((LaneState Alarms, LaneState Readings, long Position, long Dropped, long Written, OutboxId Id, long Earlier,
        OutboxMemory Memory) before)
    {
        (Alarms.State, Readings.State, Position, Dropped, EventsWritten) = (before.Alarms, before.Readings, before.Position, before.Dropped,
            before.Written);
        State.Memory = before.Memory;
        Identity.Restore(before.Id, before.Earlier);
        Boots.Load();
    }

    /// <summary>What SQLite cannot see: events of a boot that is not there, and a log that ends before what was reported.</summary>
    private void CheckWhole()
    {
        if (Alarms.Boots.Concat(Readings.Boots).Any(boot => !Boots.Contains(boot)))
            throw OutboxDamage.Found("a boot that events name is missing");
        if (OutboxMark.Read(File.Path) is not { } told) return;
        if (told.Id != Identity.Id) throw OutboxDamage.Found($"it is {Identity.Id}, and the mark says {told.Id}");
        if (told.Alarm.Last > Alarms.State.Last || told.Reading.Last > Readings.State.Last)
            throw OutboxDamage.Found(
                $"it ends at {Alarms.State.Last} and {Readings.State.Last}, and the mark says {told.Alarm.Last} and {told.Reading.Last}");
    }
}
