using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>Reads what was committed in one partition or in all, each question over one snapshot.</summary>
/// <param name="source">Connections that read.</param>
/// <param name="name">The store, for people.</param>
/// <param name="scope">The partitions; the position, the journal, pages of state and notifications are of one.</param>
internal sealed class StoreReader(NpgsqlDataSource source, string name, PartitionScope scope)
{
    internal const string Position = $"SELECT {StoreRow.Positions} FROM hub WHERE partition = $1";

    private const string Bytes = "SELECT pg_database_size(current_database())";

    internal const string Journal =
        $"SELECT {StoreRow.Entries} FROM journal WHERE partition = $1 AND number > $2 ORDER BY number LIMIT 500";

    private const int PageRows = 500;

    internal async Task<StorePosition> PositionAsync(CancellationToken cancellationToken) =>
        await OwnRowsAsync(Position, [], StoreRow.Position, cancellationToken).ConfigureAwait(false) is [var position] ? position
            : throw StoreTroubles.IsEmpty(name);

    internal Task<long> BytesAsync(CancellationToken cancellationToken) => WithAsync(async connection =>
        (await connection.RowsAsync(Bytes, [], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0], cancellationToken);

    /// <exception cref="IOException">No hub has been in this partition yet, or it cannot be read.</exception>
    internal async Task ExistsAsync(CancellationToken cancellationToken)
    {
        if (await OwnRowsAsync(Position, [], _ => true, cancellationToken).ConfigureAwait(false) is []) throw StoreTroubles.IsEmpty(name);
    }

    internal Task<List<JournalEntry>> JournalAsync(long after, CancellationToken cancellationToken) => OwnRowsAsync(
        Journal, [SqlRows.Of(after)], StoreRow.Entry, cancellationToken);

    internal Task RunAsync(ReadBatch batch, CancellationToken cancellationToken) => batch.IsEmpty ? Task.CompletedTask : WithAsync(
        async connection =>
        {
            await batch.RunAsync(connection, cancellationToken).ConfigureAwait(false);
            return batch;
        }, cancellationToken);

    internal async Task<IReadOnlyList<DocumentGroup>> TotalsAsync(
        DocumentTable table, DocumentTotals totals, CancellationToken cancellationToken)
    {
        var sql = DocumentSql.Totals(table, totals, scope);
        var by = totals.By.Select(table.Kind.Find).ToArray();
        var batch = new ReadBatch(scope);
        var groups = batch.AddPlanned(sql, row => new DocumentGroup(
            [.. by.Select((index, i) => StoreRow.Value(row, i, index))], row.GetInt64(by.Length), row.GetInt64(by.Length + 1)));
        await RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return groups is [{ Count: 0 }] ? [] : groups;
    }

    internal Task<List<string>> PlanAsync(DocumentSql sql, string how, CancellationToken cancellationToken) =>
        WithAsync(connection => connection.RowsAsync(
            $"EXPLAIN {how} {sql.Text}", sql.Parameters, row => row.GetString(0), cancellationToken), cancellationToken);

    internal Task<List<StateCell>> CellPageAsync(string module, string after, CancellationToken cancellationToken) => OwnRowsAsync(
        $"SELECT {StoreRow.Cells} FROM cells WHERE partition = $1 AND module = $2 AND key > $3 ORDER BY key LIMIT {PageRows}",
        [SqlRows.Of(module), SqlRows.Of(after)], StoreRow.Cell, cancellationToken);

    internal Task<List<Notification>> NotificationsAsync(long after, int limit, CancellationToken cancellationToken) => OwnRowsAsync(
        $"SELECT {StoreRow.Notifications} FROM notifications WHERE partition = $1 AND number > $2 ORDER BY number LIMIT $3",
        [SqlRows.Of(after), SqlRows.Of((long)limit)], StoreRow.Notification, cancellationToken);

    internal Task<List<SubjectKey>> SubjectsAsync(IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken) => RowsAsync(
        scope.Once(StoreRow.Subjects, $"FROM subjects WHERE {scope.Holds} AND id = ANY($2)", "id"),
        [SqlRows.Of([.. ids.Select(id => id.ToArray())])], StoreRow.Subject, cancellationToken);

    internal Task<List<SubjectKey>> SubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken) => RowsAsync(
        scope.Once(StoreRow.Subjects, $"FROM subjects WHERE {scope.Holds} AND lookup = ANY($2)", "id"),
        [SqlRows.Of([.. lookups.Select(lookup => lookup.ToArray())])], StoreRow.Subject, cancellationToken);

    internal Task<List<SubjectKey>> SubjectPageAsync(byte[] after, CancellationToken cancellationToken) => RowsAsync(
        $"SELECT DISTINCT ON (page.id) page.* FROM {scope.Rows} CROSS JOIN LATERAL "
        + $"(SELECT {StoreRow.Subjects}, s.partition FROM subjects s "
        + $"WHERE s.partition = p.partition AND id > $2 ORDER BY id LIMIT {PageRows}) AS page "
        + $"ORDER BY page.id, page.partition DESC LIMIT {PageRows}",
        [SqlRows.Of(after)], StoreRow.Subject, cancellationToken);

