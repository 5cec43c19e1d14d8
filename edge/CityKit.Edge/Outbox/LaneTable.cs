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
        saveLane = file.Prepare("INSERT INTO lanes(lane, cursor, hash, assumed, crc) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(lane) DO UPDATE SET cursor = ?2, hash = ?3, assumed = ?4, crc = ?5");
        State = Load(file, table);
    }

    internal LaneState State { get; set; }

    /// <summary>The boots that the rows named when the file was opened.</summary>
    internal HashSet<int> Boots { get; } = [];

    internal LaneTold Told => new(State.Last, State.Cursor);

    internal static RowCheck Check(Lane lane, OutboxId outbox, in LaneRow row) => Check(lane, outbox, row.Sequence, row.Position, row.Boot, row.Bytes);

    internal static RowCheck Check(Lane lane, OutboxId outbox, long cursor, ReadOnlySpan<byte> hash, long assumed) =>
        RowCheck.Lanes.With((long)lane).With((long)(ulong)outbox.Value).With(cursor).With(hash).With(assumed);

    /// <summary>The event with the next sequence, as bytes at the end of the table.</summary>
    /// <param name="cityEvent">The event.</param>
    /// <param name="position">Its place among the events of both lanes.</param>
    /// <param name="covers">How many sequences it stands for.</param>
    internal void Append(CityEvent cityEvent, long position, long covers = 1)
    {
        var sequence = State.Last + covers;
        var length = EventCodec.Encode(cityEvent with { Sequence = sequence }, buffer);
        append.Bind(1, sequence).Bind(2, position).Bind(3, cityEvent.Time.Boot).Bind(4, buffer.AsSpan(0, length))
            .Bind(5, Check(lane, identity.Id, sequence, position, cityEvent.Time.Boot, buffer.AsSpan(0, length)).Value).Run();
        State = State with { Last = sequence, Rows = State.Rows + 1, Bytes = State.Bytes + length + RowOverhead };
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
        sequence == State.Told || (sequence > State.Told && find.Bind(1, sequence).Scalar() is not null);

    /// <summary>The running hash at a boundary.</summary>
    internal RunningHash HashOf(long sequence) => sequence >= State.Assumed ? HashAt(sequence, State.Assumed, State.AssumedHash) : HashAt(sequence, State.Cursor, State.Hash);

    /// <summary>Forgets everything up to a boundary and remembers the hash there.</summary>
    internal void Forget(long through)
    {
        var hash = HashOf(through);
        var assumed = through >= State.Assumed ? through : State.Assumed;
        Delete(State.Cursor, through);
        State = State with { Cursor = through, Hash = hash, Assumed = assumed, AssumedHash = assumed == through ? hash
            : State.AssumedHash, Answered = 0, Forgettable = default };
        Save();
    }

    /// <summary>
    /// The hub answered up to a boundary. Only noted: what is not written goes out once more after a kill, and the hub answers it again.
    /// </summary>
    internal void Answer(long through) => State = State with
    {
        Answered = through, Forgettable = SumOf(State.Cursor, through),
        Assumed = Math.Max(State.Assumed, through), AssumedHash = through > State.Assumed ? HashOf(through) : State.AssumedHash,
    };

    /// <summary>Forgets what the hub has answered for.</summary>
    internal void ForgetAnswered()
    {
        if (State.Answered > State.Cursor) Forget(State.Answered);
    }

    /// <summary>Sends on from a boundary without forgetting what is before it.</summary>
    internal void Assume(long sequence)
    {
        State = State with { Assumed = sequence, AssumedHash = HashAt(sequence, State.Cursor, State.Hash) };
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
        var shift = State.Cursor;
        foreach (var row in After(shift).ToList()) Renumber(row, row.Sequence - shift);
        State = State with { Last = State.Last - shift, Cursor = 0, Hash = default, Assumed = 0, AssumedHash = default };
        Save();
    }

    internal void Save()
    {
        Span<byte> hash = stackalloc byte[RunningHash.ByteLength];
        State.Hash.WriteTo(hash);
        saveLane.Bind(1, (long)lane).Bind(2, State.Cursor).Bind(3, hash).Bind(4, State.Assumed).Bind(5, Check(lane, identity.Id, State.Cursor, hash, State.Assumed).Value).Run();
    }

    private void Renumber(LaneRow row, long sequence)
    {
        var known = EventCodec.Decode(row.Bytes, out _) ?? DroppedMarker.For(row, 1, "unreadable");
        var length = EventCodec.Encode(known with { Sequence = sequence }, buffer);
        renumber.Bind(1, row.Sequence).Bind(2, sequence).Bind(3, buffer.AsSpan(0, length))
            .Bind(4, Check(lane, identity.Id, sequence, row.Position, row.Boot, buffer.AsSpan(0, length)).Value).Run();
        State = State with { Bytes = State.Bytes + length - row.Bytes.Length };
    }

    private void Delete(long from, long through)
    {
        var (rows, bytes) = SumOf(from, through);
        deleteBetween.Bind(1, from).Bind(2, through).Run();
        State = State with { Rows = State.Rows - rows, Bytes = State.Bytes - bytes };
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
        using var stored = new SqliteStatement(file.Handle, "SELECT cursor, hash, assumed, crc FROM lanes WHERE lane = ?1");
        if (stored.Bind(1, (long)lane).Step())
        {
            var hash = stored.Blob(1);
            if (hash.Length != RunningHash.ByteLength) throw OutboxDamage.Found($"the {lane} lane's cursor");
            OutboxDamage.Check(stored, 3, Check(lane, identity.Id, stored.Int64(0), hash, stored.Int64(2)), $"the {lane} lane's cursor");
            State = new LaneState { Cursor = stored.Int64(0), Hash = RunningHash.FromBytes(hash), Assumed = stored.Int64(2) };
        }
        var (last, rows, bytes) = CheckRows(file, table);
        return State with { AssumedHash = HashAt(State.Assumed, State.Cursor, State.Hash), Rows = rows, Bytes = bytes + rows * RowOverhead, Last = last };
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
            OutboxDamage.Check(all, 4, Check(lane, identity.Id, sequence, all.Int64(1), (int)all.Int64(2), content), $"event {sequence} of the {lane} lane");
            if (sequence != last + 1 && !CoversFrom(last + 1, sequence, content)) throw OutboxDamage.Found($"events after {last} of the {lane} lane are missing");
            Boots.Add((int)all.Int64(2));
            (last, rows, bytes) = (sequence, rows + 1, bytes + content.Length);
        }
        return (last, rows, bytes);
    }

    private static bool CoversFrom(long first, long sequence, ReadOnlySpan<byte> content) =>
        EventCodec.Decode(content, out _) is { Kind: EventKind.Dropped } marker && sequence - marker.Value + 1 == first;
}
