using System.Text;
using CityKit.Documents;
using CityKit.Shared.Stores;
using Npgsql;
using static System.Globalization.CultureInfo;

namespace CityKit.PostgreSql;

/// <summary>
/// Makes SQL of a query. An index with many values is read through its own table, one value at a time: a page of each value in the
/// query's order, and then the first of all these.
/// </summary>
internal sealed class DocumentSql
{
    private const string Columns = "d.id, d.version, d.doc, d.crc";
    private readonly StringBuilder text = new();
    private readonly List<NpgsqlParameter> parameters = [];
    private readonly DocumentTable table;
    private readonly DocumentQuery query;

    private readonly PartitionScope scope;

    private DocumentSql(DocumentTable table, DocumentQuery query, PartitionScope scope)
    {
        (this.table, this.query, this.scope) = (table, query, scope);
        parameters.Add(scope.Parameter);
    }

    internal string Text => text.ToString();

    internal IReadOnlyList<NpgsqlParameter> Parameters => parameters;

    /// <summary>A page, and one document more when there is one: id, version, document, check value, place in the order.</summary>
    /// <param name="table">The table of the kind.</param>
    /// <param name="query">The query.</param>
    /// <param name="scope">The partitions.</param>
    internal static DocumentSql Page(DocumentTable table, DocumentQuery query, PartitionScope scope) =>
        new DocumentSql(table, query, scope).Page();

    /// <summary>Groups with their counts and sums.</summary>
    /// <param name="table">The table of the kind.</param>
    /// <param name="totals">The question.</param>
    /// <param name="scope">The partitions.</param>
    internal static DocumentSql Totals(DocumentTable table, DocumentTotals totals, PartitionScope scope) =>
        new DocumentSql(table, totals.Of, scope).Totals(totals);

    private DocumentSql Totals(DocumentTotals totals)
    {
        var by = totals.By.Select(name => Column(table.Kind.Find(name))).ToArray();
        var sum = totals.Sum is { } name ? $"coalesce(sum({Column(table.Kind.Find(name))}), 0)::bigint" : "0::bigint";
        text.Append(InvariantCulture, $"SELECT {string.Concat(by.Select(b => $"{b}, "))}count(*), {sum} ")
            .Append($"FROM {table.Name} d WHERE d.{scope.Holds}");
        Conditions(null);
        if (by.Length > 0)
            text.Append(InvariantCulture,
                $" GROUP BY {string.Join(", ", by)} ORDER BY {string.Join(", ", by.Select(b => $"{b} NULLS FIRST"))} ")
                .Append(InvariantCulture, $"LIMIT {totals.Limit}");
        return this;
    }

    /// <summary>A page of the city is first found, a page of each partition by its indexes, and then read.</summary>
    private DocumentSql Page()
    {
        var driver = query.Conditions.FirstOrDefault(c => table.Kind.Find(c.Index).IsMany && !c.IsPrefix);
        var direction = query.Descending ? " DESC" : "";
        var order = $"page.place{direction}, page.id{direction}";
        if (scope.IsCity) text.Append(InvariantCulture, $"SELECT {Columns}, page.place FROM (");
        text.Append(InvariantCulture,
            $"SELECT {(driver is null && !scope.IsCity ? "" : "DISTINCT ON (page.place, page.id) ")}page.* FROM {scope.Rows} ");
        if (driver is not null) text.Append(InvariantCulture, $"CROSS JOIN unnest({Values(driver)}) AS v(value) ");
        text.Append("CROSS JOIN LATERAL (");
        Inner(driver, direction);
        text.Append(InvariantCulture, $") AS page ORDER BY {order}{(scope.IsCity ? ", page.partition DESC" : "")} LIMIT {query.Limit + 1}");
        if (scope.IsCity)
            text.Append(InvariantCulture,
                $") AS page JOIN {table.Name} d ON d.partition = page.partition AND d.id = page.id ORDER BY {order}");
        return this;
    }

