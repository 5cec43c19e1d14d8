using System.Runtime.CompilerServices;
using CityKit.Documents;
using CityKit.Shared.Stores;
using CityKit.Verifying;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Each document of one kind: its check value, whether its kind reads it, and every index against what the document gives.
/// </summary>
/// <param name="connection">One that reads over one snapshot.</param>
/// <param name="partition">The partition.</param>
/// <param name="table">The table of the kind.</param>
/// <param name="last">The last journal entry.</param>
internal sealed class DocumentCheck(NpgsqlConnection connection, string partition, DocumentTable table, long last)
{
    private const int PageRows = 500;
    private const int FirstColumn = 4; // after id, version, doc, crc
    private readonly IndexAgreement agreement = new(table.Kind, last, SqlText.Held);

    /// <param name="rows">How many rows are checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async IAsyncEnumerable<HubFileFinding> RunAsync(
        Action<int> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        while (await PageAsync(after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            var many = new Dictionary<DocumentIndex, ILookup<string, string>>();
            foreach (var index in table.Many) many[index] = await ManyAsync(index, page, cancellationToken).ConfigureAwait(false);
            foreach (var (document, singles) in page)
                foreach (var finding in agreement.Check(document, index => index.IsMany
                    ? IndexAgreement.Shown(many[index][document.Id]) : singles[index]))
                    yield return finding;
            after = page[^1].Document.Id;
            rows(page.Count);
        }
        foreach (var index in table.Many)
            foreach (var id in await OrphansAsync(index, cancellationToken).ConfigureAwait(false))
                yield return HubFileFindings.Orphan(table.Kind.Name, id, index.Name);
    }

    private Task<List<(StoredDocument Document, Dictionary<DocumentIndex, string> Singles)>> PageAsync(
        string after, CancellationToken cancellationToken) => connection.RowsAsync(
            $"SELECT {StoreRow.Documents}{Columns(table.Singles)} FROM {table.Name} "
            + $"WHERE partition = $1 AND id > $2 ORDER BY id LIMIT {PageRows}", [SqlRows.Of(partition), SqlRows.Of(after)],
            row => (StoreRow.Document(table, row), Singles(row)), cancellationToken);

    private Dictionary<DocumentIndex, string> Singles(NpgsqlDataReader row) =>
        table.Singles.Select((index, i) => (index, Shown(row, FirstColumn + i, index))).ToDictionary();

    private string Orders(NpgsqlDataReader row) => string.Concat(table.Orders.Select((order, i) => $"@{Shown(row, 2 + i, order)}"));

    /// <summary>The values of a page's documents, by id.</summary>
    private async Task<ILookup<string, string>> ManyAsync(DocumentIndex index,
        IEnumerable<(StoredDocument Document, Dictionary<DocumentIndex, string>)> page, CancellationToken cancellationToken)
    {
        var found = await connection.RowsAsync(
            $"SELECT id, value{Columns(table.Orders)} FROM {table.TableOf(index)} WHERE partition = $1 AND id = ANY($2)",
            [SqlRows.Of(partition), SqlRows.Of([.. page.Select(p => p.Document.Id)])],
            row => (Id: row.GetString(0), Value: Shown(row, 1, index) + Orders(row)), cancellationToken).ConfigureAwait(false);
        return found.ToLookup(value => value.Id, value => value.Value);
    }

    private Task<List<string>> OrphansAsync(DocumentIndex index, CancellationToken cancellationToken) => connection.RowsAsync(
        $"SELECT DISTINCT m.id FROM {table.TableOf(index)} m WHERE partition = $1 "
        + $"AND NOT EXISTS(SELECT 1 FROM {table.Name} d WHERE d.partition = m.partition AND d.id = m.id)",
        [SqlRows.Of(partition)], row => row.GetString(0), cancellationToken);

    private static string Columns(IEnumerable<DocumentIndex> indexes) => string.Concat(indexes.Select(i => $", {DocumentTable.Column(i)}"));

    private static string Shown(NpgsqlDataReader row, int column, DocumentIndex index) =>
        IndexAgreement.Shown(StoreRow.Value(row, column, index));
}
