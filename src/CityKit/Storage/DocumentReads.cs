using System.Runtime.CompilerServices;
using CityKit.Documents;
using CityKit.Journal;

namespace CityKit.Storage;

/// <summary>Reads documents of one type from a store.</summary>
public static class DocumentReads
{
    /// <summary>A page of documents.</summary>
    /// <exception cref="ArgumentException">The query does not fit its kind.</exception>
    /// <exception cref="FormatException">A stored document is damaged.</exception>
    public static async ValueTask<DocumentPage<T>> QueryAsync<T>(
        this ICityStore store, DocumentQuery<T> query, CancellationToken cancellationToken = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        var page = await store.QueryAsync(query.Plain, cancellationToken).ConfigureAwait(false);
        return new DocumentPage<T>([.. page.Rows.Select(row => store.Read(query.Kind, row)).OfType<T>()], page.Next);
    }

    /// <summary>All documents that a query finds, read page by page.</summary>
    /// <exception cref="ArgumentException">The query does not fit its kind.</exception>
    /// <exception cref="FormatException">A stored document is damaged.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(this ICityStore store, DocumentQuery<T> query,
        [EnumeratorCancellation] CancellationToken cancellationToken = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(query);
        const int PageRows = 500;
        var next = query.Take(PageRows);
        while (true)
        {
            var page = await store.QueryAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Rows) yield return document;
            if (page.Next is null) yield break;
            next = next.After(page.Next);
            await Task.Yield(); // between two pages others get their turn
        }
    }

    /// <summary>One document; null when there is none.</summary>
    /// <exception cref="FormatException">The stored document is damaged.</exception>
    public static async ValueTask<T?> FindAsync<T>(
        this ICityStore store, DocumentKind<T> kind, string id, CancellationToken cancellationToken = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(kind);
        var found = await store.FindAsync([new DocumentKey(kind.Name, id)], cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : store.Read(kind, found[0]);
    }

    /// <summary>Reads a stored document; null when it cannot be read and the store is one that goes on without it.</summary>
    internal static T? Read<T>(this ICityStore store, DocumentKind<T> kind, StoredDocument stored) where T : class
    {
        try
        {
            return kind.Read(stored);
        }
        catch (FormatException unreadable) when (store is IDocumentQuarantine quarantine)
        {
            quarantine.Report(stored, unreadable);
            return null;
        }
    }

    /// <summary>How many documents a query finds, whatever its page.</summary>
    public static async ValueTask<long> CountAsync<T>(
        this ICityStore store, DocumentQuery<T> query, CancellationToken cancellationToken = default) where T : class
    {
        var groups = await store.CountAsync(query, [], cancellationToken).ConfigureAwait(false);
        return groups.Count == 0 ? 0 : groups[0].Count;
    }

    /// <summary>How many documents a query finds, by up to two indexes.</summary>
    public static ValueTask<IReadOnlyList<DocumentGroup>> CountAsync<T>(this ICityStore store, DocumentQuery<T> query,
        IReadOnlyList<DocumentIndex<T>> by, CancellationToken cancellationToken = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        return store.TotalAsync(new DocumentTotals(query.Plain, [.. by.Select(i => i.Name)]), cancellationToken);
    }

    /// <summary>The sum of an index of whole numbers over the documents that a query finds, by up to two others.</summary>
    public static ValueTask<IReadOnlyList<DocumentGroup>> SumAsync<T>(this ICityStore store, DocumentQuery<T> query,
        DocumentIndex<T> sum, IReadOnlyList<DocumentIndex<T>> by, CancellationToken cancellationToken = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(sum);
        return store.TotalAsync(new DocumentTotals(query.Plain, [.. by.Select(i => i.Name)], sum.Name), cancellationToken);
    }

    /// <summary>The journal entry with this key; null when there is none.</summary>
    public static async ValueTask<JournalEntry?> FindEntryAsync(
        this ICityStore store, EntryKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var found = await store.FindEntriesAsync([key], cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }
}
