using CityKit.Core.Chain;

namespace CityKit.Edge.Outbox;

/// <summary>The numbers of a lane, kept in memory beside its table. A value, so that a failed commit puts the old one back.</summary>
internal record struct LaneState
{
    /// <summary>The hub answered for everything up to here, and it is forgotten.</summary>
    internal long Cursor { get; init; }

    /// <summary>The running hash at <see cref="Cursor"/>.</summary>
    internal RunningHash Hash { get; init; }

    /// <summary>
    /// Where the next batch begins, less one. Ahead of <see cref="Cursor"/> only when the hub named a later cursor that no accepted hash has confirmed yet:
    /// the copy of a cloned card may have moved it, so the rows in between stay until a batch after them is taken.
    /// </summary>
    internal long Assumed { get; init; }

    /// <summary>The running hash at <see cref="Assumed"/>.</summary>
    internal RunningHash AssumedHash { get; init; }

    /// <summary>The last sequence given.</summary>
    internal long Last { get; init; }

    internal long Rows { get; init; }

    internal long Bytes { get; init; }

    /// <summary>The hub answered for everything up to here; what is after <see cref="Cursor"/> is forgotten with the next commit.</summary>
    internal long Answered { get; init; }

    /// <summary>The last sequence the hub answered for: what is up to there is over, be it still in the file or not.</summary>
    internal readonly long Told => Math.Max(Cursor, Answered);

    /// <summary>Rows and bytes that wait to be forgotten.</summary>
    internal (long Rows, long Bytes) Forgettable { get; init; }

    internal readonly LaneStatus Status => new(Last, Told, Rows - Forgettable.Rows, Bytes - Forgettable.Bytes);
}
