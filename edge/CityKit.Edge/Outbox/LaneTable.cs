using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Shared.Checks;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>One lane: its table and its numbers. Every method that writes runs inside the outbox's transaction.</summary>
internal sealed class LaneTable
{
    /// <summary>What a row costs beside its bytes, near enough.</summary>
    internal const int RowOverhead = 32;

    private readonly Lane lane;
    private readonly OutboxIdentity identity;
    private readonly SqliteStatement append;
    private readonly SqliteStatement after;
    private readonly SqliteStatement replace;
    private readonly SqliteStatement renumber;
    private readonly SqliteStatement deleteBetween;
    private readonly SqliteStatement sumBetween;
    private readonly SqliteStatement sizes;
    private readonly SqliteStatement find;
    private readonly SqliteStatement saveLane;
    private readonly byte[] buffer = new byte[EventCodec.MaxBytes];

    internal LaneTable(SqliteFile file, Lane lane, OutboxIdentity identity)
    {
        (this.lane, this.identity) = (lane, identity);
        var table = lane == Lane.Alarm ? "alarms" : "readings";
        append = file.Prepare($"INSERT INTO {table}(sequence, position, boot, bytes, crc) VALUES(?1, ?2, ?3, ?4, ?5)");
        after = file.Prepare($"SELECT sequence, position, boot, bytes FROM {table} WHERE sequence > ?1 ORDER BY sequence");
        replace = file.Prepare($"UPDATE {table} SET bytes = ?2, boot = ?3, crc = ?4 WHERE sequence = ?1");
        renumber = file.Prepare($"UPDATE {table} SET sequence = ?2, bytes = ?3, crc = ?4 WHERE sequence = ?1");
        deleteBetween = file.Prepare($"DELETE FROM {table} WHERE sequence > ?1 AND sequence <= ?2");
        sumBetween = file.Prepare($"SELECT count(*), coalesce(sum(length(bytes)), 0) FROM {table} WHERE sequence > ?1 AND sequence <= ?2");
        sizes = file.Prepare($"SELECT sequence, length(bytes) FROM {table} WHERE sequence > ?1 ORDER BY sequence");
        find = file.Prepare($"SELECT 1 FROM {table} WHERE sequence = ?1");
        saveLane = file.Prepare("INSERT INTO lanes(lane, cursor, hash, assumed, crc, answered, falls, receipt) "
            + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
            + "ON CONFLICT(lane) DO UPDATE SET cursor = ?2, hash = ?3, assumed = ?4, crc = ?5, answered = ?6, falls = ?7, receipt = ?8");
        State = Load(file, table);
    }

    internal LaneState State { get; set; }

    internal Lane Lane => lane;

    /// <summary>The boots that the rows named when the file was opened.</summary>
    internal HashSet<int> Boots { get; } = [];

    internal LaneTold Told => new(State.Last, State.Saved, State.Falls);

    internal static RowCheck Check(Lane lane, OutboxId outbox, in LaneRow row) =>
        Check(lane, outbox, row.Sequence, row.Position, row.Boot, row.Bytes);

    /// <summary>The check of a lane's own row as schemas 2 and 3 wrote it.</summary>
    internal static RowCheck Check(Lane lane, OutboxId outbox, long cursor, ReadOnlySpan<byte> hash, long assumed) =>
        RowCheck.Lanes.With((long)lane).With((long)(ulong)outbox.Value).With(cursor).With(hash).With(assumed);

    /// <summary>The check of a lane's own row.</summary>
    internal static RowCheck Check(Lane lane, OutboxId outbox, in LaneState state)
    {
        Span<byte> hash = stackalloc byte[RunningHash.ByteLength];
        state.Hash.WriteTo(hash);
        return Check(lane, outbox, state.Cursor, hash, state.Assumed).With(state.Answered).With(state.Falls).With(state.Receipt.Span);
    }

