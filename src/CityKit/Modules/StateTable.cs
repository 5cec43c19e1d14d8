using System.Diagnostics.CodeAnalysis;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>
/// The state of modules by key, as far as it is in memory: a piece is read at its first use. What changed is stored in slices with the
/// commits that follow, the oldest change first, so that a start never has to bring a piece forward over more than so many entries.
/// </summary>
/// <param name="within">Within how many entries a change is stored.</param>
internal sealed class StateTable(int within)
{
    private const int MostClean = 100_000; // pieces that are stored and kept in memory all the same

    private readonly Dictionary<CellKey, Piece> pieces = [];
    private readonly Queue<CellKey> dirty = [];
    private readonly Queue<CellKey> clean = [];

    private sealed class Piece(StateKind kind)
    {
        internal StateKind Kind => kind;

        internal object? State { get; set; }

        /// <summary>Why it cannot be read; null when it can.</summary>
        internal string? Damage { get; init; }

        /// <summary>The last entry in it.</summary>
        internal long Number { get; set; }

        /// <summary>The first entry in it that is not stored; 0 when all are.</summary>
        internal long DirtySince { get; set; }
    }

    /// <summary>The first entry that is not in the stored pieces; null when all are.</summary>
    internal long? FirstDirty => dirty.TryPeek(out var oldest) ? pieces[oldest].DirtySince : null;

    /// <exception cref="FormatException">The stored piece is damaged.</exception>
    internal bool TryFind(CellKey key, out object? state)
    {
        state = pieces.TryGetValue(key, out var piece) ? piece.State : null;
        return piece?.Damage is { } why ? throw new FormatException($"The stored state {key.Module}/{key.Key} is damaged: {why} 存储的状态已损坏。")
            : piece is not null;
    }

    /// <summary>Takes up a piece as it is stored; null when there is none.</summary>
    internal void Load(CellKey key, StateKind kind, StateCell? stored)
    {
        if (pieces.ContainsKey(key)) return;
        pieces[key] = Read(kind, stored);
        clean.Enqueue(key);
    }

    private static Piece Read(StateKind kind, StateCell? stored)
    {
        try
        {
            return new Piece(kind) { State = stored is null ? null : kind.Read(stored.Bytes), Number = stored?.Number ?? 0 };
        }
        catch (FormatException damaged)
        {
            return new Piece(kind) { Damage = damaged.Message };
        }
    }

    /// <summary>Changes a piece that is in memory.</summary>
    internal void Set(CellKey key, object state, long number)
    {
        var piece = pieces[key];
        (piece.State, piece.Number) = (state, number);
        if (piece.DirtySince != 0) return;
        piece.DirtySince = number;
        dirty.Enqueue(key);
    }

    /// <summary>Brings a piece in memory forward, unless the entry is in it already.</summary>
    internal void Remember(CellKey key, long number, Func<object?, object> next)
    {
        if (pieces[key] is { Damage: null } piece && number > piece.Number) Set(key, next(piece.State), number);
    }

    /// <summary>What is to be stored with a commit.</summary>
    /// <param name="last">The commit's last entry.</param>
    /// <param name="entries">How many entries it has.</param>
    internal IReadOnlyList<StateCell> TakeSlice(long last, int entries)
    {
        var slice = new List<StateCell>();
        for (var share = Math.Ceiling(2.0 * dirty.Count * entries / within); dirty.TryPeek(out var key); share--)
        {
            if (share <= 0 && pieces[key].DirtySince > last - within) break;
            slice.Add(TakeOldest());
        }
        Forget();
        return slice;
    }

    /// <summary>Everything that is not stored.</summary>
    internal IReadOnlyList<StateCell> TakeAll()
    {
        var all = new List<StateCell>(dirty.Count);
        while (dirty.Count > 0) all.Add(TakeOldest());
        return all;
    }

    private StateCell TakeOldest()
    {
        var key = dirty.Dequeue();
        var piece = pieces[key];
        piece.DirtySince = 0;
        clean.Enqueue(key);
        return new StateCell(key, piece.Number, piece.Kind.Write(piece.State!));
    }

    private void Forget()
    {
        while (clean.Count > MostClean)
        {
            var key = clean.Dequeue();
            if (pieces.TryGetValue(key, out var piece) && piece.DirtySince == 0) pieces.Remove(key);
        }
    }
}
