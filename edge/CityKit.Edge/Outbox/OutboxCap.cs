namespace CityKit.Edge.Outbox;

/// <summary>
/// Keeps the outbox under its cap: the tails go first, then the oldest readings. Never touched: alarms, and the head of the reading lane,
/// as much as a batch can hold. The head may have reached the hub with its answer lost; if it changed, the same sequences would mean
/// two things and the running hashes would part.
/// </summary>
internal sealed class OutboxCap(LaneTable alarms, LaneTable readings, long capBytes)
{
    /// <summary>Freed at a time, so that a full outbox does not look for room at every commit.</summary>
    private const long Chunk = 64 << 10;

    private long Held => alarms.State.Bytes + readings.State.Bytes;

    /// <summary>Makes room when it is needed.</summary>
    /// <param name="dropped">How many events were given up.</param>
    /// <returns>False when there is nothing left to give up.</returns>
    internal bool Enforce(out long dropped)
    {
        dropped = 0;
        if (Held <= capBytes) return true;
        alarms.Settle(default);
        readings.Settle(default);
        if (Held <= capBytes) return true;
        dropped = Drop(Held - capBytes + Chunk);
        return Held <= capBytes;
    }

    private long Drop(long need)
    {
        var head = HeadEnd();
        var (through, rows, single) = Choose(head, need);
        if (rows < 2) return 0; // a marker in the place of one row frees nothing
        var first = readings.After(head).First();
        var last = readings.After(through - 1).First();
        readings.ReplaceByMarker(head, through, DroppedMarker.For(first, last, through - head));
        return single;
    }

    private (long Through, int Rows, long Single) Choose(long head, long need)
    {
        var (through, rows, single, freed) = (head, 0, 0L, 0L);
        foreach (var (sequence, length) in readings.SizesAfter(head))
        {
            if (freed >= need) break;
            if (sequence == through + 1) single++; // what covers more is an earlier marker, merged into the new one
            freed += length + LaneTable.RowOverhead;
            (through, rows) = (sequence, rows + 1);
        }
        return (through, rows, single);
    }

    private long HeadEnd()
    {
        var (end, events, bytes) = (readings.State.Assumed, 0, 0L);
        foreach (var (sequence, length) in readings.SizesAfter(end))
        {
            bytes += length;
            if (++events > BatchLimits.Max.Events || bytes > BatchLimits.Max.Bytes) break;
            end = sequence;
        }
        return end;
    }
}