    /// <summary>The event with the next sequence, as bytes at the end of the table.</summary>
    /// <param name="cityEvent">The event.</param>
    /// <param name="position">Its place among the events of both lanes.</param>
    /// <param name="covers">How many sequences it stands for.</param>
    internal void Append(CityEvent cityEvent, long position, long covers = 1)
    {
        State = State with { Last = State.Last + covers };
        Insert(cityEvent with { Sequence = State.Last }, position);
    }

    /// <summary>The rows after a sequence, in order, for as long as the caller takes them.</summary>
    internal IEnumerable<LaneRow> After(long sequence)
    {
        after.Bind(1, sequence);
        try
        {
            while (after.Step()) yield return new LaneRow(after.Int64(0), after.Int64(1), (int)after.Int64(2), after.Blob(3).ToArray());
        }
        finally
        {
            after.Reset();
        }
    }

    /// <summary>The sequences after one and the lengths of their bytes, without reading those.</summary>
    internal IEnumerable<(long Sequence, long Length)> SizesAfter(long sequence)
    {
        sizes.Bind(1, sequence);
        try
        {
            while (sizes.Step()) yield return (sizes.Int64(0), sizes.Int64(1));
        }
        finally
        {
            sizes.Reset();
        }
    }

    /// <summary>True when a batch may end there.</summary>
    internal bool IsBoundary(long sequence) =>
        sequence == State.Cursor || (sequence > State.Cursor && find.Bind(1, sequence).Scalar() is not null);

    /// <summary>The running hash at a boundary.</summary>
    internal RunningHash HashOf(long sequence) =>
        sequence >= State.Assumed ? HashAt(sequence, State.Assumed, State.AssumedHash) : HashAt(sequence, State.Cursor, State.Hash);

    /// <summary>
    /// The hub answered up to a boundary. Only noted: what is not written goes out once more after a kill, and the hub answers it again.
    /// </summary>
    internal void Answer(long through, byte[]? receipt)
    {
        var (rows, bytes) = SumOf(State.Answered, through);
        State = State with
        {
            Answered = through, Receipt = receipt is null ? State.Receipt : receipt,
            Tail = (State.Tail.Rows + rows, State.Tail.Bytes + bytes), Unsaved = State.Unsaved + rows,
            Assumed = Math.Max(State.Assumed, through), AssumedHash = through > State.Assumed ? HashOf(through) : State.AssumedHash,
        };
    }

    /// <summary>Writes how far the hub answered, and forgets the oldest of the tail when that is a quarter beyond a limit.</summary>
    internal void Settle(TailLimit limit)
    {
        if (State.Tail.Rows == 0) return;
        if (limit.IsPassedBy(State.Tail)) Forget(TailStart(limit));
        Save();
    }

    /// <summary>
    /// Sends on from a boundary without forgetting what is before it. From one in the tail, as the hub lost what is after it: that waits
    /// again.
    /// </summary>
    internal void Assume(long sequence)
    {
        var hash = HashAt(sequence, State.Cursor, State.Hash);
        if (sequence < State.Answered)
            State = State with { Answered = sequence, Tail = SumOf(State.Cursor, sequence), Falls = State.Falls + 1 };
        State = State with { Assumed = sequence, AssumedHash = hash };
        Save();
    }

    /// <summary>
    /// The hub lost what it had answered for in the other lane, and nothing waits here that would show whether it did in this one: the last
    /// event that it answered for goes again.
    /// </summary>
    internal void Doubt()
    {
        if (State.Last > State.Answered || State.Tail.Rows == 0) return;
        var before = State.Cursor;
        foreach (var (sequence, _) in SizesAfter(State.Cursor))
            if (sequence < State.Answered) before = sequence;
        State = State with
        {
            Answered = before, Tail = SumOf(State.Cursor, before), Falls = State.Falls + 1,
            Assumed = before, AssumedHash = HashAt(before, State.Cursor, State.Hash),
        };
        Save();
    }

    /// <summary>
    /// The hub fell back behind all that is kept: a marker for what is forgotten, then everything kept, after the hub's own place.
    /// </summary>
    internal void FallBack(long cursor, RunningHash hash)
    {
        var (near, count) = (After(State.Cursor).First(), State.Cursor - cursor);
        Insert(DroppedMarker.For(near, count, "forgotten") with { Sequence = State.Cursor }, near.Position);
        State = State with
        {
            Cursor = cursor, Hash = hash, Answered = cursor, Assumed = cursor, AssumedHash = hash, Tail = default, Falls = State.Falls + 1,
        };
        Save();
    }

