using System.Threading.Channels;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;
using NodaTime;
using SQLitePCL;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The outbox (发件箱): what a device saw and what it remembers, on its own disk until the hub answered. An event's identity is
/// (device, outbox id, lane, sequence). Safe for the loop that commits and the forwarder that sends at once.
/// </summary>
/// <remarks>
/// Readings are offered only up to the first alarm, in the order of committing, that the hub has not taken. So at the hub alarms may be ahead of
/// readings but never behind: when a reading or heartbeat moves a sensor's time to t, every alarm event before t is there already,
/// and a rule never judges a minute whose contact change is still on the way.
/// </remarks>
public sealed class EventOutbox : IDisposable
{
    private const int KeptFreePages = 256;
    private const int GivenBackAtOnce = 1024;
    private readonly Lock gate = new();
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SqliteFile file;
    private readonly OutboxIdentity identity;
    private readonly LaneTable alarms;
    private readonly LaneTable readings;
    private readonly BootTable boots;
    private readonly OutboxState state;
    private readonly OutboxCap cap;
    private readonly OutboxAside aside;
    private readonly OutboxMark mark;
    private readonly OutboxReserve reserve;
    private long position;
    private long dropped;
    private long eventsWritten;
    private long freed;

    private EventOutbox(SqliteFile file, OutboxOptions options)
    {
        this.file = file;
        Device = options.Device;
        using var work = file.Begin();
        identity = new OutboxIdentity(file, options.Device);
        alarms = new LaneTable(file, Lane.Alarm, identity);
        readings = new LaneTable(file, Lane.Reading, identity);
        boots = new BootTable(file);
        state = new OutboxState(file);
        cap = new OutboxCap(alarms, readings, options.CapBytes);
        aside = new OutboxAside(file);
        position = file.Scalar("SELECT max(coalesce((SELECT position FROM alarms ORDER BY sequence DESC LIMIT 1), 0), coalesce((SELECT position FROM readings ORDER BY sequence DESC LIMIT 1), 0))");
        CheckWhole_NeedsLock();
        work.Commit();
        mark = new OutboxMark(file.Path);
        mark.Write(Told_NeedsLock());
        reserve = new OutboxReserve(file.Path);
        reserve.Take();
    }

    /// <summary>The device.</summary>
    public DeviceId Device { get; }

    /// <summary>Where an unreadable file was moved to when this outbox was begun in its place; null when nothing was wrong.</summary>
    public string? MovedAside => Salvage?.MovedAside;

    /// <summary>What became of an unreadable file when this outbox was begun in its place; null when nothing was wrong.</summary>
    public OutboxSalvage? Salvage { get; private set; }

    /// <summary>How far the source was read when the last commit was made; null before the first.</summary>
    public SourcePosition? Source
    {
        get { lock (gate) return state.Source; }
    }

    /// <summary>How the outbox stands.</summary>
    public OutboxStatus Status
    {
        get { lock (gate) return Status_NeedsLock(); }
    }

    /// <summary>Opens the outbox, or begins it with a new random id; a damaged file is moved aside first, and what can be read of it goes into the new one.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="RefusedException">The file is in use, another device's, another program's or a newer version's.</exception>
    public static EventOutbox Open(OutboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        OutboxRepair.Finish(options.Path);
        try
        {
            return OpenSound(options);
        }
        catch (Exception damage) when (OutboxDamage.Is(damage, options.Path))
        {
            var salvage = OutboxRepair.Run(options);
            var outbox = OpenSound(options);
            outbox.Salvage = salvage;
            return outbox;
        }
    }

    /// <summary>The ordinal of a boot, a new one when it was not seen before.</summary>
    public int OpenBoot(BootId boot)
    {
        lock (gate)
        {
            if (boots.Find(boot) is { } known) return known;
            Keep_NeedsLock(() => boots.Add(boot));
            return boots.Find(boot)!.Value;
        }
    }

    /// <summary>What is known of a boot's wall time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    public BootClock Clock(int boot)
    {
        lock (gate) return boots[Known_NeedsLock(boot)];
    }

    /// <summary>Sets a boot's wall time; what waited for it may go.</summary>
    /// <returns>False when the disk refuses: try again.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    public bool SetClock(int boot, Instant zero, ClockQuality quality) => ChangeBoot(boot, () => boots.Set(boot, zero, quality));

