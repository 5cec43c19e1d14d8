using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>A store around another: it passes on what is asked of it, unless a method says otherwise.</summary>
/// <param name="inner">The store.</param>
internal abstract class DelegatingStore(ICityStore inner) : ICityStore
{
    protected ICityStore Inner => inner;

    public ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken) =>
        inner.OpenAsync(kinds, cancellationToken);

    public ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) => inner.ReadPositionAsync(cancellationToken);

    public ValueTask<long?> ReadBytesAsync(CancellationToken cancellationToken) => inner.ReadBytesAsync(cancellationToken);

    public virtual ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        inner.CommitAsync(commit, cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(after, cancellationToken);

    public ValueTask<JournalEntry?> FindNextEntryAsync(long after, CancellationToken cancellationToken) =>
        inner.FindNextEntryAsync(after, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) => inner.FindEntriesAsync(keys, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredDocument>> FindAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) => inner.FindAsync(keys, cancellationToken);

    public virtual ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken) =>
        inner.TotalAsync(totals, cancellationToken);

    public ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        inner.FindCellsAsync(keys, cancellationToken);

    public virtual ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken) =>
        inner.ReadTogetherAsync(asked, cancellationToken);

    public IAsyncEnumerable<StateCell> ReadCellsAsync(string module, CancellationToken cancellationToken) =>
        inner.ReadCellsAsync(module, cancellationToken);

    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadNotificationsAsync(after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken) => inner.FindSubjectsAsync(ids, cancellationToken);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken) =>
        inner.FindSubjectsAsync(lookups, cancellationToken);

    public IAsyncEnumerable<SubjectKey> ReadSubjectsAsync(CancellationToken cancellationToken) =>
        inner.ReadSubjectsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<ProtectedRecord>> FindRecordsAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => inner.FindRecordsAsync(ids, cancellationToken);

    public ValueTask<IReadOnlyList<ProtectedText>> ReadTextsAsync(int limit, CancellationToken cancellationToken) =>
        inner.ReadTextsAsync(limit, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public override string? ToString() => inner.ToString();
}
