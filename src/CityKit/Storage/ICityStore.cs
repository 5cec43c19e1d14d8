using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>
/// Where a hub keeps everything (存储): journal entries, documents, state, notifications and protected records. It knows nothing of what they
/// mean. One hub at a time has the claim and writes; readers at any time see whole commits only.
/// </summary>
/// <remarks>
/// Implement it for a database that CityKit has no package for, and hold it to <c>StoreConformance</c> of CityKit.Testing. All methods are
/// called from many threads at once; commits come one after the other. A store encrypts nothing: what is personal comes to it encrypted.
/// Read it through <see cref="CityHub.Store"/>; only the hub commits.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city.UseStore(_ => new InMemoryCityStore())); // yours in its place
///
/// var position = await hub.Store.ReadPositionAsync(stopping);
/// await foreach (var entry in hub.Store.ReadJournalAsync(after: 0, stopping))
///     Console.WriteLine($"{entry.Number} of {position.Number}: {entry.Kind}");
/// </code></example>
public interface ICityStore : IAsyncDisposable
{
    /// <summary>Opens the store, creating or migrating it, and claims it: the hub that had the claim before writes nothing more.</summary>
    /// <param name="kinds">All kinds of documents; an index that is new is built from the documents that are there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be opened, is in use, or was made by a newer CityKit.</exception>
    ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken);

    /// <summary>
    /// How far the record has come, and whose it is; after a commit whose answer did not arrive, this says whether it was made.
    /// </summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// How many bytes what is stored takes up where it is kept (存储占用), with indexes and whatever else is in the same file or database; null
    /// for a store that does not know.
    /// </summary>
    ValueTask<long?> ReadBytesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<long?>(null);

    /// <summary>Makes a commit durable, if the claim and the last journal entry are still what it names.</summary>
    /// <exception cref="StoreLostException">Another hub has the claim, or wrote meanwhile; nothing was stored.</exception>
    /// <exception cref="IOException">It could not be stored; nothing of it is.</exception>
    ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken);

    /// <summary>The journal after an entry, in order.</summary>
    IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken);

    /// <summary>The first entry of the journal after a number; null when there is none.</summary>
    ValueTask<JournalEntry?> FindNextEntryAsync(long after, CancellationToken cancellationToken) =>
        ReadJournalAsync(after, cancellationToken).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The journal entries with these keys, those that there are, in no order.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken);

    /// <summary>The documents with these keys, those that there are, in no order.</summary>
    ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken);

    /// <summary>A page of documents.</summary>
    /// <exception cref="ArgumentException">The query does not fit its kind.</exception>
    ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken);

    /// <summary>Counts documents and adds up, by groups, in the order of their values.</summary>
    /// <exception cref="ArgumentException">The question does not fit its kind.</exception>
    ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken);

    /// <summary>The pieces of state with these keys, those that there are, in no order.</summary>
    ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Reads several things that do not depend on each other: one after the other, unless the store can ask for all in one round trip.
    /// </summary>
    /// <exception cref="ArgumentException">A query does not fit its kind.</exception>
    async ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var pages = new List<DocumentPage<StoredDocument>>(asked.Pages.Count);
        foreach (var query in asked.Pages) pages.Add(await QueryAsync(query, cancellationToken).ConfigureAwait(false));
        return new StoreAnswers(
            asked.Entries.Count == 0 ? [] : await FindEntriesAsync(asked.Entries, cancellationToken).ConfigureAwait(false),
            asked.Documents.Count == 0 ? [] : await FindAsync(asked.Documents, cancellationToken).ConfigureAwait(false),
            asked.Cells.Count == 0 ? [] : await FindCellsAsync(asked.Cells, cancellationToken).ConfigureAwait(false), pages);
    }

    /// <summary>All pieces of a module's state, by key.</summary>
    IAsyncEnumerable<StateCell> ReadCellsAsync(string module, CancellationToken cancellationToken);

    /// <summary>Notifications after one, in order, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The keys of these subjects, those that there are, in no order.</summary>
    ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken);

    /// <summary>The keys of the subjects that are found so, those that there are, in no order.</summary>
    ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken);

    /// <summary>The keys of all subjects, by id.</summary>
    IAsyncEnumerable<SubjectKey> ReadSubjectsAsync(CancellationToken cancellationToken);

    /// <summary>The protected records with these ids, those that there are, in no order.</summary>
    ValueTask<IReadOnlyList<ProtectedRecord>> FindRecordsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Texts that a version before kept as they were, not encrypted, at most <paramref name="limit"/>; none in a store made since.
    /// </summary>
    ValueTask<IReadOnlyList<ProtectedText>> ReadTextsAsync(int limit, CancellationToken cancellationToken);
}