    /// <summary>Lets the events of a boot go without wall time.</summary>
    /// <returns>False when the disk refuses: try again.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    public bool ReleaseClock(int boot) => ChangeBoot(boot, () => boots.Release(boot));

    /// <summary>The state that was committed under a key; null when there is none.</summary>
    public byte[]? State(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (gate) return state.Get(key);
    }

    /// <summary>Makes events, state and source position durable, all or nothing; returns when they are on the disk.</summary>
    /// <returns>The last sequences, or a refusal: <c>outbox-full</c> when even giving up readings makes no room, <c>disk</c> when the disk refuses.</returns>
    /// <exception cref="ArgumentException">An event breaks a limit or names an unknown boot; nothing was kept.</exception>
    public OutboxReceipt Commit(OutboxCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        OutboxReceipt receipt;
        lock (gate) receipt = Commit_NeedsLock(commit);
        if (receipt.IsCommitted && commit.Events.Count > 0) signal.Writer.TryWrite(true);
        return receipt;
    }

    /// <summary>The next events of a lane; null when there are none that may go.</summary>
    public OutboxBatch? NextBatch(Lane lane, BatchLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        lock (gate)
        {
            var table = Table(lane);
            var rows = Rows_NeedsLock(table, limits);
            if (rows.Count == 0) return null;
            var clocks = rows.Select(row => row.Boot).Distinct().Order().Select(boot => boots[boot]).ToList();
            var header = new BatchHeader(Device, identity.Id, lane, table.State.Assumed + 1, table.State.AssumedHash, clocks);
            return new OutboxBatch(header, [.. rows.Select(row => (ReadOnlyMemory<byte>)row.Bytes)], rows[^1].Sequence);
        }
    }

    /// <summary>The hub has everything up to here: it is forgotten.</summary>
    /// <returns>False, with nothing changed, when the lane has no such place: the hub speaks of another history.</returns>
    public bool Synced(Lane lane, long through)
    {
        lock (gate)
        {
            var table = Table(lane);
            if (through <= table.State.Cursor) return through == table.State.Cursor;
            if (!table.IsBoundary(through)) return false;
            Forget_NeedsLock(table, through);
            return true;
        }
    }

    /// <summary>Whether what this outbox has up to a place is what the hub took in: the same running hash. A place it does not know is left to the cursor's own rules.</summary>
    public bool Agrees(Lane lane, long cursor, RunningHash hash)
    {
        lock (gate) return Table(lane) is var table && (!table.IsBoundary(cursor) || table.HashOf(cursor) == hash);
    }

    /// <summary>
    /// The hub named its cursor: go on from there. What is before it stays until a batch after it is taken, so that a cursor moved by a copy of this
    /// outbox costs nothing; only when nothing is after it is it forgotten at once.
    /// </summary>
    /// <returns>False, with nothing changed, when the lane has no such place: the hub speaks of another history.</returns>
    public bool MoveTo(Lane lane, long cursor)
    {
        lock (gate)
        {
            var table = Table(lane);
            if (!table.IsBoundary(cursor)) return false;
            if (cursor == table.State.Last && cursor > table.State.Cursor) Forget_NeedsLock(table, cursor);
            else Keep_NeedsLock(() => table.Assume(cursor));
            return true;
        }
    }

    /// <summary>Opens a new outbox with a new random id: everything the hub has not answered for is numbered again from 1, in both lanes.</summary>
    public OutboxId Diverge()
    {
        lock (gate)
        {
            Keep_NeedsLock(() =>
            {
                mark.Clear(); // killed in between, the mark must not speak of the old id
                identity.Renew(alarms.State.Cursor + readings.State.Cursor);
                alarms.StartOver();
                readings.StartOver();
            });
            signal.Writer.TryWrite(true);
            return identity.Id;
        }
    }

    /// <summary>Takes an event that the hub cannot read out of the way: its bytes are kept aside, a <see cref="EventKind.Dropped"/> of one stands in its place.</summary>
    /// <returns>False when there is no such event or it stands for others already.</returns>
    public bool SetAside(Lane lane, long sequence)
    {
        lock (gate)
        {
            var table = Table(lane);
            if (sequence <= table.State.Cursor || !table.IsBoundary(sequence)) return false;
            var row = table.After(sequence - 1).First();
            if (EventCodec.Decode(row.Bytes, out _) is { Kind: EventKind.Dropped }) return false;
            Keep_NeedsLock(() =>
            {
                aside.Keep(lane, row);
                table.Replace(sequence, DroppedMarker.For(row, 1, "garbage"));
            });
            return true;
        }
    }

