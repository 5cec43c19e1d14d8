using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Time;

namespace CityKit.Edge.Outbox;

/// <summary>
/// Reads a damaged outbox byte for byte and without SQLite: every row that carries the right check value is taken, wherever it is, also
/// from a page whose directory is broken and from the part of a log behind the broken one. What the hub has answered for is left out, as
/// far as that is known.
/// </summary>
internal sealed class SalvageReader
{
    private readonly string device;
    private readonly OutboxTold? told;
    private readonly SortedDictionary<int, BootEntry> boots = [];
    private readonly LaneSalvage[] lanes = [new(Lane.Alarm), new(Lane.Reading)];
    private OutboxId id;
    private long earlier = -1;
    private SourcePosition? source;

    private SalvageReader(string path, DeviceId device)
    {
        this.device = device.Value;
        told = OutboxMark.Read(path);
        id = told?.Id ?? default;
    }

    internal static SalvagedOutbox Read(string path, DeviceId device)
    {
        var reader = new SalvageReader(path, device);
        using var pages = new SqlitePages(path);
        reader.Scan(pages, reader.TakeIdentity); // the events' check values hold the id
        reader.Scan(pages, reader.TakeRow);
        return reader.Result();
    }

    private delegate void Take(in SqliteCell cell);

    private void Scan(SqlitePages pages, Take take)
    {
        foreach (var page in pages.All())
            for (var at = 0; at < page.Length; at++)
                if (SqliteCell.TryRead(page.AsSpan(at), pages.Join, out var cell)) take(cell);
    }

    /// <summary>Of several rows the last one counts: an outbox that was reopened has brought no less to the hub than before.</summary>
    private void TakeIdentity(in SqliteCell cell)
    {
        if (cell.Columns != 5 || !cell.IsBytes(1) || cell.Bytes(1).Length != OutboxId.ByteLength || !cell.IsBytes(2) || !cell.IsNumber(3)
            || !cell.IsNumber(4))
            return;
        if (OutboxIdentity.Check(cell.Bytes(1), device, cell.Number(3)).Value != cell.Number(4)) return;
        var found = OutboxId.FromBytes(cell.Bytes(1));
        if (told is { } known ? found != known.Id : cell.Number(3) < earlier) return;
        (id, earlier) = (found, cell.Number(3));
    }

    private void TakeRow(in SqliteCell cell)
    {
        if (cell.Columns == 6) TakeBoot(cell);
        else if (cell.Columns == 7) TakeSlot(cell);
        else if (cell.Columns == 8) TakeLane(cell);
        else if (cell.Columns == 5 && cell.IsNumber(1) && cell.IsNumber(4)) TakeFiveColumns(cell);
    }

    private void TakeFiveColumns(in SqliteCell cell)
    {
        if (cell.IsBytes(3) && cell.IsNumber(2)) foreach (var lane in lanes) lane.TakeEvent(cell, id);
        else if (cell.IsBytes(2) && cell.IsNumber(3)) foreach (var lane in lanes) lane.TakeCursor(cell, id);
        else if (cell.IsNumber(2) && cell.IsNumber(3)) TakeSource(cell);
    }

    private void TakeLane(in SqliteCell cell)
    {
        for (var column = 1; column < 7; column++)
            if (column == 2 ? !cell.IsBytes(column) : !cell.IsNumber(column)) return;
        if (cell.Bytes(2).Length != RunningHash.ByteLength || !cell.IsBytes(7)) return;
        foreach (var lane in lanes) lane.TakeLane(cell, id);
    }

    private void TakeBoot(in SqliteCell cell)
    {
        if (!cell.IsBytes(1) || cell.Bytes(1).Length != BootId.ByteLength || !(cell.IsNull(2) || cell.IsNumber(2)) || !cell.IsNumber(3)
            || !cell.IsNumber(4) || !cell.IsNumber(5))
            return;
        var clock = new BootClock((int)cell.RowId, BootId.FromBytes(cell.Bytes(1)),
            cell.IsNull(2) ? null : InstantNanoseconds.FromUnixNanoseconds(cell.Number(2)), (ClockQuality)cell.Number(3));
        var entry = new BootEntry(clock, cell.Number(4) != 0);
        if (entry.Check.Value != cell.Number(5)) return;
        if (boots.GetValueOrDefault(clock.Ordinal) is { } other && Rank(other) > Rank(entry)) return;
        boots[clock.Ordinal] = entry;
    }

    /// <summary>What is known of a boot only grows.</summary>
    private static int Rank(BootEntry entry) => 2 * (int)entry.Clock.Quality + (entry.Released ? 1 : 0);

    private void TakeSource(in SqliteCell cell)
    {
        var found = new SourcePosition((int)cell.Number(1), cell.Number(2), cell.Number(3));
        if (OutboxState.Check(found).Value == cell.Number(4)) TakePlace(found);
    }

    /// <summary>Each page of the log of changed state says how far the source was read by then.</summary>
    private void TakeSlot(in SqliteCell cell)
    {
        for (var column = 1; column < 7; column++)
            if (column == 5 ? !cell.IsBytes(column) : !cell.IsNumber(column)) return;
        var found = new SourcePosition((int)cell.Number(2), cell.Number(3), cell.Number(4));
        if (OutboxState.Check(cell.RowId, cell.Number(1), found, cell.Bytes(5)).Value == cell.Number(6)) TakePlace(found);
    }

    private void TakePlace(SourcePosition found)
    {
        if (source is { } other && (other.Boot, other.Nanoseconds).CompareTo((found.Boot, found.Nanoseconds)) > 0) return;
        source = found;
    }

    private SalvagedOutbox Result()
    {
        var (alarms, readings) = (lanes[0].Result(told?.Alarm), lanes[1].Result(told?.Reading));
        var named = alarms.Concat(readings).Select(e => e.Event.Time.Boot).Append(source?.Boot ?? 0).Distinct().Order();
        var known = named.Select(boot => boots.GetValueOrDefault(boot) ?? Forgotten(boot)).ToList();
        return new SalvagedOutbox(Math.Max(0, earlier) + lanes.Sum(l => l.Cursor), known, source, alarms, readings);
    }

    /// <summary>A boot of which nothing is left but its number: its events go without wall time.</summary>
    private static BootEntry Forgotten(int boot) =>
        new(new BootClock(boot, new BootId((UInt128)(uint)boot), null, ClockQuality.Unknown), true);
}