    /// <summary>Puts one marker in the place of the rows after <paramref name="from"/> up to <paramref name="through"/>.</summary>
    internal void ReplaceByMarker(long from, long through, CityEvent marker)
    {
        Delete(from, through - 1);
        Replace(through, marker with { Value = through - from });
    }

    /// <summary>Other bytes for a row.</summary>
    internal void Replace(long sequence, CityEvent cityEvent)
    {
        var before = After(sequence - 1).First();
        var length = EventCodec.Encode(cityEvent with { Sequence = sequence }, buffer);
        replace.Bind(1, sequence).Bind(2, buffer.AsSpan(0, length)).Bind(3, cityEvent.Time.Boot)
            .Bind(4, Check(lane, identity.Id, sequence, before.Position, cityEvent.Time.Boot, buffer.AsSpan(0, length)).Value).Run();
        State = State with { Bytes = State.Bytes + length - before.Bytes.Length };
    }

    /// <summary>Numbers what the hub has not answered for from 1, for a new outbox.</summary>
    internal void StartOver()
    {
        Forget(State.Answered);
        var shift = State.Cursor;
        foreach (var row in After(shift).ToList()) Renumber(row, row.Sequence - shift);
        State = new LaneState { Last = State.Last - shift, Rows = State.Rows, Bytes = State.Bytes };
        Save();
    }

    private void Save()
    {
        Span<byte> hash = stackalloc byte[RunningHash.ByteLength];
        State.Hash.WriteTo(hash);
        saveLane.Bind(1, (long)lane).Bind(2, State.Cursor).Bind(3, hash).Bind(4, State.Assumed)
            .Bind(5, Check(lane, identity.Id, State).Value)
            .Bind(6, State.Answered).Bind(7, State.Falls).Bind(8, State.Receipt.Span).Run();
        State = State with { Saved = State.Answered, Unsaved = 0 };
    }

    private void Insert(CityEvent cityEvent, long position)
    {
        var length = EventCodec.Encode(cityEvent, buffer);
        var bytes = buffer.AsSpan(0, length);
        append.Bind(1, cityEvent.Sequence).Bind(2, position).Bind(3, cityEvent.Time.Boot).Bind(4, bytes)
            .Bind(5, Check(lane, identity.Id, cityEvent.Sequence, position, cityEvent.Time.Boot, bytes).Value).Run();
        State = State with { Rows = State.Rows + 1, Bytes = State.Bytes + length + RowOverhead };
    }

    /// <summary>Forgets everything up to a boundary that the hub answered for, and remembers the hash there.</summary>
    private void Forget(long through)
    {
        var hash = HashOf(through);
        var (rows, bytes) = Delete(State.Cursor, through);
        State = State with { Cursor = through, Hash = hash, Tail = (State.Tail.Rows - rows, State.Tail.Bytes - bytes) };
    }

    /// <summary>Up to where the tail is to be forgotten.</summary>
    private long TailStart(TailLimit limit)
    {
        var (through, rows, bytes) = (State.Cursor, State.Tail.Rows, State.Tail.Bytes);
        foreach (var (sequence, length) in SizesAfter(State.Cursor))
        {
            if (rows <= limit.Rows && bytes <= limit.Bytes) break;
            (through, rows, bytes) = (sequence, rows - 1, bytes - length - RowOverhead);
        }
        return through;
    }

    private void Renumber(LaneRow row, long sequence)
    {
        var known = EventCodec.Decode(row.Bytes, out _) ?? DroppedMarker.For(row, 1, "unreadable");
        var length = EventCodec.Encode(known with { Sequence = sequence }, buffer);
        renumber.Bind(1, row.Sequence).Bind(2, sequence).Bind(3, buffer.AsSpan(0, length))
            .Bind(4, Check(lane, identity.Id, sequence, row.Position, row.Boot, buffer.AsSpan(0, length)).Value).Run();
        State = State with { Bytes = State.Bytes + length - row.Bytes.Length };
    }

