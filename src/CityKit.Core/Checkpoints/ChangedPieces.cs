namespace CityKit.Core.Checkpoints;

/// <summary>
/// Knows what of a state changed, and how it was when it was frozen (写时复制): what is about to change and was not taken yet is written
/// first. Not thread-safe; one owner.
/// </summary>
/// <param name="write">Writes what a key stands for, as it is when this is called; asked once for each key that is taken.</param>
public sealed class ChangedPieces<TKey>(Func<TKey, IReadOnlyList<StatePiece>> write) : FrozenPieces where TKey : notnull
{
    private HashSet<TKey> changed = []; // another one each time: after a million changed keys it would stay as large
    private readonly Dictionary<TKey, IReadOnlyList<StatePiece>?> frozen = []; // null while it is as it was
    private readonly PriorityQueue<TKey, TKey> order = new(); // keys that are near each other are stored together

    /// <inheritdoc/>
    public override int Left => frozen.Count;

    /// <summary>To be called before a key's state changes.</summary>
    public void Changing(TKey key)
    {
        Keep(key);
        changed.Add(key);
    }

    /// <summary>To be called before a key's state may change, when that alone is no reason to store it.</summary>
    public void Keep(TKey key)
    {
        if (frozen.TryGetValue(key, out var kept) && kept is null) frozen[key] = write(key);
    }

    /// <inheritdoc/>
    public override void Freeze()
    {
        if (Left > 0) throw new InvalidOperationException($"{Left} pieces of the last checkpoint are not taken yet.");
        foreach (var key in changed) frozen.Add(key, null);
        order.EnqueueRange(changed.Select(key => (key, key)));
        changed = [];
        Rounds++;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StatePiece> TakeNext()
    {
        var key = order.Dequeue();
        frozen.Remove(key, out var kept);
        return kept ?? write(key);
    }

    /// <summary>The keys that changed, for anyone who stores them all at once.</summary>
    public IReadOnlyList<TKey> TakeKeys()
    {
        TKey[] taken = [.. changed];
        changed = [];
        Rounds++;
        return taken;
    }
}
