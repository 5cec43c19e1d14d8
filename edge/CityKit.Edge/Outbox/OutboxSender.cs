using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What goes out of the outbox: batches in order, and what the hub's answers do to them. Called within the outbox's lock.
/// </summary>
internal sealed class OutboxSender(OutboxStore store)
{
    private const int KeptFreePages = 256;
    private const int GivenBackAtOnce = 1024;

    /// <summary>After a kill fewer answered rows than these, and those of one batch, go out once more.</summary>
    internal const int SettledAtOnce = 256;

    private long freed;

    internal OutboxBatch? NextBatch(DeviceId device, Lane lane, BatchLimits limits)
    {
        var table = store.Table(lane);
        var rows = Rows(table, limits);
        if (rows.Count == 0) return null;
        var clocks = rows.Select(row => row.Boot).Distinct().Order().Select(boot => store.Boots[boot]).ToList();
        var header = new BatchHeader(device, store.Identity.Id, lane, table.State.Assumed + 1, table.State.AssumedHash, clocks);
        return new OutboxBatch(header, [.. rows.Select(row => (ReadOnlyMemory<byte>)row.Bytes)], rows[^1].Sequence);
    }

    internal bool Synced(LaneTable table, long through, byte[]? receipt)
    {
        if (through <= table.State.Answered) return through == table.State.Answered;
        if (!table.IsBoundary(through)) return false;
        table.Answer(through, receipt);
        if (freed > 0 || store.IsTight || store.Unsaved >= SettledAtOnce) Settle();
        return true;
    }

    internal bool MoveTo(LaneTable table, long cursor)
    {
        if (!table.IsBoundary(cursor)) return false;
        if (cursor == table.State.Last && cursor > table.State.Answered)
        {
            table.Answer(cursor, null);
            Settle();
            return true;
        }
        return Go(table, () => table.Assume(cursor));
    }

    internal bool FallBack(LaneTable table, long cursor, RunningHash hash)
    {
        if (cursor < 0 || cursor >= table.State.Cursor || table.State.Rows == 0) return false;
        return Go(table, () => table.FallBack(cursor, hash));
    }

    private bool Go(LaneTable table, Action change)
    {
        var before = table.State.Answered;
        store.Keep(() =>
        {
            change();
            if (table.State.Answered < before) Other(table).Doubt();
        });
        if (table.State.Answered < before) store.Fell(new HubFall(table.Lane, table.State.Answered + 1, before));
        return true;
    }

    private LaneTable Other(LaneTable table) => table == store.Alarms ? store.Readings : store.Alarms;

    internal bool SetAside(Lane lane, long sequence)
    {
        var table = store.Table(lane);
        if (sequence <= table.State.Answered || !table.IsBoundary(sequence)) return false;
        var row = table.After(sequence - 1).First();
        if (EventCodec.Decode(row.Bytes, out _) is { Kind: EventKind.Dropped }) return false;
        store.Keep(() =>
        {
            store.Aside.Keep(lane, row);
            table.Replace(sequence, DroppedMarker.For(row, 1, "garbage"));
        });
        return true;
    }

    private List<LaneRow> Rows(LaneTable table, BatchLimits limits)
    {
        var barrier = table == store.Readings ? FirstUnsyncedAlarm() : long.MaxValue;
        var named = new HashSet<int>();
        var rows = new List<LaneRow>();
        var bytes = 0;
        foreach (var row in table.After(table.State.Assumed))
        {
            bytes += row.Bytes.Length;
            named.Add(row.Boot);
            var fits = rows.Count == 0 || rows.Count < limits.Events && bytes <= limits.Bytes && named.Count <= WireLimits.Default.Boots;
            // alarms never wait for a clock
            if (!fits || row.Position > barrier || table == store.Readings && !store.Boots.IsReady(row.Boot)) break;
            rows.Add(row);
        }
        return rows;
    }

    private long FirstUnsyncedAlarm()
    {
        foreach (var row in store.Alarms.After(store.Alarms.State.Assumed)) return row.Position;
        return long.MaxValue;
    }

    private void Settle()
    {
        store.Keep(store.Settle);
        GiveBack();
    }

    /// <summary>
    /// Freed pages go back to the file system: at once when nothing is left to send, by the megabyte while a backlog drains.
    /// </summary>
    private void GiveBack()
    {
        var free = store.File.Scalar("PRAGMA freelist_count");
        if (free > KeptFreePages)
        {
            store.Keep(() => store.File.Execute($"PRAGMA incremental_vacuum({free - KeptFreePages})"));
            freed += free - KeptFreePages;
        }
        var drained = freed > 0 && store.Alarms.State.Status.Rows + store.Readings.State.Status.Rows == 0;
        if ((drained || freed >= GivenBackAtOnce) && store.File.TryCopyLog()) freed = 0; // the file is cut when the log is copied into it
    }
}
