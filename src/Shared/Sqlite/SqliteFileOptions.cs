namespace CityKit.Shared.Sqlite;

/// <summary>How a file is opened.</summary>
internal sealed record SqliteFileOptions
{
    /// <summary>No other process may open the file meanwhile; saves the shared-memory index too.</summary>
    internal bool Exclusive { get; init; }

    /// <summary>
    /// Freed pages can be given back to the file system by <c>PRAGMA incremental_vacuum</c>. Only takes hold in a new file.
    /// </summary>
    internal bool IncrementalVacuum { get; init; }

    /// <summary>Read every page once on opening, so that damage shows now and not in the middle of work.</summary>
    internal bool CheckIntegrity { get; init; } = true;

    /// <summary>Move an unreadable file aside and begin a new one. False where an empty file would be worse than none.</summary>
    internal bool MoveDamagedAside { get; init; } = true;

    /// <summary>Read what is there and change nothing; the file must have the newest schema.</summary>
    internal bool ReadOnly { get; init; }

    /// <summary>No call ever comes while another runs, so that SQLite need not lock for each value that is bound or read.</summary>
    internal bool OwnerLocks { get; init; }

    /// <summary>Overwrite with zeros what is deleted (<c>PRAGMA secure_delete</c>), at the cost of writing freed pages.</summary>
    internal bool OverwriteDeleted { get; init; }

    /// <summary>How long a statement waits for another connection's lock.</summary>
    internal TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The size to which the write-ahead log is cut back after a checkpoint, in bytes.</summary>
    internal long LogBytes { get; init; } = 8 << 20;
}
