using System.Runtime.CompilerServices;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>The hub's store in a PostgreSQL database (存储): a partition of its tables, one batch and one transaction a commit.</summary>
/// <remarks>
/// One hub at a time has a partition. Whoever opens it has it, and the one before commits nothing more; one that is frozen in a commit is
/// waited for as long as <see cref="PostgreSqlOptions.ClaimWait"/> says, and then its session is ended.
/// </remarks>
public sealed partial class PostgreSqlCityStore : ICityStore
{
    private const int PageRows = 500;
    private readonly ILogger logger;
    private readonly string connectionString;
    private readonly PostgreSqlOptions options;
    private readonly string name;
    private readonly SemaphoreSlim writing = new(1);
    private Dictionary<string, DocumentTable> tables = [];
    private Dictionary<DocumentKind, DocumentWriter> writers = [];
    private volatile StoreConnections? connections;
    private StoreSession? session;
    private long? epoch;

    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="options">Which partition, and how long to wait; null for the defaults.</param>
    /// <param name="logger">Where it says that it ended a frozen owner's session.</param>
    /// <exception cref="ArgumentException">The connection string is none, or an option is out of its range.</exception>
    public PostgreSqlCityStore(string connectionString, PostgreSqlOptions? options = null, ILogger<PostgreSqlCityStore>? logger = null)
    {
        (this.connectionString, this.options, this.logger) = (connectionString, options ?? new(), logger ?? (ILogger)NullLogger.Instance);
        StoreConnections.Check(connectionString, this.options);
        name = StoreConnections.NameOf(connectionString, this.options);
    }

