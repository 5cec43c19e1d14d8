using CityKit.Documents;
using CityKit.Journal;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>What a group of inputs has read from the store: gathered first, then fetched all at once.</summary>
internal sealed class GroupFacts(ICityStore store)
{
    private readonly Dictionary<EntryKey, JournalEntry?> entries = [];
    private readonly Dictionary<DocumentKey, object?> documents = [];
    private readonly Dictionary<string, (IReadOnlyList<object> Rows, bool HasMore)> pages = [];
    private readonly HashSet<EntryKey> missingEntries = [];
    private readonly Dictionary<DocumentKey, DocumentReader> missingDocuments = [];
    private readonly Dictionary<string, DocumentReader> missingPages = [];

    /// <summary>Reads documents of a type, once it is known which store they are in.</summary>
    private sealed record DocumentReader(DocumentQuery Query, Func<StoredDocument, object?> Read);

    /// <summary>How often the store was asked.</summary>
    internal int Fetches { get; private set; }

    internal bool IsComplete => missingEntries.Count + missingDocuments.Count + missingPages.Count == 0;

    /// <summary>An earlier entry; null when there is none, or it is not known yet.</summary>
    internal JournalEntry? Entry(EntryKey key)
    {
        if (entries.TryGetValue(key, out var entry)) return entry;
        missingEntries.Add(key);
        return null;
    }

    /// <summary>A stored document; null when there is none, or it is not known yet.</summary>
    internal T? Find<T>(DocumentKind<T> kind, string id) where T : class
    {
        var key = new DocumentKey(kind.Name, id);
        if (documents.TryGetValue(key, out var document)) return (T?)document;
        missingDocuments.TryAdd(key, new DocumentReader(new DocumentQuery(kind.Name), stored => store.Read(kind, stored)));
        return null;
    }

    /// <summary>Stored documents that a query finds, at least so many if there are; null when they are not known yet.</summary>
    internal (IReadOnlyList<object> Rows, bool HasMore)? Page<T>(DocumentQuery<T> query, int atLeast) where T : class
    {
        var key = QueryKey.Of(query.Plain);
        if (pages.TryGetValue(key, out var page) && (page.Rows.Count >= atLeast || !page.HasMore)) return page;
        missingPages[key] = new DocumentReader(
            query.Plain with { Limit = Math.Min(DocumentQuery.MaxRows, atLeast) }, stored => store.Read(query.Kind, stored));
        return null;
    }

    /// <summary>Reads everything that is missing.</summary>
    internal async ValueTask FetchAsync(CancellationToken cancellationToken)
    {
        Fetches++;
        if (missingEntries.Count > 0) await FetchEntriesAsync(cancellationToken).ConfigureAwait(false);
        if (missingDocuments.Count > 0) await FetchDocumentsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (key, wanted) in missingPages)
        {
            var page = await store.QueryAsync(wanted.Query, cancellationToken).ConfigureAwait(false);
            pages[key] = ([.. page.Rows.Select(wanted.Read).OfType<object>()], page.Next is not null);
        }
        missingPages.Clear();
    }

    private async ValueTask FetchEntriesAsync(CancellationToken cancellationToken)
    {
        var found = await store.FindEntriesAsync(missingEntries, cancellationToken).ConfigureAwait(false);
        foreach (var key in missingEntries) entries[key] = null;
        foreach (var entry in found) entries[new EntryKey(entry.Kind, entry.Key)] = entry;
        missingEntries.Clear();
    }

    private async ValueTask FetchDocumentsAsync(CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(missingDocuments.Keys, cancellationToken).ConfigureAwait(false);
        foreach (var key in missingDocuments.Keys) documents[key] = null;
        foreach (var document in found)
        {
            var key = new DocumentKey(document.Kind, document.Id);
            documents[key] = missingDocuments[key].Read(document);
        }
        missingDocuments.Clear();
    }
}
