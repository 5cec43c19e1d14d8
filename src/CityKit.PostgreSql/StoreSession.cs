using System.Globalization;
using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Shared.Stores;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// The one session that writes for a claim. Each has a number of its own in the claim's row, and every commit names it: when a session
/// breaks, what it had sent is stored before the next one takes the row, or never.
/// </summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private const string Create = "INSERT INTO hub(partition, epoch, session, number, hash, notification, checkpoint) "
        + "VALUES($1, 0, 0, 0, $2, 0, 0) ON CONFLICT DO NOTHING";

    private const string Take =
        "UPDATE hub SET epoch = $2, history = $3, crc = $4, session = session + 1 WHERE partition = $1 RETURNING session";

    private readonly NpgsqlConnection connection;
    private readonly string partition;
    private readonly TimeSpan claimWait;
    private readonly Func<int, Task> endBlockers;
    private readonly IReadOnlyDictionary<DocumentKind, DocumentWriter> writers;
    private long session;

    /// <param name="connection">One that writes, from now on the session's own.</param>
    /// <param name="options">The partition, and how long to wait for the claim.</param>
    /// <param name="endBlockers">Ends the sessions that keep one, by its process id, from a lock.</param>
    /// <param name="writers">For each kind of documents.</param>
    internal StoreSession(NpgsqlConnection connection, PostgreSqlOptions options, Func<int, Task> endBlockers,
        IReadOnlyDictionary<DocumentKind, DocumentWriter> writers)
    {
        (this.connection, partition, claimWait) = (connection, options.Partition, options.ClaimWait);
        (this.endBlockers, this.writers) = (endBlockers, writers);
    }

    /// <summary>Where the record is, as of the last commit of this session.</summary>
    internal StorePosition Position { get; private set; } = null!;

    public ValueTask DisposeAsync() => ServerCall.LeaveAsync(connection);

    /// <summary>Takes the claim: the next epoch. A copy that no hub has opened yet starts a history of its own.</summary>
    internal async Task ClaimAsync(IEnumerable<DocumentTable> tables, CancellationToken cancellationToken)
    {
        var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = work.ConfigureAwait(false);
        var before = await LockAsync(cancellationToken).ConfigureAwait(false);
        await TakeAsync(before with
        {
            Epoch = before.Epoch + 1,
            History = before.History == default ? HistoryId.Create() : before.History,
        }, cancellationToken).ConfigureAwait(false);
        foreach (var table in tables)
            await new DocumentReindex(connection, partition, table, writers[table.Kind]).RunAsync(cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the history away, and the claim from the hub that has it: the next hub starts a history of its own.</summary>
    internal async Task EndHistoryAsync(long epochsSkipped, CancellationToken cancellationToken)
    {
        var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = work.ConfigureAwait(false);
        var before = await LockAsync(cancellationToken).ConfigureAwait(false);
        await TakeAsync(before with { Epoch = before.Epoch + epochsSkipped, History = default }, cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with a claim after a session that broke: nothing that one sent is stored any more.</summary>
    /// <returns>False when another has the claim.</returns>
    internal async Task<bool> TryResumeAsync(long epoch, CancellationToken cancellationToken)
    {
        var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = work.ConfigureAwait(false);
        var before = await LockAsync(cancellationToken).ConfigureAwait(false);
        if (before.Epoch != epoch) return false;
        await TakeAsync(before, cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether keys were erased whose bytes are still in the files.</summary>
    internal async Task<bool> HasErasuresAsync(CancellationToken cancellationToken) =>
        await connection.RowsAsync("SELECT 1 FROM erasures LIMIT 1", [], _ => 0, cancellationToken).ConfigureAwait(false) is [_];

    /// <returns>False when the claim or the last entry is another: nothing was written.</returns>
    /// <exception cref="NpgsqlException">It failed, and may be stored all the same: this session is of no more use.</exception>
    internal async Task<bool> TryCommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        if (Position.Epoch != commit.Epoch || Position.Number != commit.After) return false;
        commit.Check(Position);
        var after = commit.PositionAfter(Position);
        var batch = new CommitBatch(connection, partition);
        batch.AddFence(session, Position, after);
        batch.AddParts(commit, writers);
        try
        {
            await ServerCall.RunAsync(connection, () => RunAsync(batch, cancellationToken)).ConfigureAwait(false);
        }
        catch (PostgresException failed) when (CommitBatch.IsFenced(failed))
        {
            return false;
        }
        Position = after;
        return true;
    }

    private static async Task<int> RunAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        await using var _ = batch.ConfigureAwait(false);
        return await batch.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A transaction that may take as long as it does: a new index is built from all documents.</summary>
    private async Task<NpgsqlTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var work = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var untimed = string.Create(CultureInfo.InvariantCulture,
            $"SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = {(long)(2 * claimWait).TotalMilliseconds}");
        await connection.RowsAsync(untimed, [], _ => 0, cancellationToken).ConfigureAwait(false);
        return work;
    }

    /// <summary>
    /// Locks the row of the claim. Who has it for longer than a commit takes is a session of a hub that is frozen: it is ended, and what it
    /// did not finish is undone.
    /// </summary>
    private async Task<StorePosition> LockAsync(CancellationToken cancellationToken)
    {
        var locking = ReadLockedAsync(cancellationToken);
        try
        {
            return await locking.WaitAsync(claimWait, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await endBlockers(connection.ProcessID).ConfigureAwait(false);
            return await locking.ConfigureAwait(false);
        }
    }

    private async Task<StorePosition> ReadLockedAsync(CancellationToken cancellationToken)
    {
        var batch = new CommitBatch(connection, partition);
        await using var _ = batch.ConfigureAwait(false);
        batch.Add(Create, SqlRows.Of(default(RunningHash).ToArray()));
        batch.Add($"SELECT {StoreRow.Positions} FROM hub WHERE partition = $1 FOR UPDATE");
        return (await batch.RowsAsync(StoreRow.Position, cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task TakeAsync(StorePosition position, CancellationToken cancellationToken)
    {
        var (history, check) = (SqlRows.Of(position.History.ToArray()), SqlRows.Of(HubChecks.Of(position)));
        var taken = await connection.RowsAsync(Take, [SqlRows.Of(partition), SqlRows.Of(position.Epoch), history, check],
            row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        (session, Position) = (taken[0], position);
    }
}