    /// <inheritdoc/>
    public async ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CloseAsync().ConfigureAwait(false);
            Know(kinds);
            session = await ClaimAsync(cancellationToken).ConfigureAwait(false);
            epoch = session.Position.Epoch;
            return new StoreOpening(epoch.Value, session.Position);
        }
        catch (Exception failed) when (failed is NpgsqlException or FormatException)
        {
            throw StoreTroubles.CannotOpen(name, failed);
        }
        finally
        {
            if (session is null) await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Opens the store to read it, also while a hub has it: claims nothing and changes nothing.</summary>
    /// <param name="kinds">The kinds of documents that are asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">No hub has been there yet, or it cannot be read.</exception>
    public async ValueTask OpenReadOnlyAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        Know(kinds);
        await ReadStoredPositionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>After a commit whose answer did not arrive it first sees to it that this commit is stored already, or never is.</remarks>
    public async ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken)
    {
        if (epoch is not null && session is null)
        {
            using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(() => ResumedAsync(cancellationToken)).ConfigureAwait(false);
        }
        return await ReadStoredPositionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var isStored = await WriteAsync(async () => await ResumedAsync(cancellationToken).ConfigureAwait(false)
            && await session!.TryCommitAsync(commit, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (!isStored)
            throw new StoreLostException(name, commit.Epoch, (await ReadStoredPositionAsync(cancellationToken).ConfigureAwait(false)).Epoch);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = await PageAsync().ConfigureAwait(false); page.Count > 0; page = await PageAsync().ConfigureAwait(false))
        {
            foreach (var entry in page) yield return entry;
            after = page[^1].Number;
        }

        ValueTask<List<JournalEntry>> PageAsync() => ReadAsync(
            $"SELECT {StoreRow.Entries} FROM journal WHERE partition = $1 AND number > $2 ORDER BY number LIMIT {PageRows}",
            [SqlRows.Of(after)], StoreRow.Entry, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) => keys.Count == 0 ? [] : await ReadAsync(
            $"SELECT {StoreRow.Entries} FROM journal JOIN unnest($2::smallint[], $3::text[]) AS k(k_kind, k_key) ON kind = k_kind AND key = k_key "
            + "WHERE partition = $1 AND key <> ''",
            [SqlRows.Of([.. keys.Select(k => (short)k.Kind)]), SqlRows.Of([.. keys.Select(k => SqlText.Of(k.Key))])],
            StoreRow.Entry, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var asked = keys.GroupBy(k => k.Kind, k => SqlText.Of(k.Id)).Select(ids => (Table: Of(ids.Key), Ids: ids.ToArray())).ToArray();
        return WithReaderAsync<IReadOnlyList<StoredDocument>>(async connection =>
        {
            var found = new List<StoredDocument>();
            var batch = connection.CreateBatch();
            await using var _ = batch.ConfigureAwait(false);
            foreach (var (table, ids) in asked) batch.BatchCommands.Add(Find(table, ids));
            if (asked.Length == 0) return found;
            var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var __ = row.ConfigureAwait(false);
            foreach (var (table, _) in asked)
            {
                found.AddRange(await row.ToListAsync(r => StoreRow.Document(table, r), cancellationToken).ConfigureAwait(false));
                await row.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
            return found;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var table = Of(query.Kind);
        query.Check(table.Kind);
        var sql = DocumentSql.Page(table, query, options.Partition);
        var rows = await ReadAsync(sql, row => (Document: StoreRow.Document(table, row), Place: row.GetInt64(4)), cancellationToken).ConfigureAwait(false);
        return new DocumentPage<StoredDocument>([.. rows.Take(query.Limit).Select(r => r.Document)],
            rows.Count > query.Limit ? new DocumentCursor(rows[query.Limit - 1].Place, rows[query.Limit - 1].Document.Id) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var table = Of(totals.Of.Kind);
        totals.Check(table.Kind);
        var (sql, by) = (DocumentSql.Totals(table, totals, options.Partition), totals.By.Select(table.Kind.Find).ToArray());
        var groups = await ReadAsync(sql, row => new DocumentGroup(
            [.. by.Select((index, i) => StoreRow.Value(row, i, index))], row.GetInt64(by.Length), row.GetInt64(by.Length + 1)),
            cancellationToken).ConfigureAwait(false);
        return groups is [{ Count: 0 }] ? [] : groups;
    }

    /// <summary>How PostgreSQL answers a query: the lines of its <c>EXPLAIN</c>.</summary>
    /// <exception cref="ArgumentException">The query does not fit its kind.</exception>
    public async ValueTask<IReadOnlyList<string>> ExplainAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var table = Of(query.Kind);
        query.Check(table.Kind);
        var sql = DocumentSql.Page(table, query, options.Partition);
        return await WithReaderAsync(connection => connection.RowsAsync(
            $"EXPLAIN {sql.Text}", sql.Parameters, row => row.GetString(0), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? [] : await ReadAsync(
            $"SELECT {StoreRow.Cells} FROM cells JOIN unnest($2::text[], $3::text[]) AS k(k_module, k_key) ON module = k_module AND key = k_key "
            + "WHERE partition = $1",
            [SqlRows.Of([.. keys.Select(k => k.Module)]), SqlRows.Of([.. keys.Select(k => SqlText.Of(k.Key))])],
            StoreRow.Cell, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateCell> ReadCellsAsync(string module, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        for (var page = await PageAsync().ConfigureAwait(false); page.Count > 0; page = await PageAsync().ConfigureAwait(false))
        {
            foreach (var cell in page) yield return cell;
            after = page[^1].Key.Key;
        }

        ValueTask<List<StateCell>> PageAsync() => ReadAsync(
            $"SELECT {StoreRow.Cells} FROM cells WHERE partition = $1 AND module = $2 AND key > $3 ORDER BY key LIMIT {PageRows}",
            [SqlRows.Of(module), SqlRows.Of(after)], StoreRow.Cell, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(
            $"SELECT {StoreRow.Notifications} FROM notifications WHERE partition = $1 AND number > $2 ORDER BY number LIMIT $3",
            [SqlRows.Of(after), SqlRows.Of((long)limit)], StoreRow.Notification, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ProtectedText?> FindTextAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync($"SELECT {StoreRow.Texts} FROM texts WHERE partition = $1 AND id = $2",
            [SqlRows.Of(SqlText.Of(id))], StoreRow.Text, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var _ = await EnterAsync(CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => name;

    private void Know(IReadOnlyCollection<DocumentKind> kinds)
    {
        tables = kinds.Select(kind => new DocumentTable(kind)).ToDictionary(t => t.Kind.Name);
        writers = tables.Values.ToDictionary(t => t.Kind, t => new DocumentWriter(t));
        connections = new StoreConnections(connectionString, options);
    }

    private async Task<StoreSession> ClaimAsync(CancellationToken cancellationToken)
    {
        var connection = await Opened.OpenWriterAsync(cancellationToken).ConfigureAwait(false);
        var claiming = new StoreSession(connection, options, EndBlockersAsync, writers);
        try
        {
            await new StoreSchema(connection, cancellationToken).EnsureAsync(tables.Values).ConfigureAwait(false);
            await claiming.ClaimAsync(tables.Values, cancellationToken).ConfigureAwait(false);
            return claiming;
        }
        catch
        {
            await claiming.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether this hub still has the claim, with a session to write in.</summary>
    private async Task<bool> ResumedAsync(CancellationToken cancellationToken)
    {
        if (session is not null) return true;
        var held = epoch ?? throw NotOpen();
        var connection = await Opened.OpenWriterAsync(cancellationToken).ConfigureAwait(false);
        session = new StoreSession(connection, options, EndBlockersAsync, writers);
        if (await session.TryResumeAsync(held, cancellationToken).ConfigureAwait(false)) return true;
        await BreakAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>A session that failed is not used again: whether its last commit is stored is found out by the next one.</summary>
    private async Task<bool> WriteAsync(Func<Task<bool>> write)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not ArgumentException)
        {
            await BreakAsync().ConfigureAwait(false);
            if (failed is NpgsqlException or FormatException) throw StoreTroubles.CannotWrite(name, failed);
            throw;
        }
    }

    private async Task EndBlockersAsync(int waiting)
    {
        const string End = "SELECT application_name FROM pg_stat_activity "
            + "WHERE pid = ANY(pg_blocking_pids($1)) AND application_name LIKE 'CityKit %' AND pg_terminate_backend(pid)";
        var ended = await WithReaderAsync(connection => connection.RowsAsync(
            End, [SqlRows.Of(waiting)], row => row.GetString(0), CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        foreach (var owner in ended) OwnerEnded(name, owner, options.ClaimWait);
    }

    private ValueTask<StorePosition> ReadStoredPositionAsync(CancellationToken cancellationToken) => WithReaderAsync(async connection =>
        await connection.RowsAsync($"SELECT {StoreRow.Positions} FROM hub WHERE partition = $1",
            [SqlRows.Of(options.Partition)], StoreRow.Position, cancellationToken).ConfigureAwait(false) is [var position] ? position
            : throw new FormatException("No hub has been in this partition yet. 该分区尚无数据。"), cancellationToken);

    private static NpgsqlBatchCommand Find(DocumentTable table, string partition, string[] ids) => new(
        $"SELECT {StoreRow.Documents} FROM {table.Name} WHERE partition = $1 AND id = ANY($2)")
    { Parameters = { SqlRows.Of(partition), SqlRows.Of(ids) } };

    private NpgsqlBatchCommand Find(DocumentTable table, string[] ids) => Find(table, options.Partition, ids);

    private DocumentTable Of(string kind) => tables.GetValueOrDefault(kind)
        ?? throw new ArgumentException($"The store was opened without documents of kind '{kind}'. 未声明该文档种类。");

    private ValueTask<List<T>> ReadAsync<T>(
        DocumentSql sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        WithReaderAsync(connection => connection.RowsAsync(sql.Text, sql.Parameters, read, cancellationToken), cancellationToken);

    /// <summary>Rows of this partition, which is the statement's first parameter.</summary>
    private ValueTask<List<T>> ReadAsync<T>(string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) => WithReaderAsync(connection => connection.RowsAsync(
            sql, [SqlRows.Of(options.Partition), .. parameters], read, cancellationToken), cancellationToken);

    private async ValueTask<T> WithReaderAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await Opened.Readers.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            return await read(connection).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is NpgsqlException or FormatException)
        {
            throw StoreTroubles.CannotRead(name, failed);
        }
    }

    private async Task BreakAsync()
    {
        var broken = session;
        session = null;
        if (broken is not null) await broken.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        epoch = null;
        await BreakAsync().ConfigureAwait(false);
        var before = connections;
        connections = null;
        if (before is not null) await before.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(writing);
    }

    private StoreConnections Opened => connections ?? throw NotOpen();

    private static InvalidOperationException NotOpen() => new("The store is not open: call OpenAsync first. 存储尚未打开。");

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The session '{Owner}' kept the hub store {Store} for longer than {Wait} and was ended. 已终止长时间占用存储的会话。")]
    private partial void OwnerEnded(string store, string owner, TimeSpan wait);

    /// <summary>One writer's turn.</summary>
    private readonly struct Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