    internal Task<List<ProtectedRecord>> RecordsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => RowsAsync(
        scope.Once(StoreRow.Records, $"FROM records WHERE {scope.Holds} AND id = ANY($2)", "id"),
        [SqlRows.Of([.. ids.Select(SqlText.Of)])], StoreRow.Record, cancellationToken);

    /// <summary>In which partition each of these documents is.</summary>
    internal Task<List<(string Id, string Partition)>> WhereAsync(
        DocumentTable table, string[] ids, CancellationToken cancellationToken) => RowsAsync(
            scope.Once("id, partition", $"FROM {table.Name} WHERE {scope.Holds} AND id = ANY($2)", "id"), [SqlRows.Of(ids)],
            row => (row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>In which partition each of these pieces of state is.</summary>
    internal Task<List<(CellKey Key, string Partition)>> WhereAsync(
        IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) => RowsAsync(
            scope.Once("module, key, partition", "FROM cells JOIN unnest($2::text[], $3::text[]) AS k(k_module, k_key) "
                + $"ON module = k_module AND key = k_key WHERE {scope.Holds}", "module, key"),
            [SqlRows.Of([.. keys.Select(k => k.Module)]), SqlRows.Of([.. keys.Select(k => SqlText.Of(k.Key))])],
            row => (new CellKey(row.GetString(0), row.GetString(1)), row.GetString(2)), cancellationToken);

    /// <summary>How far each of these partitions has come, in their order.</summary>
    internal Task<List<StorePosition>> PositionsAsync(string[] partitions, CancellationToken cancellationToken) =>
        WithAsync(connection => connection.RowsAsync(
            $"SELECT {StoreRow.Positions} FROM {Listed} LEFT JOIN hub ON hub.partition = p.name ORDER BY p.place", [SqlRows.Of(partitions)],
            row => row.IsDBNull(0) ? new StorePosition(0, 0, default, 0, 0) : StoreRow.Position(row), cancellationToken),
            cancellationToken);

    /// <summary>A piece of state of each of these partitions that has it, with its place among them, from 0.</summary>
    internal Task<List<(StateCell Cell, int Place)>> CellsAsync(
        string[] partitions, CellKey key, CancellationToken cancellationToken) => WithAsync(connection => connection.RowsAsync(
            $"SELECT {StoreRow.Cells}, p.place FROM {Listed} JOIN cells ON cells.partition = p.name WHERE module = $2 AND key = $3",
            [SqlRows.Of(partitions), SqlRows.Of(key.Module), SqlRows.Of(SqlText.Of(key.Key))],
            row => (StoreRow.Cell(row), (int)row.GetInt64(5) - 1), cancellationToken), cancellationToken);

    /// <summary>
    /// Notifications of these partitions after one of each, by time; one whose time went back comes behind what was before it in its own.
    /// </summary>
    internal Task<List<Notification>> NotificationsAsync(
        string[] partitions, long[] after, int limit, CancellationToken cancellationToken) => WithAsync(connection => connection.RowsAsync(
            $"SELECT {StoreRow.Notifications}, place FROM (SELECT n.*, p.place, "
            + "max(n.at) OVER (PARTITION BY p.place ORDER BY n.number) AS due "
            + "FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS p(name, after, place) CROSS JOIN LATERAL "
            + $"(SELECT {StoreRow.Notifications} FROM notifications WHERE partition = p.name AND number > p.after "
            + "ORDER BY number LIMIT $3) AS n"
            + ") AS page ORDER BY due, place, number LIMIT $3",
            [SqlRows.Of(partitions), SqlRows.Of(after), SqlRows.Of((long)limit)],
            row => StoreRow.Notification(row) with { Partition = (int)row.GetInt64(7) - 2 }, cancellationToken), cancellationToken);

    /// <summary>Partitions by name, each with its place from 1.</summary>
    private const string Listed = "unnest($1::text[]) WITH ORDINALITY AS p(name, place)";

    /// <summary>Ends the hubs' sessions that keep one, by its process id, from a lock; gives their names.</summary>
    internal Task<List<string>> EndBlockersAsync(int waiting) => WithAsync(connection => connection.RowsAsync(
        "SELECT application_name, pg_terminate_backend(pid) FROM pg_stat_activity " // never in WHERE, which has no order
        + $"WHERE pid = ANY(pg_blocking_pids($1::integer)) AND application_name LIKE '{StoreConnections.ApplicationPrefix}%'",
        [SqlRows.Of(waiting)], row => row.GetString(0), CancellationToken.None), CancellationToken.None);

    private Task<List<T>> RowsAsync<T>(DocumentSql sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        WithAsync(connection => connection.RowsAsync(sql.Text, sql.Parameters, read, cancellationToken), cancellationToken);

    /// <summary>Rows of its partitions, which are the statement's first parameter.</summary>
    private Task<List<T>> OwnRowsAsync<T>(string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) => WithAsync(connection => connection.RowsAsync(
            sql, [SqlRows.Of(scope.Own), .. parameters], read, cancellationToken), cancellationToken);

    private Task<List<T>> RowsAsync<T>(string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) => WithAsync(
            connection => connection.RowsAsync(sql, [scope.Parameter, .. parameters], read, cancellationToken), cancellationToken);

    private async Task<T> WithAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await ServerCall.OnceAsync(connection, () => read(connection)).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is NpgsqlException or FormatException)
        {
            throw StoreTroubles.CannotRead(name, failed);
        }
    }
}
