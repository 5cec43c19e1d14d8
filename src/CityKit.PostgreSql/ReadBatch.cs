using CityKit.Documents;
using CityKit.Journal;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>Several questions as one message to the server, over one snapshot. Each list is filled when the batch has run.</summary>
/// <param name="scope">The partitions.</param>
internal sealed class ReadBatch(PartitionScope scope)
{
    private readonly List<(NpgsqlBatchCommand Asked, Func<NpgsqlDataReader, CancellationToken, Task> TakeAsync)> questions = [];

    /// <summary>Whether nothing is asked.</summary>
    internal bool IsEmpty => questions.Count == 0;

    internal List<JournalEntry> Add(IReadOnlyCollection<EntryKey> keys) => keys.Count == 0 ? [] : Add(
        scope.Once(StoreRow.Entries, "FROM journal JOIN unnest($2::smallint[], $3::text[]) AS k(k_kind, k_key) "
            + $"ON kind = k_kind AND key = k_key WHERE {scope.Holds} AND key <> ''", "kind, key"),
        [scope.Parameter, SqlRows.Of([.. keys.Select(k => (short)k.Kind)]), SqlRows.Of([.. keys.Select(k => SqlText.Of(k.Key))])],
        StoreRow.Entry);

    internal List<StateCell> Add(IReadOnlyCollection<CellKey> keys) => keys.Count == 0 ? [] : Add(
        $"SELECT {StoreRow.Cells} FROM cells JOIN unnest($2::text[], $3::text[]) AS k(k_module, k_key) "
        + "ON module = k_module AND key = k_key WHERE partition = $1",
        [SqlRows.Of(scope.Own), SqlRows.Of([.. keys.Select(k => k.Module)]), SqlRows.Of([.. keys.Select(k => SqlText.Of(k.Key))])],
        StoreRow.Cell);

    /// <summary>Documents by their ids ($2) in the partitions ($1).</summary>
    internal static string DocumentsById(DocumentTable table, PartitionScope scope) =>
        scope.Once(StoreRow.Documents, $"FROM {table.Name} WHERE {scope.Holds} AND id = ANY($2)", "id");

    internal List<StoredDocument> Add(DocumentTable table, string[] ids) => Add(
        DocumentsById(table, scope),
        [scope.Parameter, SqlRows.Of(ids)], row => StoreRow.Document(table, row));

    /// <summary>The rows of a page, and of one more, with their places in its order.</summary>
    internal List<(StoredDocument Document, long Place)> Add(DocumentTable table, DocumentQuery query)
    {
        var sql = DocumentSql.Page(table, query, scope);
        return Add(sql.Text, sql.Parameters, row => StoreRow.Placed(table, row));
    }

    /// <summary>
    /// Rows of a question that is planned again each time: a plan for any values takes a whole city's rows for few, and one process for
    /// them.
    /// </summary>
    internal List<T> AddPlanned<T>(DocumentSql sql, Func<NpgsqlDataReader, T> read)
    {
        Add("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)", [], _ => 0);
        return Add(sql.Text, sql.Parameters, read);
    }

    internal async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = connection.CreateBatch();
        await using var _ = batch.ConfigureAwait(false);
        foreach (var (asked, _) in questions) batch.BatchCommands.Add(asked);
        var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        foreach (var (_, takeAsync) in questions)
        {
            await takeAsync(row, cancellationToken).ConfigureAwait(false);
            await row.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private List<T> Add<T>(string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read)
    {
        var (command, rows) = (new NpgsqlBatchCommand(sql), new List<T>());
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        questions.Add((command, async (row, cancel) => rows.AddRange(await row.ToListAsync(read, cancel).ConfigureAwait(false))));
        return rows;
    }
}
