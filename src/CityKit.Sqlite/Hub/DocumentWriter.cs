using CityKit.Documents;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;

namespace CityKit.Sqlite;

/// <summary>Writes documents of one kind. Where no value of an index changed, no index is touched.</summary>
internal sealed class DocumentWriter : IDisposable
{
    private const int FirstValue = 6; // ?1 id, ?2 version, ?3 many, ?4 doc, ?5 crc
    private readonly SqliteFile file;
    private readonly DocumentTable table;
    private readonly int[] singles;
    private readonly int[] orders;
    private readonly SqliteStatement same;
    private readonly SqliteStatement upsert;
    private readonly SqliteStatement delete;
    private readonly (int Value, SqliteStatement Clear, SqliteStatement Add)[] many;

    internal DocumentWriter(SqliteFile file, DocumentTable table)
    {
        (this.file, this.table) = (file, table);
        var indexes = table.Kind.Indexes;
        singles = [.. Enumerable.Range(0, indexes.Count).Where(i => !indexes[i].IsMany)];
        orders = [.. singles.Where(i => indexes[i] is { IsOrder: true, IsTimer: false })];
        var columns = singles.Select(
            (place, i) => (Name: DocumentTable.Column(indexes[place].Name), Parameter: $"?{FirstValue + i}")).ToArray();
        same = new SqliteStatement(file.Handle,
            $"UPDATE {table.Name} SET version = ?2, doc = ?4, crc = ?5 WHERE id = ?1 AND many = ?3"
            + $"{string.Concat(columns.Select(c => $" AND {c.Name} IS {c.Parameter}"))}");
        upsert = new SqliteStatement(file.Handle,
            $"INSERT INTO {table.Name}(id, version, many, doc, crc{string.Concat(columns.Select(c => $", {c.Name}"))}) "
            + $"VALUES(?1, ?2, ?3, ?4, ?5{string.Concat(columns.Select(c => $", {c.Parameter}"))}) "
            + "ON CONFLICT(id) DO UPDATE SET version = ?2, many = ?3, doc = ?4, crc = ?5"
            + $"{string.Concat(columns.Select(c => $", {c.Name} = {c.Parameter}"))}");
        delete = new SqliteStatement(file.Handle, $"DELETE FROM {table.Name} WHERE id = ?1");
        many = [.. Enumerable.Range(0, indexes.Count).Where(i => indexes[i].IsMany).Select(i => (i, Clear(indexes[i]), Add(indexes[i])))];
    }

    internal void Write(DocumentChange change)
    {
        if (change.Bytes is not { } bytes)
        {
            delete.Bind(1, change.Id).Run();
            foreach (var (_, clear, _) in many) clear.Bind(1, change.Id).Run();
            return;
        }
        var (manyText, crc) = (ManyOf(change), HubChecks.OfDocument(change.Id, change.Version, bytes.Span));
        Bind(same, change, manyText, bytes.Span, crc).Run();
        if (file.Changes == 1) return;
        Bind(upsert, change, manyText, bytes.Span, crc).Run();
        foreach (var (value, clear, add) in many) WriteMany(change, change.Values[value], clear, add);
    }

    public void Dispose()
    {
        same.Dispose();
        upsert.Dispose();
        delete.Dispose();
        foreach (var (_, clear, add) in many)
        {
            clear.Dispose();
            add.Dispose();
        }
    }

    private SqliteStatement Clear(DocumentIndex index) => new(file.Handle, $"DELETE FROM {table.TableOf(index)} WHERE id = ?1");

    private SqliteStatement Add(DocumentIndex index)
    {
        var orders = table.Orders.Select((o, i) => (Name: $", {DocumentTable.Column(o.Name)}", Parameter: $", ?{3 + i}")).ToArray();
        return new SqliteStatement(file.Handle,
            $"INSERT INTO {table.TableOf(index)}(id, value{string.Concat(orders.Select(o => o.Name))}) "
            + $"VALUES(?1, ?2{string.Concat(orders.Select(o => o.Parameter))})");
    }

    private void WriteMany(DocumentChange change, IndexValue[] values, SqliteStatement clear, SqliteStatement add)
    {
        clear.Bind(1, change.Id).Run();
        if (values.Length == 0) return;
        for (var i = 0; i < orders.Length; i++) add.Bind(3 + i, change.Values[orders[i]] is [var place] ? place.Number : null);
        foreach (var value in values) Bind(add.Bind(1, change.Id), 2, value).Run();
    }

    private SqliteStatement Bind(SqliteStatement statement, DocumentChange change, string manyText, ReadOnlySpan<byte> bytes, long crc)
    {
        statement.Bind(1, change.Id).Bind(2, change.Version).Bind(3, manyText).Bind(4, bytes).Bind(5, crc);
        for (var i = 0; i < singles.Length; i++) Bind(statement, FirstValue + i, change.Values[singles[i]] is [var value] ? value : null);
        return statement;
    }

    /// <summary>
    /// All values of indexes with many, and the orders that their tables repeat: a change of it writes those tables again.
    /// </summary>
    private string ManyOf(DocumentChange change) =>
        many.Length == 0 ? "" : string.Join('\u001f', many.SelectMany(m => change.Values[m.Value]).Select(v => v.ToString()));

    private static SqliteStatement Bind(SqliteStatement statement, int index, IndexValue? value) =>
        value is not { } known ? statement.Bind(index, (string?)null)
            : known.Text is { } text ? statement.Bind(index, text) : statement.Bind(index, known.Number);
}
