using CityKit.Core.Time;
using CityKit.Documents;
using CityKit.Shared.Stores;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// A commit as one batch: one message to the server and one transaction. Its first statement is the fence, and when that fails nothing
/// of the rest is done.
/// </summary>
internal sealed class CommitBatch : IAsyncDisposable
{
    /// <summary>
    /// A claim that is gone updates no row, and the division by zero ends the batch: there is no cheaper way to fail in plain SQL.
    /// </summary>
    private const string Fence = """
        WITH claimed AS (UPDATE hub SET number = $5, hash = $6, notification = $7, checkpoint = $8, crc = $9, history = $10
            WHERE partition = $1 AND epoch = $2 AND session = $3 AND number = $4 RETURNING 1)
        SELECT 1 / count(*) FROM claimed
        """;

    private readonly NpgsqlBatch batch;
    private readonly string partition;

    internal CommitBatch(NpgsqlConnection connection, string partition) => (batch, this.partition) = (connection.CreateBatch(), partition);

    /// <summary>Whether it failed at the fence.</summary>
    internal static bool IsFenced(PostgresException failed) => failed.SqlState == PostgresErrorCodes.DivisionByZero;

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    /// <summary>Adds a statement; its first parameter is the partition.</summary>
    internal void Add(string sql, params IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(SqlRows.Of(partition));
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    internal void AddFence(long session, StorePosition before, StorePosition after) => Add(Fence,
        SqlRows.Of(before.Epoch), SqlRows.Of(session), SqlRows.Of(before.Number),
        SqlRows.Of(after.Number), SqlRows.Of(after.Hash.ToArray()), SqlRows.Of(after.Notification), SqlRows.Of(after.Checkpoint),
        SqlRows.Of(HubChecks.Of(after)), SqlRows.Of(after.History.ToArray()));

    internal void AddParts(StoreCommit commit, IReadOnlyDictionary<DocumentKind, DocumentWriter> writers)
    {
        if (commit.Entries.Count > 0) AddEntries(commit);
        if (commit.Pruned.Count > 0) AddPruned(commit);
        foreach (var changes in commit.Documents.GroupBy(c => c.Kind)) writers[changes.Key].Write(this, changes);
        AddCells(commit.Cells);
        this.AddPersonalData(commit);
        if (commit.Notifications.Count > 0) AddNotifications(commit);
    }

    internal Task<int> RunAsync(CancellationToken cancellationToken) => batch.ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Runs it, and reads the rows of its one statement that gives some.</summary>
    internal async Task<List<T>> RowsAsync<T>(Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = row.ConfigureAwait(false);
        return await row.ToListAsync(read, cancellationToken).ConfigureAwait(false);
    }

    private void AddEntries(StoreCommit commit)
    {
        var entries = commit.Entries;
        var seals = new byte[]?[entries.Count];
        seals[^1] = commit.Hash.ToArray();
        Add("INSERT INTO journal(partition, number, received_at, kind, key, payload, seal) SELECT $1, * "
            + "FROM unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::text[], $6::bytea[], $7::bytea[])",
            SqlRows.Of([.. entries.Select(e => e.Number)]), SqlRows.Of([.. entries.Select(e => e.ReceivedAt.ToUnixNanoseconds())]),
            SqlRows.Of([.. entries.Select(e => (short)e.Kind)]), SqlRows.Of([.. entries.Select(e => SqlText.Key(e.Key))]),
            SqlRows.Of([.. entries.Select(e => e.Payload.ToArray())]), SqlRows.Of(seals));
    }

    private void AddPruned(StoreCommit commit) => Add(
        "UPDATE journal j SET payload = '', digest = p.digest FROM unnest($2::bigint[], $3::bytea[]) AS p(number, digest) "
        + "WHERE j.partition = $1 AND j.number = p.number",
        SqlRows.Of([.. commit.Pruned.Select(e => e.Number)]), SqlRows.Of([.. commit.Pruned.Select(e => e.Digest.ToArray())]));

    private void AddCells(IReadOnlyCollection<StateCell> cells)
    {
        var (put, gone) = (cells.Where(c => !c.Bytes.IsEmpty).ToArray(), cells.Where(c => c.Bytes.IsEmpty).ToArray());
        if (put.Length > 0)
            Add("INSERT INTO cells(partition, module, key, number, bytes, crc) SELECT $1, * "
                + "FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bytea[], $6::bigint[]) "
                + "ON CONFLICT (partition, module, key) DO UPDATE SET number = excluded.number, bytes = excluded.bytes, crc = excluded.crc",
                SqlRows.Of([.. put.Select(c => c.Key.Module)]), SqlRows.Of([.. put.Select(c => SqlText.Key(c.Key.Key))]),
                SqlRows.Of([.. put.Select(c => c.Number)]), SqlRows.Of([.. put.Select(c => c.Bytes.ToArray())]),
                SqlRows.Of([.. put.Select(HubChecks.Of)]));
        if (gone.Length > 0)
            Add("DELETE FROM cells c USING unnest($2::text[], $3::text[]) AS g(module, key) "
                + "WHERE c.partition = $1 AND c.module = g.module AND c.key = g.key",
                SqlRows.Of([.. gone.Select(c => c.Key.Module)]), SqlRows.Of([.. gone.Select(c => SqlText.Key(c.Key.Key))]));
    }

    private void AddNotifications(StoreCommit commit)
    {
        var notes = commit.Notifications;
        Add("INSERT INTO notifications(partition, number, at, kind, subject, zh, en, audience) SELECT $1, * "
            + "FROM unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[])",
            SqlRows.Of([.. notes.Select(n => n.Number)]), SqlRows.Of([.. notes.Select(n => n.At.ToUnixNanoseconds())]),
            SqlRows.Of([.. notes.Select(n => (short)n.Kind)]), SqlRows.Of([.. notes.Select(n => SqlText.Of(n.Subject))]),
            SqlRows.Of([.. notes.Select(n => SqlText.Of(n.Text.Zh))]), SqlRows.Of([.. notes.Select(n => SqlText.Of(n.Text.En))]),
            SqlRows.Of([.. notes.Select(n => SqlText.Of(n.Audience))]));
    }
}
