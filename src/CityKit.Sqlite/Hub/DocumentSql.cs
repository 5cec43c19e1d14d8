using System.Text;
using CityKit.Documents;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using static System.Globalization.CultureInfo;

namespace CityKit.Sqlite;

/// <summary>
/// Makes SQL of a query. The first condition drives: the others are tested on what it finds, so a caller names the one that leaves least
/// first. An index with many values is read through its own table, one value at a time.
/// </summary>
internal sealed class DocumentSql
{
    private readonly StringBuilder text = new();
    private readonly List<IndexValue> values = [];
    private readonly DocumentTable table;
    private readonly DocumentQuery query;

    private DocumentSql(DocumentTable table, DocumentQuery query) => (this.table, this.query) = (table, query);

    internal string Text => text.ToString();

    /// <summary>A page, for each value of its driving index with many values.</summary>
    internal static IReadOnlyList<DocumentSql> Pages(DocumentTable table, DocumentQuery query)
    {
        var driver = query.Conditions.FirstOrDefault(c => table.Kind.Find(c.Index).IsMany && !c.IsPrefix);
        return driver is null ? [new DocumentSql(table, query).Page(null, default)]
            : [.. driver.Values.Distinct().Select(value => new DocumentSql(table, query).Page(driver, value))];
    }

    /// <summary>Groups with their counts and sums.</summary>
    internal static DocumentSql Totals(DocumentTable table, DocumentTotals totals)
    {
        var (sql, tally) = (new DocumentSql(table, totals.Of), table.TallyOf(totals));
        var by = string.Concat(totals.By.Select(name => $"d.{DocumentTable.Column(name)}, "));
        sql.text.Append(
            $"SELECT {by}count(*), {(totals.Sum is { } sum ? $"coalesce(sum(d.{DocumentTable.Column(sum)}), 0)" : "0")} "
            + $"FROM {table.Name} d{(tally is null ? "" : $" INDEXED BY {tally}")} WHERE 1");
        sql.Conditions(null, isTally: tally is not null);
        if (totals.By.Length > 0)
            sql.text.Append(InvariantCulture, $" GROUP BY {by.TrimEnd(',', ' ')} ORDER BY {by.TrimEnd(',', ' ')} LIMIT {totals.Limit}");
        return sql;
    }

    internal SqliteStatement BindTo(SqliteStatement statement)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Text is { } known) statement.Bind(i + 1, known);
            else statement.Bind(i + 1, values[i].Number);
        }
        return statement;
    }

    private DocumentSql Page(DocumentCondition? driver, IndexValue value)
    {
        var from = driver is null ? "d" : "m";
        var order = query.Order is { } name ? $"{from}.{DocumentTable.Column(name)}" : "0";
        text.Append($"SELECT d.id, d.version, d.doc, {order}, d.crc FROM ");
        text.Append(driver is null
            ? $"{table.Name} d WHERE 1"
            : $"{table.TableOf(table.Kind.Find(driver.Index))} m CROSS JOIN {table.Name} d ON d.id = m.id "
                + $"WHERE m.value = {Parameter(value)}");
        Conditions(driver, from);
        if (query.After is { } after) After(from, order, after);
        else if (query.Order is not null) text.Append($" AND {order} IS NOT NULL");
        var direction = query.Descending ? " DESC" : "";
        text.Append(InvariantCulture,
            $" ORDER BY {(query.Order is null ? "" : $"{order}{direction}, ")}{from}.id{direction} LIMIT {query.Limit + 1}");
        return this;
    }

    private void After(string from, string order, DocumentCursor after)
    {
        var beyond = query.Descending ? "<" : ">";
        text.Append(query.Order is null
            ? $" AND {from}.id {beyond} {Parameter(IndexValue.Of(after.Id))}"
            : $" AND ({order}, {from}.id) {beyond} ({Parameter(IndexValue.Of(after.Order))}, {Parameter(IndexValue.Of(after.Id))})");
    }

    /// <param name="driver">The condition that is tested already.</param>
    /// <param name="page">Whose id and order a page goes by; null when there is no page.</param>
    /// <param name="isTally">Whether one index has all that is asked, so that none has to drive.</param>
    private void Conditions(DocumentCondition? driver, string? page = null, bool isTally = false)
    {
        var isDriven = driver is not null;
        foreach (var condition in query.Conditions.Where(c => c != driver))
        {
            var index = table.Kind.Find(condition.Index);
            text.Append(" AND ").Append(index.IsMany ? ManyHolds(condition, index)
                : isDriven && page is not null && IsInIndex(condition, index) ? IndexHolds(condition, index, page)
                : Holds(condition, $"{(isDriven && !isTally ? "+" : "")}d.{DocumentTable.Column(index.Name)}"));
            isDriven = true;
        }
        if (query.Range is { } range)
            Range(range, $"{(isDriven && page is not null && range.Index != query.Order ? "+" : "")}d.{DocumentTable.Column(range.Index)}");
    }

    private void Range(DocumentRange range, string column)
    {
        if (range.From is { } first) text.Append($" AND {column} >= {Parameter(first)}");
        if (range.Until is { } end) text.Append($" AND {column} < {Parameter(end)}");
        if (range.From is null && range.Until is null) text.Append($" AND {column} IS NOT NULL");
    }

    /// <summary>Whether the index that a condition has for this order says of one document whether it holds.</summary>
    private bool IsInIndex(DocumentCondition condition, DocumentIndex index) =>
        query.Order is not null && !condition.IsPrefix && !index.IsOrder;

    /// <summary>Asks the index, not the document: of many that the first condition leaves, only those of the page are read.</summary>
    private string IndexHolds(DocumentCondition condition, DocumentIndex index, string page)
    {
        var order = DocumentTable.Column(query.Order!);
        return $"EXISTS(SELECT 1 FROM {table.Name} o INDEXED BY {table.IndexOf(index, query.Order!)} "
            + $"WHERE {Holds(condition, $"o.{DocumentTable.Column(index.Name)}")} AND o.{order} = {page}.{order} AND o.id = {page}.id)";
    }

    private string ManyHolds(DocumentCondition condition, DocumentIndex index) =>
        $"EXISTS(SELECT 1 FROM {table.TableOf(index)} o WHERE o.id = d.id AND {Holds(condition, "o.value")})";

    private string Holds(DocumentCondition condition, string column) => condition.IsPrefix
        ? $"({string.Join(" OR ", condition.Values.Select(prefix => StartsWith(column, prefix)))})"
        : condition.Values.Length == 1 ? $"{column} = {Parameter(condition.Values[0])}"
        : $"{column} IN ({string.Join(", ", condition.Values.Select(Parameter))})";

    /// <summary>From the prefix to the first text after all that start with it.</summary>
    private string StartsWith(string column, IndexValue prefix)
    {
        var from = $"{column} >= {Parameter(prefix)}";
        return TextRange.EndOf(prefix.Text!) is { } end ? $"({from} AND {column} < {Parameter(IndexValue.Of(end))})" : $"({from})";
    }

    private string Parameter(IndexValue value)
    {
        values.Add(value);
        return $"?{values.Count}";
    }
}
