using CityKit.Documents;
using CityKit.Journal;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>What a group of inputs has read from the store: gathered first, then fetched all at once.</summary>
internal sealed class GroupFacts(ICityStore store, StateTable states)
{
    private readonly Dictionary<EntryKey, JournalEntry?> entries = [];
    private readonly Dictionary<DocumentKey, object?> documents = [];
    private readonly Dictionary<string, Page> pages = [];
    private readonly HashSet<EntryKey> missingEntries = [];
    private readonly Dictionary<CellKey, StateKind> missingStates = [];
    private readonly Dictionary<DocumentKey, Func<StoredDocument, object?>> missingDocuments = [];
    private readonly Dictionary<string, (DocumentQuery Query, Func<StoredDocument, object?> Read)> missingPages = [];

    /// <summary>What a query found.</summary>
    /// <param name="Rows">The documents; those that cannot be read are left out.</param>
    /// <param name="Asked">How many were asked for.</param>
    /// <param name="HasMore">Whether there are more than were asked for.</param>
    internal sealed record Page(IReadOnlyList<object> Rows, int Asked, bool HasMore);

    internal bool IsComplete => missingEntries.Count + missingDocuments.Count + missingPages.Count + missingStates.Count == 0;

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
        missingDocuments.TryAdd(key, stored => store.Read(kind, stored));
        return null;
    }

    /// <summary>A piece of a module's state; null when there is none, or it is not known yet.</summary>
    internal object? State(CellKey key, StateKind kind)
    {
        if (states.TryFind(key, out var state)) return state;
        missingStates[key] = kind;
        return null;
    }

    /// <summary>Stored documents that a query finds, so many asked for if there are; null when they are not known yet.</summary>
    /// <param name="query">The query.</param>
    /// <param name="asked">How many, at most <see cref="DocumentQuery.MaxRows"/>.</param>
    internal Page? PageOf<T>(DocumentQuery<T> query, int asked) where T : class
    {
        var key = QueryKey.Of(query.Plain);
        if (pages.TryGetValue(key, out var page) && (page.Asked >= asked || !page.HasMore)) return page;
        missingPages[key] = (query.Plain with { Limit = asked }, stored => store.Read(query.Kind, stored));
        return null;
    }

    /// <summary>What the facts are read from; an input that is decided alone may ask it for more than facts are.</summary>
    internal ICityStore Store => store;

    /// <summary>Reads everything that is missing, together.</summary>
    internal async ValueTask FetchAsync(CancellationToken cancellationToken)
    {
        if (IsComplete) return;
        var found = await store.ReadTogetherAsync(Missing(), cancellationToken).ConfigureAwait(false);
        Take(found.Entries);
        Take(found.Documents);
        Take(found.Cells);
        Take(found.Pages);
    }

    private StoreQuestions Missing() => new()
    {
        Entries = missingEntries,
        Documents = missingDocuments.Keys,
        Cells = missingStates.Keys,
        Pages = [.. missingPages.Values.Select(wanted => wanted.Query)],
    };

    private void Take(IReadOnlyList<JournalEntry> found)
    {
        foreach (var key in missingEntries) entries[key] = null;
        foreach (var entry in found) entries[new EntryKey(entry.Kind, entry.Key)] = entry;
        missingEntries.Clear();
    }

    private void Take(IReadOnlyList<StoredDocument> found)
    {
        foreach (var key in missingDocuments.Keys) documents[key] = null;
        foreach (var document in found)
        {
            var key = new DocumentKey(document.Kind, document.Id);
            documents[key] = missingDocuments[key](document);
        }
        missingDocuments.Clear();
    }

    private void Take(IReadOnlyList<StateCell> cells)
    {
        var found = cells.ToDictionary(cell => cell.Key);
        foreach (var (key, kind) in missingStates) states.Load(key, kind, found.GetValueOrDefault(key));
        missingStates.Clear();
    }

    private void Take(IReadOnlyList<DocumentPage<StoredDocument>> found)
    {
        foreach (var ((key, (query, read)), page) in missingPages.Zip(found))
            pages[key] = new Page([.. page.Rows.Select(read).OfType<object>()], query.Limit, page.Next is not null);
        missingPages.Clear();
    }
}
