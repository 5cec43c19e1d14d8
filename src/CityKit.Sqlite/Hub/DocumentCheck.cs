using CityKit.Documents;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Verifying;

namespace CityKit.Sqlite;

/// <summary>
/// Each document of one kind: its check value, whether its kind reads it, and every index against what the document gives.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="table">The table of the kind.</param>
/// <param name="last">The last journal entry.</param>
internal sealed class DocumentCheck(SqliteFile file, DocumentTable table, long last)
{
    private const int FirstColumn = 4; // after id, version, doc, crc
    private readonly IndexAgreement agreement = new(table.Kind, last, value => value);

    internal IEnumerable<HubFileFinding> Run()
    {
        var columns = string.Concat(table.Singles.Select(i => $", {DocumentTable.Column(i.Name)}"));
        using var rows = new SqliteStatement(file.Handle, $"SELECT id, version, doc, crc{columns} FROM {table.Name} NOT INDEXED");
        while (rows.Step())
            foreach (var finding in Document(rows)) yield return finding;
        foreach (var finding in table.Many.SelectMany(Orphans)) yield return finding;
    }

    private IEnumerable<HubFileFinding> Document(SqliteStatement row)
    {
        var document = new StoredDocument(table.Kind.Name, row.Text(0), row.Int64(1), row.Blob(2).ToArray());
        var isSound = row.IsSound(3, HubChecks.OfDocument(document.Id, document.Version, document.Bytes.Span));
        var singles = table.Singles.Select((index, i) => (index, Shown: Shown(row, FirstColumn + i, index))).ToDictionary();
        return agreement.Check(document with { IsDamaged = !isSound },
            index => index.IsMany ? Many(document.Id, index) : singles[index]);
    }

    private string Many(string id, DocumentIndex index)
    {
        var orders = string.Concat(table.Orders.Select(o => $", {DocumentTable.Column(o.Name)}"));
        using var rows = new SqliteStatement(file.Handle, $"SELECT value{orders} FROM {table.TableOf(index)} WHERE id = ?1");
        var found = new List<string>();
        for (rows.Bind(1, id); rows.Step();)
            found.Add(Shown(rows, 0, index) + string.Concat(table.Orders.Select((o, i) => $"@{Shown(rows, 1 + i, o)}")));
        return IndexAgreement.Shown(found);
    }

    private IEnumerable<HubFileFinding> Orphans(DocumentIndex index)
    {
        using var rows = new SqliteStatement(file.Handle,
            $"SELECT DISTINCT m.id FROM {table.TableOf(index)} m WHERE NOT EXISTS(SELECT 1 FROM {table.Name} d WHERE d.id = m.id)");
        while (rows.Step()) yield return HubFileFindings.Orphan(table.Kind.Name, rows.Text(0), index.Name);
    }

    private static string Shown(SqliteStatement row, int column, DocumentIndex index) => IndexAgreement.Shown(
        row.IsNull(column) ? null : index.IsText ? IndexValue.Of(row.Text(column)) : IndexValue.Of(row.Int64(column)));
}
