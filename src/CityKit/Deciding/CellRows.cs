using CityKit.Intake;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>
/// The two rows of each piece of rules' state: one has the piece as of the last whole checkpoint, the other takes the one of the next, so
/// that a kill between two slices leaves the last whole checkpoint as it is. A row counts when no row of its piece is newer, but for rows
/// newer than the checkpoint.
/// </summary>
internal sealed class CellRows
{
    private static readonly byte[] GoneMark = [0xc0]; // a row without bytes would be no row, and the other one would count

    private readonly HashSet<CellKey> inFirst = []; // whose newest row is not the other one
    private readonly Dictionary<CellKey, long> gone = [];
    private readonly Queue<(CellKey Key, long Number)> toRemove = [];

    /// <summary>Reads the pieces as of a checkpoint.</summary>
    internal static async ValueTask<(CellRows Rows, IReadOnlyList<StateCell> Cells)> ReadAsync(
        ICityStore store, long checkpoint, CancellationToken cancellationToken)
    {
        var (rows, cells) = (new CellRows(), new List<StateCell>());
        foreach (var module in HubCells.RuleState)
        {
            var newest = new Dictionary<string, StateCell>();
            await foreach (var cell in store.ReadCellsAsync(module, cancellationToken).ConfigureAwait(false))
                if (cell.Number <= checkpoint) newest[cell.Key.Key] = cell;
            await foreach (var cell in store.ReadCellsAsync(HubCells.OtherOf(module), cancellationToken).ConfigureAwait(false))
                if (cell.Number <= checkpoint && cell.Number > (newest.GetValueOrDefault(cell.Key.Key)?.Number ?? -1))
                    newest[cell.Key.Key] = cell;
            cells.AddRange(newest.Values.Select(cell => rows.Take(module, cell)).OfType<StateCell>());
        }
        return (rows, cells);
    }

    /// <summary>The row that takes a piece as of the next checkpoint.</summary>
    internal StateCell Next(CellKey key, long number, ReadOnlyMemory<byte> bytes)
    {
        var isOther = inFirst.Remove(key);
        if (!isOther) inFirst.Add(key);
        if (bytes.IsEmpty) NoteGone(key, number);
        else gone.Remove(key);
        return new StateCell(isOther ? OtherOf(key) : key, number, bytes.IsEmpty ? GoneMark : bytes);
    }

    /// <summary>Removes both rows of pieces that are gone, now that a whole checkpoint says so.</summary>
    internal IEnumerable<StateCell> TakeGone(long checkpoint, int most)
    {
        for (; most > 0 && toRemove.TryPeek(out var next) && next.Number <= checkpoint; most--)
        {
            var (key, number) = toRemove.Dequeue();
            if (gone.GetValueOrDefault(key) != number) continue; // it is there again
            gone.Remove(key);
            inFirst.Remove(key);
            yield return new StateCell(key, number, default);
            yield return new StateCell(OtherOf(key), number, default);
        }
    }

    /// <returns>The piece; null when the row says that it is gone.</returns>
    private StateCell? Take(string module, StateCell row)
    {
        var key = row.Key with { Module = module };
        if (key == row.Key) inFirst.Add(key);
        if (!row.Bytes.Span.SequenceEqual(GoneMark)) return row with { Key = key };
        NoteGone(key, row.Number);
        return null;
    }

    private void NoteGone(CellKey key, long number)
    {
        gone[key] = number;
        toRemove.Enqueue((key, number));
    }

    private static CellKey OtherOf(CellKey key) => key with { Module = HubCells.OtherOf(key.Module) };
}
