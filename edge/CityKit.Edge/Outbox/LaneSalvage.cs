using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>What is found of one lane of a damaged outbox.</summary>
internal sealed class LaneSalvage(Lane lane)
{
    private readonly SortedDictionary<long, LaneRow> rows = [];

    private long falls;

    /// <summary>The last sequence the hub is known to have answered for.</summary>
    internal long Cursor { get; private set; }

    internal void TakeEvent(in SqliteCell cell, OutboxId outbox)
    {
        var row = new LaneRow(cell.RowId, cell.Number(1), (int)cell.Number(2), cell.Bytes(3).ToArray());
        if (LaneTable.Check(lane, outbox, row).Value != cell.Number(4)) return;
        // a marker only ever takes the place of events
        if (rows.TryGetValue(row.Sequence, out var other) && Covers(other) > Covers(row)) return;
        rows[row.Sequence] = row;
    }

    /// <summary>A lane's own row of schema 4.</summary>
    internal void TakeLane(in SqliteCell cell, OutboxId outbox)
    {
        var state = new LaneState
        {
            Cursor = cell.Number(1), Hash = RunningHash.FromBytes(cell.Bytes(2)), Assumed = cell.Number(3),
            Answered = cell.Number(5), Falls = cell.Number(6), Receipt = cell.Bytes(7).ToArray(),
        };
        if (cell.RowId == (long)lane && LaneTable.Check(lane, outbox, state).Value == cell.Number(4)) Take(state.Answered, state.Falls);
    }

    /// <summary>One of an earlier schema.</summary>
    internal void TakeCursor(in SqliteCell cell, OutboxId outbox)
    {
        var check = LaneTable.Check(lane, outbox, cell.Number(1), cell.Bytes(2), cell.Number(3));
        if (cell.RowId == (long)lane && check.Value == cell.Number(4)) Take(cell.Number(1), 0);
    }

    /// <summary>The lane after the cursor, with a marker for each run that was not found, up to what was reported as committed.</summary>
    internal IReadOnlyList<SalvagedEvent> Result(LaneTold? told)
    {
        if (told is { } known) Take(known.Answered, known.Falls);
        var found = new List<SalvagedEvent>();
        var next = Cursor + 1;
        foreach (var row in NotCovered())
        {
            var covers = Math.Min(Covers(row), row.Sequence - next + 1);
            var missing = row.Sequence - covers + 1 - next;
            if (missing > 0) found.Add(Loss(row, missing));
            found.Add(new SalvagedEvent(EventCodec.Decode(row.Bytes, out _)! with { Value = Covers(row) > 1 ? covers : ValueOf(row) },
                row.Position, covers, false));
            next = row.Sequence + 1;
        }
        if (told?.Last >= next) found.Add(Loss(rows.Count > 0 ? rows.Values.Last() : default, told.Value.Last - next + 1));
        return found;
    }

    /// <summary>The rows after the cursor, less those that a later marker stands for.</summary>
    private List<LaneRow> NotCovered()
    {
        var kept = new List<LaneRow>();
        var from = long.MaxValue;
        foreach (var row in rows.Values.Reverse())
        {
            if (row.Sequence <= Cursor) break;
            if (row.Sequence >= from) continue;
            kept.Add(row);
            from = row.Sequence - Covers(row) + 1;
        }
        kept.Reverse();
        return kept;
    }

    /// <summary>What the hub answered for only grows, but for a fall.</summary>
    private void Take(long answered, long fallen)
    {
        if ((fallen, answered).CompareTo((falls, Cursor)) > 0) (falls, Cursor) = (fallen, answered);
    }

    private static SalvagedEvent Loss(LaneRow near, long count) =>
        new(DroppedMarker.For(near, count, "damaged"), near.Position, count, true);

    private static long Covers(LaneRow row) =>
        EventCodec.Decode(row.Bytes, out _) is { Kind: EventKind.Dropped } marker ? Math.Max(1, marker.Value) : 1;

    private static long ValueOf(LaneRow row) => EventCodec.Decode(row.Bytes, out _)!.Value;
}
