using CityKit.Documents;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Gives a partition's documents of one kind the values of indexes that they do not have yet. The columns are every partition's, and each
/// knows for itself which of them its documents are written with: a hub of an older version beside it knows fewer.
/// </summary>
/// <param name="connection">The one that claims, in its transaction.</param>
/// <param name="partition">The partition.</param>
/// <param name="table">The table of the kind.</param>
/// <param name="writer">Writes it.</param>
internal sealed class DocumentReindex(NpgsqlConnection connection, string partition, DocumentTable table, DocumentWriter writer)
{
    private const int PageRows = 500;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var known = await connection.RowsAsync("SELECT indexes FROM kinds WHERE partition = $1 AND kind = $2",
            [SqlRows.Of(partition), SqlRows.Of(table.Kind.Name)], row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (known is [var names] && names == table.IndexNames) return;
        await WriteAgainAsync(cancellationToken).ConfigureAwait(false);
        await connection.RowsAsync("INSERT INTO kinds(partition, kind, indexes) VALUES($1, $2, $3) "
            + "ON CONFLICT (partition, kind) DO UPDATE SET indexes = excluded.indexes",
            [SqlRows.Of(partition), SqlRows.Of(table.Kind.Name), SqlRows.Of(table.IndexNames)], _ => 0, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task WriteAgainAsync(CancellationToken cancellationToken)
    {
        var last = "";
        for (var page = await PageAsync(last, cancellationToken).ConfigureAwait(false);
            page.Count > 0;
            page = await PageAsync(last, cancellationToken).ConfigureAwait(false))
        {
            var batch = new CommitBatch(connection, partition);
            await using var _ = batch.ConfigureAwait(false);
            writer.Write(batch, page.Select(ChangeOf).OfType<DocumentChange>());
            await batch.RunAsync(cancellationToken).ConfigureAwait(false);
            last = page[^1].Id;
        }
    }

    private Task<List<StoredDocument>> PageAsync(string after, CancellationToken cancellationToken) => connection.RowsAsync(
        $"SELECT {StoreRow.Documents} FROM {table.Name} WHERE partition = $1 AND id > $2 ORDER BY id LIMIT {PageRows}",
        [SqlRows.Of(partition), SqlRows.Of(after)], row => StoreRow.Document(table, row), cancellationToken);

    /// <summary>One that cannot be read keeps the values that it has, and is found by its id.</summary>
    private DocumentChange? ChangeOf(StoredDocument document)
    {
        if (document.IsDamaged) return null;
        try
        {
            return new DocumentChange(table.Kind, document.Id, document.Version, document.Bytes, table.Kind.ValuesOf(document.Bytes));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
