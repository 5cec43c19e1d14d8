using CityKit.Core.Chain;

namespace CityKit.Edge.Outbox;

/// <summary>The numbers of a lane, kept in memory beside its table. A value, so that a failed commit puts the old one back.</summary>
internal record struct LaneState
{
    /// <summary>Everything up to here is forgotten.</summary>
    internal long Cursor { get; init; }

    /// <summary>The running hash at <see cref="Cursor"/>.</summary>
    internal RunningHash Hash { get; init; }

    /// <summary>
    /// The hub answered for everything up to here. What is between <see cref="Cursor"/> and here is the tail: kept for a hub that loses
    /// what it had taken.
    /// </summary>
    internal long Answered { get; init; }

    /// <summary>
    /// Where the next batch begins, less one. Ahead of <see cref="Answered"/> only when the hub named a later cursor that no accepted hash
    /// has confirmed yet: the copy of a cloned card may have moved it, so the rows in between stay until a batch after them is taken.
    /// </summary>
    internal long Assumed { get; init; }

    /// <summary>The running hash at <see cref="Assumed"/>.</summary>
    internal RunningHash AssumedHash { get; init; }

    /// <summary>The last sequence given.</summary>
    internal long Last { get; init; }

    internal long Rows { get; init; }

    internal long Bytes { get; init; }

    /// <summary>Rows and bytes of the tail.</summary>
    internal (long Rows, long Bytes) Tail { get; init; }

    /// <summary>What the file says of <see cref="Answered"/>: after a kill what is between goes out once more.</summary>
    internal long Saved { get; init; }

    /// <summary>Rows between <see cref="Saved"/> and <see cref="Answered"/>.</summary>
    internal long Unsaved { get; init; }

    /// <summary>
    /// How often the hub fell back behind what it had answered for. Of two states of a lane, the one with more falls is the later.
    /// </summary>
    internal long Falls { get; init; }

    /// <summary>The hub's last signed answer; empty when it signs none.</summary>
    internal ReadOnlyMemory<byte> Receipt { get; init; }

    internal readonly LaneStatus Status => new(Last, Answered, Rows - Tail.Rows, Bytes - Tail.Bytes) { Tail = Tail.Rows };
}
