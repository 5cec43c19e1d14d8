using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>A partition's store that says when a commit has brought notifications.</summary>
/// <param name="inner">The store.</param>
/// <param name="announce">Is told after the commit.</param>
internal sealed class AnnouncingStore(ICityStore inner, Action announce) : ICityStore
{
    public async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        await inner.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        if (commit.Notifications.Count > 0) announce();
    }

    public ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken) =>
        inner.OpenAsync(kinds, cancellationToken);

    public ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) => inner.ReadPositionAsync(cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(after, cancellationToken);

    public ValueTask<JournalEntry?> FindNextEntryAsync(long after, CancellationToken cancellationToken) =>
        inner.FindNextEntryAsync(after, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) => inner.FindEntriesAsync(keys, cancellationToken);

    public ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        inner.FindAsync(keys, cancellationToken);

    public ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken) =>
        inner.TotalAsync(totals, cancellationToken);

    public ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        inner.FindCellsAsync(keys, cancellationToken);

    public ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken) =>
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
