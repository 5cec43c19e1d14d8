using CityKit.Documents;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;

namespace CityKit.Sqlite;

/// <summary>
/// Writes documents of one kind. Only the columns that changed are set, as SQLite writes every index of a column that is set; only the
/// tables of many values that changed are written again.
/// </summary>
internal sealed class DocumentWriter : IDisposable
{
    private const int FirstValue = 6; // ?1 id, ?2 version, ?3 many, ?4 doc, ?5 crc
    private const int FirstColumn = 1; // after many
    private readonly DocumentTable table;
    private readonly int[] singles;
    private readonly SqliteStatement find;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement delete;
    private readonly DocumentUpdates updates;
    private readonly ManyValues[] many;

    internal DocumentWriter(SqliteFile file, DocumentTable table)
    {
        this.table = table;
        var indexes = table.Kind.Indexes;
        singles = [.. Enumerable.Range(0, indexes.Count).Where(i => !indexes[i].IsMany)];
        string[] columns = [.. singles.Select(place => DocumentTable.Column(indexes[place].Name))];
        find = new SqliteStatement(
            file.Handle, $"SELECT many{string.Concat(columns.Select(c => $", {c}"))} FROM {table.Name} WHERE id = ?1");
        insert = new SqliteStatement(file.Handle,
            $"INSERT INTO {table.Name}(id, version, many, doc, crc{string.Concat(columns.Select(c => $", {c}"))}) "
            + $"VALUES(?1, ?2, ?3, ?4, ?5{string.Concat(columns.Select((_, i) => $", ?{FirstValue + i}"))})");
        delete = new SqliteStatement(file.Handle, $"DELETE FROM {table.Name} WHERE id = ?1");
        updates = new DocumentUpdates(file, table.Name, columns, FirstValue);
        many = [.. Enumerable.Range(0, indexes.Count).Where(i => indexes[i].IsMany).Select(i => new ManyValues(file, table, i))];
    }

    internal void Write(DocumentChange change)
    {
        if (change.Bytes is not { } bytes) Delete(change.Id);
        else if (Known(change) is { } known) Update(change, bytes.Span, known);
        else Insert(change, bytes.Span);
    }

    public void Dispose()
    {
        find.Dispose();
        insert.Dispose();
        delete.Dispose();
        updates.Dispose();
        foreach (var values in many) values.Dispose();
    }

    private void Delete(string id)
    {
        delete.Bind(1, id).Run();
        foreach (var values in many) values.Clear(id);
    }

    private void Insert(DocumentChange change, ReadOnlySpan<byte> bytes)
    {
        Bind(insert, change, string.Join(ManyValues.Between, TextsOf(change)), bytes);
        for (var i = 0; i < singles.Length; i++) BindValue(insert, change, i);
        insert.Run();
        foreach (var values in many) values.Write(change);
    }

    private void Update(DocumentChange change, ReadOnlySpan<byte> bytes, (bool[] Changed, string[] Many) known)
    {
        var texts = TextsOf(change);
        var statement = Bind(updates.Of(known.Changed), change, string.Join(ManyValues.Between, texts), bytes);
        for (var i = 0; i < singles.Length; i++)
            if (known.Changed[i]) BindValue(statement, change, i);
        statement.Run();
        for (var i = 0; i < many.Length; i++)
            if (known.Many.Length != many.Length || known.Many[i] != texts[i]) many[i].Write(change);
            else many[i].Move(change, OrdersIn(known.Changed));
    }

    /// <summary>Which columns of a stored document are others now, and its many values; null when there is no such document.</summary>
    private (bool[] Changed, string[] Many)? Known(DocumentChange change)
    {
        try
        {
            if (!find.Bind(1, change.Id).Step()) return null;
            var changed = new bool[singles.Length];
            for (var i = 0; i < changed.Length; i++) changed[i] = !Has(FirstColumn + i, change.Values[singles[i]]);
            return (changed, many.Length == 0 ? [] : find.Text(0).Split(ManyValues.Between));
        }
        finally
        {
            find.Reset();
        }
    }

    private bool Has(int column, IndexValue[] values) => values is not [var value] ? find.IsNull(column)
        : !find.IsNull(column) && (value.Text is { } text ? find.Text(column) == text : find.Int64(column) == value.Number);

    /// <summary>The orders among the columns that changed, by which the tables of many values are sorted too.</summary>
    private IReadOnlyList<DocumentIndex> OrdersIn(bool[] changed) =>
        [.. singles.Where((_, i) => changed[i]).Select(place => table.Kind.Indexes[place]).Where(table.Orders.Contains)];

    private string[] TextsOf(DocumentChange change) => [.. many.Select(values => values.TextOf(change))];

    private static SqliteStatement Bind(SqliteStatement statement, DocumentChange change, string manyText, ReadOnlySpan<byte> bytes) =>
        statement.Bind(1, change.Id).Bind(2, change.Version).Bind(3, manyText).Bind(4, bytes)
            .Bind(5, HubChecks.OfDocument(change.Id, change.Version, bytes));

    private void BindValue(SqliteStatement statement, DocumentChange change, int single) =>
        ManyValues.Bind(statement, FirstValue + single, change.Values[singles[single]] is [var value] ? value : null);
}
