using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store that hands everything on, for tests that change one thing.</summary>
internal abstract class PassingStore(ICityStore inner) : ICityStore
{
    public virtual ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken) =>
        inner.OpenAsync(kinds, cancellationToken);

    public virtual ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) =>
        inner.ReadPositionAsync(cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(after, cancellationToken);

    public virtual ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) => inner.FindEntriesAsync(keys, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredDocument>> FindAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) => inner.FindAsync(keys, cancellationToken);

    public virtual ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken) =>
        inner.TotalAsync(totals, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys,
        CancellationToken cancellationToken) => inner.FindCellsAsync(keys, cancellationToken);

    public virtual ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken) =>
        inner.ReadTogetherAsync(asked, cancellationToken);

    public virtual ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(
        long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadNotificationsAsync(after, limit, cancellationToken);

    public virtual IAsyncEnumerable<StateCell> ReadCellsAsync(string module, CancellationToken cancellationToken) =>
        inner.ReadCellsAsync(module, cancellationToken);

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
}
