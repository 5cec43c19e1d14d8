namespace CityKit.Core.Checkpoints;

/// <summary>
/// What of a state changed, as it was at one moment, for anyone who stores it bit by bit while changes go on (冻结的状态片).
/// </summary>
public abstract class FrozenPieces
{
    private protected FrozenPieces() { }

    /// <summary>How often it was frozen.</summary>
    public int Rounds { get; private protected set; }

    /// <summary>How many are still to be taken.</summary>
    public abstract int Left { get; }

    /// <summary>From now on <see cref="TakeNext"/> gives what changed up to now, as it is now.</summary>
    /// <exception cref="InvalidOperationException">There is something left of the last time.</exception>
    public abstract void Freeze();

    /// <summary>The next in the order of keys, with all pieces that it consists of.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    public abstract IReadOnlyList<StatePiece> TakeNext();
}
