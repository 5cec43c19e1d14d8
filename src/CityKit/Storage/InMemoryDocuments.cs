using CityKit.Documents;

namespace CityKit.Storage;

/// <summary>Documents of one kind in memory. Equalities are found by an index, the rest by a walk over what they leave.</summary>
internal sealed class InMemoryDocuments
{
    private readonly DocumentKind kind;
    private readonly Dictionary<string, int> columns = [];
    private readonly Dictionary<string, Row> rows = [];
    private readonly Dictionary<(int Column, IndexValue Value), HashSet<string>> byValue = [];

    private sealed record Row(StoredDocument Document, IndexValue[][] Values);

    /// <param name="kind">The kind as it is declared now.</param>
    /// <param name="before">The same documents as they were indexed before; null for none.</param>
    internal InMemoryDocuments(DocumentKind kind, InMemoryDocuments? before)
    {
        this.kind = kind;
        for (var i = 0; i < kind.Indexes.Count; i++) columns.Add(kind.Indexes[i].Name, i);
        foreach (var (document, _) in before?.rows.Values ?? Enumerable.Empty<Row>()) Put(new Row(document, kind.ValuesOf(document.Bytes)));
    }

    internal StoredDocument? Find(string id) => rows.GetValueOrDefault(id)?.Document;

    internal void Put(DocumentChange change)
    {
        if (rows.Remove(change.Id, out var before)) Unindex(before);
        if (change.Bytes is { } bytes) Put(new Row(new StoredDocument(kind.Name, change.Id, change.Version, bytes), change.Values));
    }

    internal DocumentPage<StoredDocument> Query(DocumentQuery query)
    {
        query.Check(kind);
        var sign = query.Descending ? -1 : 1;
        var found = Matching(query)
            .Where(row => query.Order is not { } order || row.Values[columns[order]].Length > 0)
            .Select(row => (Cursor: CursorOf(row, query.Order), row.Document))
            .Where(hit => query.After is not { } after || sign * DocumentCursor.Compare(hit.Cursor, after) > 0)
            .Order(Comparer<(DocumentCursor Cursor, StoredDocument Document)>.Create(
                (a, b) => sign * DocumentCursor.Compare(a.Cursor, b.Cursor)))
            .Take(query.Limit + 1).ToArray();
        var page = found.Take(query.Limit).ToArray();
        return new DocumentPage<StoredDocument>([.. page.Select(hit => hit.Document)], found.Length > query.Limit ? page[^1].Cursor : null);
    }

    internal IReadOnlyList<DocumentGroup> Total(DocumentTotals totals)
    {
        totals.Check(kind);
        var by = totals.By.Select(name => columns[name]).ToArray();
        var groups = Matching(totals.Of).GroupBy(row => (Only(row, by, 0), Only(row, by, 1))).OrderBy(g => g.Key);
        return [.. groups.Take(totals.Limit).Select(g => new DocumentGroup(
            by.Length switch { 0 => [], 1 => [g.Key.Item1], _ => [g.Key.Item1, g.Key.Item2] },
            g.Count(), g.Sum(row => SumOf(row, totals.Sum))))];
    }

    private static IndexValue? Only(Row row, int[] by, int place) =>
        place < by.Length && row.Values[by[place]] is [var value] ? value : null;

    private long SumOf(Row row, string? index) => index is not null && row.Values[columns[index]] is [var value] ? value.Number : 0;

    private IEnumerable<Row> Matching(DocumentQuery query)
    {
        var equality = query.Conditions.FirstOrDefault(c => !c.IsPrefix);
        var first = equality is null ? rows.Values
            : equality.Values.SelectMany(value => IdsOf(equality.Index, value)).Distinct().Select(id => rows[id]);
        return first.Where(row => query.Conditions.All(c => c.Holds(row.Values[columns[c.Index]]))
            && query.Range?.Holds(row.Values[columns[query.Range.Index]]) != false);
    }

    private IEnumerable<string> IdsOf(string index, IndexValue value) =>
        byValue.GetValueOrDefault((columns[index], value)) ?? Enumerable.Empty<string>();

    private DocumentCursor CursorOf(Row row, string? order) =>
        new(order is null ? 0 : row.Values[columns[order]][0].Number, row.Document.Id);

    private void Put(Row row)
    {
        rows[row.Document.Id] = row;
        foreach (var place in PlacesOf(row))
        {
            if (!byValue.TryGetValue(place, out var ids)) byValue[place] = ids = [];
            ids.Add(row.Document.Id);
        }
    }

    private void Unindex(Row row)
    {
        foreach (var place in PlacesOf(row))
            if (byValue[place].Remove(row.Document.Id) && byValue[place].Count == 0) byValue.Remove(place);
    }

    private static IEnumerable<(int Column, IndexValue Value)> PlacesOf(Row row) =>
        row.Values.SelectMany((values, column) => values.Select(value => (column, value)));
}