    private (long Rows, long Bytes) Delete(long from, long through)
    {
        var (rows, bytes) = SumOf(from, through);
        deleteBetween.Bind(1, from).Bind(2, through).Run();
        State = State with { Rows = State.Rows - rows, Bytes = State.Bytes - bytes };
        return (rows, bytes);
    }

    private (long Rows, long Bytes) SumOf(long from, long through)
    {
        sumBetween.Bind(1, from).Bind(2, through).Step();
        var (rows, bytes) = (sumBetween.Int64(0), sumBetween.Int64(1));
        sumBetween.Reset();
        return (rows, bytes + rows * RowOverhead);
    }

    private RunningHash HashAt(long through, long from, RunningHash hash) =>
        After(from).TakeWhile(row => row.Sequence <= through).Aggregate(hash, (before, row) => before.Next(row.Bytes));

    private static RowCheck Check(Lane lane, OutboxId outbox, long sequence, long position, int boot, ReadOnlySpan<byte> bytes) =>
        RowCheck.Events(lane, outbox).With(sequence).With(position).With((long)boot).With(bytes);

    private LaneState Load(SqliteFile file, string table)
    {
        using var stored = new SqliteStatement(file.Handle,
            "SELECT cursor, hash, assumed, crc, answered, falls, receipt FROM lanes WHERE lane = ?1");
        if (stored.Bind(1, (long)lane).Step()) State = Load(stored);
        var (last, rows, bytes) = CheckRows(file, table);
        return State with
        {
            AssumedHash = HashAt(State.Assumed, State.Cursor, State.Hash),
            Saved = State.Answered, Tail = SumOf(State.Cursor, State.Answered),
            Rows = rows, Bytes = bytes + rows * RowOverhead, Last = last,
        };
    }

    private LaneState Load(SqliteStatement stored)
    {
        var hash = stored.Blob(1);
        if (hash.Length != RunningHash.ByteLength) throw OutboxDamage.Found($"the {lane} lane's cursor");
        var isOfSchema3 = stored.IsNull(4); // which kept no tail
        var state = new LaneState
        {
            Cursor = stored.Int64(0), Hash = RunningHash.FromBytes(hash), Assumed = stored.Int64(2),
            Answered = stored.Int64(isOfSchema3 ? 0 : 4), Falls = stored.Int64(5), Receipt = stored.Blob(6).ToArray(),
        };
        var check = isOfSchema3 ? Check(lane, identity.Id, state.Cursor, hash, state.Assumed) : Check(lane, identity.Id, state);
        OutboxDamage.Check(stored, 3, check, $"the {lane} lane's cursor");
        return state;
    }

    /// <summary>Every row is as it was written, and none is missing before the last one.</summary>
    private (long Last, long Rows, long Bytes) CheckRows(SqliteFile file, string table)
    {
        using var all = new SqliteStatement(file.Handle, $"SELECT sequence, position, boot, bytes, crc FROM {table} ORDER BY sequence");
        var (last, rows, bytes) = (State.Cursor, 0L, 0L);
        while (all.Step())
        {
            var sequence = all.Int64(0);
            var content = all.Blob(3);
            OutboxDamage.Check(all, 4, Check(lane, identity.Id, sequence, all.Int64(1), (int)all.Int64(2), content),
                $"event {sequence} of the {lane} lane");
            if (sequence != last + 1 && !CoversFrom(last + 1, sequence, content))
                throw OutboxDamage.Found($"events after {last} of the {lane} lane are missing");
            Boots.Add((int)all.Int64(2));
            (last, rows, bytes) = (sequence, rows + 1, bytes + content.Length);
        }
        return (last, rows, bytes);
    }

    private static bool CoversFrom(long first, long sequence, ReadOnlySpan<byte> content) =>
        EventCodec.Decode(content, out _) is { Kind: EventKind.Dropped } marker && sequence - marker.Value + 1 == first;
}