    /// <summary>Waits until something may have become ready to be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancel) => await signal.Reader.ReadAsync(cancel).ConfigureAwait(false);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            file.Dispose();
            mark.Dispose();
        }
    }

    /// <summary>Opens a file that is as it was written.</summary>
    internal static EventOutbox OpenSound(OutboxOptions options)
    {
        var file = SqliteFile.Open(options.Path, OutboxSchema.Schema, new SqliteFileOptions { Exclusive = true, IncrementalVacuum = true, MoveDamagedAside = false });
        var ready = false;
        try
        {
            var outbox = new EventOutbox(file, options);
            ready = true;
            return outbox;
        }
        finally
        {
            if (!ready) file.Dispose();
        }
    }

    /// <summary>Takes what was salvaged into this new outbox, all or nothing; a marker stands for each run of events that could not be read.</summary>
    /// <returns>How many events could not be read.</returns>
    internal long TakeOver(SalvagedOutbox salvaged)
    {
        lock (gate) return InWork_NeedsLock(() =>
        {
            identity.Renew(salvaged.Earlier);
            foreach (var boot in salvaged.Boots) boots.Save(boot);
            if (salvaged.Source is { } source) state.Write(source);
            return Append_NeedsLock(alarms, salvaged.Alarms) + Append_NeedsLock(readings, salvaged.Readings);
        });
    }

    private long Append_NeedsLock(LaneTable table, IReadOnlyList<SalvagedEvent> events)
    {
        foreach (var found in events)
        {
            table.Append(found.Event, found.Position, found.Covers);
            position = Math.Max(position, found.Position);
        }
        return events.Where(e => e.IsLoss).Sum(e => e.Covers);
    }

    /// <summary>What SQLite cannot see: events of a boot that is not there, and a log that ends before what was told.</summary>
    private void CheckWhole_NeedsLock()
    {
        if (alarms.Boots.Concat(readings.Boots).Any(boot => !boots.Contains(boot))) throw OutboxDamage.Found("a boot that events name is missing");
        if (OutboxMark.Read(file.Path) is not { } told) return;
        if (told.Id != identity.Id) throw OutboxDamage.Found($"it is {identity.Id}, and {told.Id} was told");
        if (told.Alarm.Last > alarms.State.Last || told.Reading.Last > readings.State.Last) throw OutboxDamage.Found($"it ends at {alarms.State.Last} and {readings.State.Last}, and {told.Alarm.Last} and {told.Reading.Last} were told");
    }

    private OutboxTold Told_NeedsLock() => new(identity.Id, OutboxSchema.Schema.Version, alarms.Told, readings.Told);

    /// <summary>The loop must not end because the disk is full.</summary>
    private bool ChangeBoot(int boot, Action change)
    {
        try
        {
            lock (gate)
            {
                Known_NeedsLock(boot);
                Keep_NeedsLock(change);
            }
        }
        catch (SqliteException failed) when (IsOfTheDisk(failed))
        {
            return false;
        }
        signal.Writer.TryWrite(true);
        return true;
    }

    private static bool IsOfTheDisk(SqliteException failed) =>
        failed.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_BUSY;

    private OutboxReceipt Commit_NeedsLock(OutboxCommit commit)
    {
        try
        {
            var receipt = InWork_NeedsLock(() => Write_NeedsLock(commit), written => written.IsCommitted);
            return Receipt_NeedsLock(receipt.Refusal);
        }
        catch (SqliteException failed) when (IsOfTheDisk(failed))
        {
            return Receipt_NeedsLock(OutboxRefusals.Disk(file.Path, failed.Message));
        }
    }

    private OutboxReceipt Write_NeedsLock(OutboxCommit commit)
    {
        foreach (var cityEvent in commit.Events)
        {
            Known_NeedsLock(cityEvent.Time.Boot);
            Table(cityEvent.Lane).Append(cityEvent, ++position);
        }
        state.Write(commit);
        if (!cap.Enforce(out var gaveUp)) return Receipt_NeedsLock(OutboxRefusals.Full(alarms.State.Bytes, readings.State.Bytes));
        dropped += gaveUp;
        eventsWritten += commit.Events.Count;
        return Receipt_NeedsLock(null);
    }

    /// <summary>After a refusal the numbers are those of before.</summary>
    private OutboxReceipt Receipt_NeedsLock(Refusal? refusal) => new(alarms.State.Last, readings.State.Last, refusal);

    private List<LaneRow> Rows_NeedsLock(LaneTable table, BatchLimits limits)
    {
        var barrier = table == readings ? FirstUnsyncedAlarm_NeedsLock() : long.MaxValue;
        var named = new HashSet<int>();
        var rows = new List<LaneRow>();
        var bytes = 0;
        foreach (var row in table.After(table.State.Assumed))
        {
            bytes += row.Bytes.Length;
            named.Add(row.Boot);
            var fits = rows.Count == 0 || rows.Count < limits.Events && bytes <= limits.Bytes && named.Count <= WireLimits.Default.Boots;
            if (!fits || row.Position > barrier || !boots.IsReady(row.Boot)) break;
            rows.Add(row);
        }
        return rows;
    }

    private long FirstUnsyncedAlarm_NeedsLock()
    {
        foreach (var row in alarms.After(alarms.State.Assumed)) return row.Position;
        return long.MaxValue;
    }

    private void Forget_NeedsLock(LaneTable table, long through)
    {
        Keep_NeedsLock(() => table.Forget(through));
        GiveBack_NeedsLock();
    }

    /// <summary>Freed pages go back to the file system: at once when nothing is left to send, by the megabyte while a backlog drains.</summary>
    private void GiveBack_NeedsLock()
    {
        var free = file.Scalar("PRAGMA freelist_count");
        if (free > KeptFreePages)
        {
            Keep_NeedsLock(() => file.Execute($"PRAGMA incremental_vacuum({free - KeptFreePages})"));
            freed += free - KeptFreePages;
        }
        var drained = freed > 0 && alarms.State.Rows + readings.State.Rows == 0;
        if ((drained || freed >= GivenBackAtOnce) && file.TryCopyLog()) freed = 0; // the file is cut when the log is copied into it
    }

    /// <summary>A change that brings no events. On a full disk it takes the reserve, because without it nothing could ever be forgotten.</summary>
    private void Keep_NeedsLock(Action change)
    {
        try
        {
            InWork_NeedsLock(change);
        }
        catch (SqliteException full) when (full.SqliteErrorCode == raw.SQLITE_FULL && reserve.Release())
        {
            InWork_NeedsLock(change);
            file.TryCopyLog();
            reserve.Take();
        }
    }

    private void InWork_NeedsLock(Action change) => InWork_NeedsLock(() => { change(); return true; });

    /// <summary>One transaction; when it fails or its result is not to be kept, the numbers in memory go back with it.</summary>
    private T InWork_NeedsLock<T>(Func<T> change, Func<T, bool>? isKept = null)
    {
        var before = (alarms.State, readings.State, position, dropped, eventsWritten, identity.Id, identity.Earlier);
        var kept = false;
        try
        {
            using var work = file.Begin();
            var result = change();
            if (isKept is not null && !isKept(result)) return result;
            work.Commit();
            kept = true;
            mark.Write(Told_NeedsLock());
            return result;
        }
        finally
        {
            if (!kept) Restore_NeedsLock(before);
        }
    }

    private void Restore_NeedsLock((LaneState Alarms, LaneState Readings, long Position, long Dropped, long Written, OutboxId Id, long Earlier) before)
    {
        (alarms.State, readings.State, position, dropped, eventsWritten) = (before.Alarms, before.Readings, before.Position, before.Dropped, before.Written);
        identity.Restore(before.Id, before.Earlier);
        boots.Load();
    }

    private OutboxStatus Status_NeedsLock() => new(
        identity.Id, alarms.State.Status, readings.State.Status,
        identity.Earlier + alarms.State.Last + readings.State.Last,
        dropped, aside.Count, file.BytesWritten, eventsWritten);

    private LaneTable Table(Lane lane) => lane == Lane.Alarm ? alarms : readings;

    private int Known_NeedsLock(int boot) =>
        boots.Contains(boot) ? boot : throw new ArgumentOutOfRangeException(nameof(boot), boot, "No such boot; open it with OpenBoot first. 未知的启动序号：请先调用 OpenBoot。");
}
