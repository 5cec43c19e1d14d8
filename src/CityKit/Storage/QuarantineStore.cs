using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>A hub's store: documents that cannot be read stay where they are, are reported and left out, and the rest goes on.</summary>
/// <param name="inner">The store.</param>
/// <param name="report">Takes note of each document that is left out, however often it is met.</param>
internal sealed class QuarantineStore(ICityStore inner, Action<StoredDocument, FormatException> report) : ICityStore, IDocumentQuarantine
{
    public void Report(StoredDocument document, FormatException why) => report(document, why);

    public ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken) =>
        inner.OpenAsync(kinds, cancellationToken);

    public ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) => inner.ReadPositionAsync(cancellationToken);

    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(after, cancellationToken);

    public ValueTask<JournalEntry?> FindNextEntryAsync(long after, CancellationToken cancellationToken) =>
        inner.FindNextEntryAsync(after, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) => inner.FindEntriesAsync(keys, cancellationToken);

    public async ValueTask<IReadOnlyList<StoredDocument>> FindAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        Sound(await inner.FindAsync(keys, cancellationToken).ConfigureAwait(false));

    /// <summary>The cursor is the inner page's: what is left out shortens a page and ends none.</summary>
    public async ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        Sound(await inner.QueryAsync(query, cancellationToken).ConfigureAwait(false));

    public ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken) =>
        inner.TotalAsync(totals, cancellationToken);

    public ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        inner.FindCellsAsync(keys, cancellationToken);

    public async ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken)
    {
        var found = await inner.ReadTogetherAsync(asked, cancellationToken).ConfigureAwait(false);
        return found with { Documents = Sound(found.Documents), Pages = [.. found.Pages.Select(Sound)] };
    }

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

    private DocumentPage<StoredDocument> Sound(DocumentPage<StoredDocument> page) => page with { Rows = Sound(page.Rows) };

    private IReadOnlyList<StoredDocument> Sound(IReadOnlyList<StoredDocument> found)
    {
        if (!found.Any(d => d.IsDamaged)) return found;
        foreach (var damaged in found.Where(d => d.IsDamaged)) report(damaged, damaged.Damage());
        return [.. found.Where(d => !d.IsDamaged)];
    }
}
