namespace CityKit.PostgreSql;

/// <summary>Which part of a database a hub has, and how long it waits for it.</summary>
public sealed record PostgreSqlOptions
{
    /// <summary>The longest name of a partition, in characters.</summary>
    public const int MaxPartition = 64;

    /// <summary>
    /// The hub's part of the database (分区): hubs with different ones share it and see nothing of each other. 1 to
    /// <see cref="MaxPartition"/> characters.
    /// </summary>
    public string Partition { get; init; } = "main";

    /// <summary>The most connections that one pool may have.</summary>
    public const int MostConnections = 1000;

    /// <summary>
    /// The most connections that read, of a store or of all stores of a <see cref="PostgreSqlDatabase"/>; what reads over the whole city
    /// has as many again. 1 to <see cref="MostConnections"/>; the connection string's <c>Maximum Pool Size</c> goes before it.
    /// </summary>
    public int MaxReaders { get; init; } = 8;

    /// <summary>
    /// Where questions about the whole city are asked (只读副本), such as a standby that follows the database; null for the database itself.
    /// </summary>
    public string? ReadConnectionString { get; init; }

    /// <summary>
    /// How long a new owner waits for a commit of the one before, which may be frozen; then it ends that one's session. More than 0, at
    /// most an hour.
    /// </summary>
    public TimeSpan ClaimWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement waits for a lock (<c>lock_timeout</c>). More than 0, at most an hour.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement may run (<c>statement_timeout</c>). More than 0, at most an hour.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a transaction may wait for its client (<c>idle_in_transaction_session_timeout</c>). More than 0, at most an hour.
    /// </summary>
    public TimeSpan IdleInTransactionTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
