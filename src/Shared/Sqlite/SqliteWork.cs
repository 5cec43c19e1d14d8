namespace CityKit.Shared.Sqlite;

/// <summary>One write transaction. Disposed without <see cref="Commit"/>, nothing of it remains.</summary>
internal readonly struct SqliteWork(SqliteFile file) : IDisposable
{
    /// <summary>Returns when the transaction is on the disk.</summary>
    internal void Commit() => file.Commit();

    /// <summary>After a commit there is nothing to roll back.</summary>
    public void Dispose() => file.Rollback();
}
