using CityKit.Documents;
using CityKit.Intake;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>
/// The two rows of each piece of rules' state: one has the piece as of the last whole checkpoint, the other takes the one of the next, so
/// that a kill between two slices leaves the last whole checkpoint as it is. A row counts when no row of its piece is newer, but for rows
/// newer than the checkpoint. A piece is read when it is first needed, so a start costs the same however many there are; those that are
/// gone have a row in a list, to be found without reading the others.
/// </summary>
/// <param name="store">Where the rows are.</param>
/// <param name="checkpoint">The last whole checkpoint when the hub started.</param>
internal sealed class CellRows(ICityStore store, long checkpoint)
{
    private static readonly byte[] GoneMark = [0xc0]; // a row without bytes would be no row, and the other one would count

    private readonly Dictionary<CellKey, bool> inFirst = []; // of pieces that were read or written: whether the newest row is not the other
    private readonly Dictionary<CellKey, ReadOnlyMemory<byte>> fetched = [];
    private readonly Dictionary<CellKey, long> gone = [];
    private readonly Queue<(CellKey Key, long Number)> toRemove = [];

    /// <summary>Takes up the list of pieces that are gone.</summary>
    /// <param name="isListed">False in a store of a version before, which had no list: all rows are looked through.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask ReadGoneAsync(bool isListed, CancellationToken cancellationToken)
    {
        foreach (var module in HubCells.RuleState)
        {
            var rows = store.ReadCellsAsync(isListed ? HubCells.GoneOf(module) : module, cancellationToken);
            if (!isListed) rows = rows.Concat(store.ReadCellsAsync(HubCells.OtherOf(module), cancellationToken)).Where(IsGone);
            var listed = await rows.Where(row => row.Number <= checkpoint).ToListAsync(cancellationToken).ConfigureAwait(false);
            await FetchAsync(listed.Select(row => new CellKey(module, row.Key.Key)), cancellationToken).ConfigureAwait(false);
            foreach (var row in listed)
                toRemove.Enqueue((new CellKey(module, row.Key.Key), row.Number)); // those there again leave the list
        }
    }

    /// <summary>Reads all pieces of a module.</summary>
    internal async ValueTask<IReadOnlyList<StateCell>> ReadAllAsync(string module, CancellationToken cancellationToken)
    {
        var rows = store.ReadCellsAsync(module, cancellationToken)
            .Concat(store.ReadCellsAsync(HubCells.OtherOf(module), cancellationToken));
        return Newest(await rows.ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads pieces that will be needed, as many as there are in one go.</summary>
    internal async ValueTask FetchAsync(IEnumerable<CellKey> keys, CancellationToken cancellationToken = default)
    {
        CellKey[] unknown = [.. keys.Where(key => !inFirst.ContainsKey(key)).Distinct()];
        if (unknown.Length == 0) return;
        if (checkpoint == 0) Take(unknown, []); // before the first checkpoint no row counts
        else await FetchUnknownAsync(unknown, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FetchUnknownAsync(CellKey[] unknown, CancellationToken cancellationToken)
    {
        try
        {
            Take(unknown, await store.FindCellsAsync([.. unknown, .. unknown.Select(OtherOf)], cancellationToken).ConfigureAwait(false));
        }
        catch (IOException damaged) when (damaged.InnerException is FormatException)
        {
            foreach (var key in unknown) await FetchAloneAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A piece with a damaged row begins again and is reported; its next row takes that one's place. The others go on.</summary>
    private async ValueTask FetchAloneAsync(CellKey key, CancellationToken cancellationToken)
    {
        var rows = new List<StateCell>();
        foreach (var row in (CellKey[])[key, OtherOf(key)])
            try
            {
                rows.AddRange(await store.FindCellsAsync([row], cancellationToken).ConfigureAwait(false));
            }
            catch (IOException damaged) when (damaged.InnerException is FormatException why)
            {
                (store as IDocumentQuarantine)?.Report(new StoredDocument(row.Module, row.Key, 0, default), why);
                inFirst[key] = row != key;
                return;
            }
        Take([key], rows);
    }

    /// <summary>A piece as of the checkpoint, the first time it is asked for; empty when there is none, and later.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal ReadOnlyMemory<byte> Take(CellKey key)
    {
        if (!inFirst.ContainsKey(key)) FetchAsync([key]).AsTask().GetAwaiter().GetResult(); // the rules ask in the middle of a judgement
        return fetched.Remove(key, out var bytes) ? bytes : default;
    }

    /// <summary>The row that takes a piece as of the next checkpoint, with one in the list when the piece is gone.</summary>
    /// <param name="key">The piece, read or fetched before.</param>
    /// <param name="number">The last entry that the checkpoint covers.</param>
    /// <param name="bytes">The piece; empty when it is gone.</param>
    internal IEnumerable<StateCell> Next(CellKey key, long number, ReadOnlyMemory<byte> bytes)
    {
        fetched.Remove(key);
        var isFirst = inFirst[key] = !inFirst[key];
        yield return new StateCell(isFirst ? key : OtherOf(key), number, bytes.IsEmpty ? GoneMark : bytes);
        if (bytes.IsEmpty)
        {
            NoteGone(key, number);
            yield return new StateCell(ListedAs(key), number, GoneMark);
        }
        else gone.Remove(key);
    }

    /// <summary>Removes the rows of pieces that are gone, now that a whole checkpoint says so.</summary>
    internal IEnumerable<StateCell> TakeGone(long whole, int most)
    {
        for (; most > 0 && toRemove.TryPeek(out var next) && next.Number <= whole; most--)
        {
            var (key, number) = toRemove.Dequeue();
            var isGone = gone.TryGetValue(key, out var since);
            if (isGone && since != number) continue; // it was there again in between, and comes later
            yield return new StateCell(ListedAs(key), number, default);
            if (!isGone) continue;
            gone.Remove(key);
            inFirst[key] = false;
            yield return new StateCell(key, number, default);
            yield return new StateCell(OtherOf(key), number, default);
        }
    }

    private static bool IsGone(StateCell row) => row.Bytes.Span.SequenceEqual(GoneMark);

    private void Take(CellKey[] keys, IEnumerable<StateCell> rows)
    {
        foreach (var key in keys) inFirst[key] = false;
        foreach (var cell in Newest(rows)) fetched[cell.Key] = cell.Bytes;
    }

    /// <summary>Of rows the newest of each piece, those that are gone noted and left out.</summary>
    private List<StateCell> Newest(IEnumerable<StateCell> rows)
    {
        var newest = new Dictionary<CellKey, StateCell>();
        foreach (var row in rows.Where(row => row.Number <= checkpoint))
        {
            var key = KeyOf(row);
            if (newest.TryGetValue(key, out var other) && other.Number >= row.Number) continue; // of two as new, the first row
            newest[key] = row;
            inFirst[key] = row.Key == key;
        }
        foreach (var (key, row) in newest)
            if (IsGone(row)) NoteGone(key, row.Number);
        return [.. newest.Where(cell => !IsGone(cell.Value)).Select(cell => cell.Value with { Key = cell.Key })];
    }

    private void NoteGone(CellKey key, long number)
    {
        gone[key] = number;
        toRemove.Enqueue((key, number));
    }

    private static CellKey KeyOf(StateCell row) => row.Key with { Module = HubCells.ModuleOf(row.Key.Module) };

    private static CellKey OtherOf(CellKey key) => key with { Module = HubCells.OtherOf(key.Module) };

    private static CellKey ListedAs(CellKey key) => key with { Module = HubCells.GoneOf(key.Module) };
}
