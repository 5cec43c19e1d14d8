using CityKit.Documents;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;

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
    private readonly IReadOnlyList<DocumentIndex> indexes = table.Kind.Indexes;

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
        var (id, version, bytes) = (row.Text(0), row.Int64(1), row.Blob(2).ToArray());
        var isSound = row.IsSound(3, HubChecks.OfDocument(id, version, bytes));
        var values = ValuesOf(bytes, out var why);
        if (!isSound) why = "its bytes are not those that were written 内容与写入时不一致";
        if (why is not null) return [HubFileFindings.Unreadable(table.Kind.Name, id, why)];
        var shown = table.Singles.Select((index, i) => (index, Shown: Shown(row, FirstColumn + i, index))).ToArray();
        var wrong = shown.Where(s => s.Shown != Shown(Of(values!, s.index)))
            .Select(s => HubFileFindings.Index(table.Kind.Name, id, s.index.Name, s.Shown, Shown(Of(values!, s.index))));
        var many = table.Many.SelectMany(index => Many(id, index, values!));
        return (version > last ? [HubFileFindings.Version(table.Kind.Name, id, version, last)] : Enumerable.Empty<HubFileFinding>())
            .Concat(wrong).Concat(many).ToList();
    }

    private IEnumerable<HubFileFinding> Many(string id, DocumentIndex index, IndexValue[][] values)
    {
        var orders = string.Concat(table.Orders.Select(o => $", {DocumentTable.Column(o.Name)}"));
        using var rows = new SqliteStatement(file.Handle, $"SELECT value{orders} FROM {table.TableOf(index)} WHERE id = ?1");
        var (found, order) = (new List<string>(), string.Concat(table.Orders.Select(o => $"@{Shown(Of(values, o))}")));
        for (rows.Bind(1, id); rows.Step();)
            found.Add(Shown(rows, 0, index) + string.Concat(table.Orders.Select((o, i) => $"@{Shown(rows, 1 + i, o)}")));
        var expected = Of(values, index).Select(v => v + order).Distinct();
        var (is_, should) =
            (string.Join(' ', found.Order(StringComparer.Ordinal)), string.Join(' ', expected.Order(StringComparer.Ordinal)));
        return is_ == should ? [] : [HubFileFindings.Index(table.Kind.Name, id, index.Name, is_, should)];
    }

    private IEnumerable<HubFileFinding> Orphans(DocumentIndex index)
    {
        using var rows = new SqliteStatement(file.Handle,
            $"SELECT DISTINCT m.id FROM {table.TableOf(index)} m WHERE NOT EXISTS(SELECT 1 FROM {table.Name} d WHERE d.id = m.id)");
        while (rows.Step()) yield return HubFileFindings.Orphan(table.Kind.Name, rows.Text(0), index.Name);
    }

    private IndexValue[][]? ValuesOf(byte[] bytes, out string? why)
    {
        try
        {
            why = null;
            return table.Kind.ValuesOf(bytes);
        }
        catch (FormatException unreadable)
        {
            why = unreadable.Message;
            return null;
        }
    }

    private IndexValue[] Of(IndexValue[][] values, DocumentIndex index)
    {
        for (var i = 0; i < indexes.Count; i++)
            if (indexes[i] == index) return values[i];
        return [];
    }

    private static string Shown(IndexValue[] values) => values is [var value] ? value.ToString() : "none";

    private static string Shown(SqliteStatement row, int column, DocumentIndex index) =>
        row.IsNull(column) ? "none" : (index.IsText ? IndexValue.Of(row.Text(column)) : IndexValue.Of(row.Int64(column))).ToString();
}