    private void Inner(DocumentCondition? driver, string direction)
    {
        var from = driver is null ? "d" : "m";
        var place = query.Order is { } name ? Column(table.Kind.Find(name), from) : null;
        text.Append(InvariantCulture,
            $"SELECT {(scope.IsCity ? $"{from}.partition, {from}.id" : Columns)}, {place ?? "0::bigint"} AS place FROM ");
        text.Append(driver is null ? $"{table.Name} d WHERE d.partition = p.partition" : ManyFrom(driver));
        Conditions(driver);
        if (query.After is { } after) After(place, $"{from}.id", after);
        else if (place is not null) text.Append(InvariantCulture, $" AND {place} IS NOT NULL");
        text.Append(InvariantCulture,
            $" ORDER BY {(place is null ? "" : $"{place}{direction}, ")}{from}.id{direction} LIMIT {query.Limit + 1}");
    }

    /// <summary>The values of the driver, with their documents where more is asked of these than where they are.</summary>
    private string ManyFrom(DocumentCondition driver)
    {
        var isAlone = scope.IsCity && query.Conditions is [_] && query.Range is null;
        return $"{table.TableOf(table.Kind.Find(driver.Index))} m "
            + (isAlone ? "" : $"JOIN {table.Name} d ON d.partition = m.partition AND d.id = m.id ")
            + "WHERE m.partition = p.partition AND m.value = v.value";
    }

    private void After(string? place, string id, DocumentCursor after)
    {
        var (beyond, last) = (query.Descending ? "<" : ">", Parameter(SqlRows.Of(SqlText.Of(after.Id))));
        text.Append(place is null ? $" AND {id} {beyond} {last}"
            : $" AND ({place}, {id}) {beyond} ({Parameter(SqlRows.Of(after.Order))}, {last})");
    }

    private void Conditions(DocumentCondition? driver)
    {
        foreach (var condition in query.Conditions.Where(c => c != driver))
        {
            var index = table.Kind.Find(condition.Index);
            text.Append(" AND ").Append(index.IsMany ? ManyHolds(condition, index) : Holds(condition, Column(index)));
        }
        if (query.Range is { } range) Range(range, Column(table.Kind.Find(range.Index)));
    }

    private void Range(DocumentRange range, string column)
    {
        if (range.From is { } first) text.Append(InvariantCulture, $" AND {column} >= {Value(first)}");
        if (range.Until is { } end) text.Append(InvariantCulture, $" AND {column} < {Value(end)}");
        if (range.From is null && range.Until is null) text.Append(InvariantCulture, $" AND {column} IS NOT NULL");
    }

    private string ManyHolds(DocumentCondition condition, DocumentIndex index) =>
        $"EXISTS(SELECT 1 FROM {table.TableOf(index)} o WHERE o.partition = d.partition AND o.id = d.id AND {Holds(condition, "o.value")})";

    private string Holds(DocumentCondition condition, string column) => condition.IsPrefix
        ? $"({string.Join(" OR ", condition.Values.Select(prefix => StartsWith(column, prefix)))})"
        : condition.Values is [var value] ? $"{column} = {Value(value)}" : $"{column} = ANY({Values(condition)})";

    /// <summary>From the prefix to the first text after all that start with it.</summary>
    private string StartsWith(string column, IndexValue prefix)
    {
        var from = $"{column} >= {Value(prefix)}";
        return TextRange.EndOf(prefix.Text!) is { } end ? $"({from} AND {column} < {Value(IndexValue.Of(end))})" : $"({from})";
    }

    private static string Column(DocumentIndex index, string from = "d") => $"{from}.{DocumentTable.Column(index)}";

    private string Values(DocumentCondition condition) => Parameter(table.Kind.Find(condition.Index).IsText
        ? SqlRows.Of([.. condition.Values.Distinct().Select(v => SqlText.Of(v.Text!))])
        : SqlRows.Of([.. condition.Values.Distinct().Select(v => v.Number)]));

    private string Value(IndexValue value) => Parameter(value.Text is { } known ? SqlRows.Of(SqlText.Of(known)) : SqlRows.Of(value.Number));

    private string Parameter(NpgsqlParameter parameter)
    {
        parameters.Add(parameter);
        return $"${parameters.Count}";
    }
}
