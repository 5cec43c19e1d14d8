using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>
/// A page of documents over several stores, in one order: a few of each are read, and more where they are used up. What has one id and one
/// place in the order in several partitions is one thing, of which the first store's is taken.
/// </summary>
/// <param name="query">What is asked.</param>
/// <param name="kind">Its kind.</param>
internal sealed class PageMerge(DocumentQuery query, DocumentKind kind)
{
    private const int LeastAtOnce = 8;
    private readonly int order = query.Order is { } name ? kind.Indexes.ToList().FindIndex(index => index.Name == name) : -1;

    /// <summary>What was read of a store and not taken yet.</summary>
    private sealed class Source(ICityStore store)
    {
        internal ICityStore Store => store;

        internal Queue<(DocumentCursor Cursor, StoredDocument Document)> Rows { get; } = [];

        internal DocumentCursor? Next { get; set; }

        internal bool HasMore => Rows.Count > 0 || Next is not null;
    }

    internal async ValueTask<DocumentPage<StoredDocument>> ReadAsync(
        IReadOnlyList<ICityStore> stores, CancellationToken cancellationToken)
    {
        var sources = stores.Select(store => new Source(store)).ToArray();
        var atOnce = Math.Min(query.Limit, Math.Max(LeastAtOnce, 2 * query.Limit / stores.Count));
        foreach (var source in sources) await FillAsync(source, query.After, atOnce, cancellationToken).ConfigureAwait(false);
        var (taken, last) = (new List<StoredDocument>(query.Limit), (DocumentCursor?)null);
        while (First(sources) is { } source && (taken.Count < query.Limit || source.Rows.Peek().Cursor == last))
        {
            var (cursor, document) = source.Rows.Dequeue();
            if (cursor != last) taken.Add(document);
            last = cursor;
            if (source is { Rows.Count: 0, Next: { } next })
                await FillAsync(source, next, atOnce, cancellationToken).ConfigureAwait(false);
        }
        return new DocumentPage<StoredDocument>(taken, sources.Any(source => source.HasMore) ? last : null);
    }

    private Source? First(Source[] sources)
    {
        Source? first = null;
        foreach (var source in sources)
            if (source.Rows.TryPeek(out var row) && (first is null || Compare(row.Cursor, first.Rows.Peek().Cursor) < 0)) first = source;
        return first;
    }

    private int Compare(DocumentCursor a, DocumentCursor b) => (query.Descending ? -1 : 1) * DocumentCursor.Compare(a, b);

    /// <summary>A page of which everything was left out is empty, and not the last.</summary>
    private async ValueTask FillAsync(Source source, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        do
        {
            var page = await source.Store.QueryAsync(query with { After = after, Limit = limit }, cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Rows) source.Rows.Enqueue((CursorOf(row), row));
            source.Next = after = page.Next;
        }
        while (source is { Rows.Count: 0, Next: not null });
    }

    private DocumentCursor CursorOf(StoredDocument row) =>
        new(order < 0 || row.IsDamaged ? 0 : kind.ValuesOf(row.Bytes)[order][0].Number, row.Id);
}
