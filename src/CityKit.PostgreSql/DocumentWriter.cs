using CityKit.Documents;
using CityKit.Shared.Stores;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Adds the changes of one kind of documents to a batch, a statement for each table. Where no value of an index changed, PostgreSQL
/// touches no index.
/// </summary>
internal sealed class DocumentWriter
{
    private readonly DocumentTable table;
    private readonly (DocumentIndex Index, int Place)[] singles;
    private readonly (DocumentIndex Index, int Place)[] orders;
    private readonly string upsert;
    private readonly string delete;
    private readonly (DocumentIndex Index, int Place, string Clear, string Add, string Delete)[] many;

    internal DocumentWriter(DocumentTable table)
    {
        this.table = table;
        singles = [.. table.Singles.Select(i => (i, table.PlaceOf(i)))];
        orders = [.. table.Orders.Select(i => (i, table.PlaceOf(i)))];
        var columns = (string[])["version", "doc", "crc", .. table.Singles.Select(DocumentTable.Column)];
        var types = (string[])["text", "bigint", "bytea", "bigint", .. table.Singles.Select(TypeOf)];
        upsert = $"INSERT INTO {table.Name}(partition, id, {string.Join(", ", columns)}) SELECT $1, * FROM unnest({Arrays(types)}) "
            + $"ON CONFLICT (partition, id) DO UPDATE SET {string.Join(", ", columns.Select(c => $"{c} = excluded.{c}"))}";
        delete = Delete(table.Name);
        many = [.. table.Many.Select(i => (i, table.PlaceOf(i), Clear(i), Add(i), Delete(table.TableOf(i))))];
    }

    internal void Write(CommitBatch batch, IEnumerable<DocumentChange> changes)
    {
        var (put, removed) = (new List<DocumentChange>(), new List<string>());
        foreach (var change in changes)
        {
            if (change.Bytes is null) removed.Add(SqlText.Key(change.Id));
            else put.Add(change);
        }
        if (put.Count > 0) Put(batch, put);
        if (removed.Count > 0) Remove(batch, [.. removed]);
    }

    private void Put(CommitBatch batch, List<DocumentChange> put)
    {
        var ids = put.Select(c => SqlText.Key(c.Id)).ToArray();
        var bytes = put.Select(c => c.Bytes!.Value.ToArray()).ToArray();
        batch.Add(upsert,
        [
            SqlRows.Of(ids), SqlRows.Of([.. put.Select(c => c.Version)]), SqlRows.Of(bytes),
            SqlRows.Of([.. put.Select((c, i) => HubChecks.OfDocument(c.Id, c.Version, bytes[i]))]),
            .. singles.Select(s => Column(s.Index, put.Select(c => Single(c, s.Place)))),
        ]);
        foreach (var index in many) PutMany(batch, index, put, ids);
    }

    private void PutMany(CommitBatch batch,
        (DocumentIndex Index, int Place, string Clear, string Add, string Delete) index, List<DocumentChange> put, string[] ids)
    {
        var rows = put.SelectMany(c => c.Values[index.Place].Select(v => (Change: c, Value: SqlText.Held(v))).Distinct()).ToArray();
        var (of, values) = (SqlRows.Of([.. rows.Select(r => r.Change.Id)]), Column(index.Index, rows.Select(r => (IndexValue?)r.Value)));
        batch.Add(index.Clear, [SqlRows.Of(ids), of, values]);
        if (rows.Length > 0)
            batch.Add(index.Add,
                [of.Clone(), values.Clone(), .. orders.Select(o => Column(o.Index, rows.Select(r => Single(r.Change, o.Place))))]);
    }

    private void Remove(CommitBatch batch, string[] ids)
    {
        batch.Add(delete, [SqlRows.Of(ids)]);
        foreach (var index in many) batch.Add(index.Delete, [SqlRows.Of(ids)]);
    }

    private static string Delete(string from) => $"DELETE FROM {from} WHERE partition = $1 AND id = ANY($2)";

    /// <summary>What its documents do not have any more.</summary>
    private string Clear(DocumentIndex index) =>
        $"DELETE FROM {table.TableOf(index)} m WHERE partition = $1 AND id = ANY($2) AND NOT EXISTS("
        + $"SELECT 1 FROM unnest($3::text[], $4::{TypeOf(index)}[]) AS n(id, value) WHERE n.id = m.id AND n.value = m.value)";

    private string Add(DocumentIndex index)
    {
        var columns = table.Orders.Select(DocumentTable.Column).ToArray();
        var types = (string[])["text", TypeOf(index), .. table.Orders.Select(TypeOf)];
        return $"INSERT INTO {table.TableOf(index)} AS m (partition, id, value{string.Concat(columns.Select(c => $", {c}"))}) "
            + $"SELECT $1, * FROM unnest({Arrays(types)}) ON CONFLICT (partition, id, value) DO "
            + (columns.Length == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", columns.Select(c => $"{c} = excluded.{c}"))} "
                + $"WHERE {string.Join(" OR ", columns.Select(c => $"m.{c} IS DISTINCT FROM excluded.{c}"))}");
    }

    private static string Arrays(string[] types) => string.Join(", ", types.Select((type, i) => $"${i + 2}::{type}[]"));

    private static string TypeOf(DocumentIndex index) => index.IsText ? "text" : "bigint";

    private static IndexValue? Single(DocumentChange change, int place) => change.Values[place] is [var value] ? SqlText.Held(value) : null;

    private static NpgsqlParameter Column(DocumentIndex index, IEnumerable<IndexValue?> values) =>
        index.IsText ? SqlRows.Of([.. values.Select(v => v?.Text)]) : SqlRows.Of([.. values.Select(v => v?.Number)]);
}
