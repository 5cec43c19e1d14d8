using System.Runtime.CompilerServices;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>The stores of all partitions as one, to read; see <see cref="ICityReader.All"/>.</summary>
/// <param name="stores">All of them, the city's own last: of two documents with one key the first is taken.</param>
/// <param name="city">The city's own.</param>
internal sealed class UnionStore(IReadOnlyList<ICityStore> stores, ICityStore city) : ICityStore
{
    private volatile IReadOnlyDictionary<string, DocumentKind> kinds = new Dictionary<string, DocumentKind>();

    internal void Use(IReadOnlyCollection<DocumentKind> all) => kinds = all.ToDictionary(kind => kind.Name);

    public ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> all, CancellationToken cancellationToken) => throw OnlyReads;

    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => throw OnlyReads;

    public ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) => city.ReadPositionAsync(cancellationToken);

    public ValueTask<long?> ReadBytesAsync(CancellationToken cancellationToken) => city.ReadBytesAsync(cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) =>
        city.ReadJournalAsync(after, cancellationToken);

    public ValueTask<JournalEntry?> FindNextEntryAsync(long after, CancellationToken cancellationToken) =>
        city.FindNextEntryAsync(after, cancellationToken);

    public ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        city.FindCellsAsync(keys, cancellationToken);

    public IAsyncEnumerable<StateCell> ReadCellsAsync(string module, CancellationToken cancellationToken) =>
        city.ReadCellsAsync(module, cancellationToken);

    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        city.ReadNotificationsAsync(after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) =>
        AllAsync(store => store.FindEntriesAsync(keys, cancellationToken), entry => new EntryKey(entry.Kind, entry.Key));

    public ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        AllAsync(store => store.FindAsync(keys, cancellationToken), document => new DocumentKey(document.Kind, document.Id));

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken) =>
        AllAsync(store => store.FindSubjectsAsync(ids, cancellationToken), subject => subject.Id);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken) =>
        AllAsync(store => store.FindSubjectsAsync(lookups, cancellationToken), subject => subject.Id);

    public ValueTask<IReadOnlyList<ProtectedRecord>> FindRecordsAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        AllAsync(store => store.FindRecordsAsync(ids, cancellationToken), record => record.Id);

    public async IAsyncEnumerable<SubjectKey> ReadSubjectsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new SortedDictionary<SubjectId, SubjectKey>(
            Comparer<SubjectId>.Create((a, b) => a.Value.CompareTo(b.Value)));
        foreach (var store in stores)
            await foreach (var subject in store.ReadSubjectsAsync(cancellationToken).ConfigureAwait(false))
                seen.TryAdd(subject.Id, subject);
        foreach (var subject in seen.Values) yield return subject;
    }

    public ValueTask<IReadOnlyList<ProtectedText>> ReadTextsAsync(int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ProtectedText>>([]);

    public ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return kinds.TryGetValue(query.Kind, out var kind) ? new PageMerge(query, kind).ReadAsync(stores, cancellationToken)
            : throw new ArgumentException($"The reader was opened without documents of kind '{query.Kind}'.", nameof(query));
    }

    public async ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var groups = new List<DocumentGroup>();
        foreach (var store in stores) groups.AddRange(await store.TotalAsync(totals, cancellationToken).ConfigureAwait(false));
        return [.. groups.GroupBy(group => (group.Values.ElementAtOrDefault(0), group.Values.ElementAtOrDefault(1)))
            .OrderBy(same => same.Key)
            .Select(same => new DocumentGroup(same.First().Values, same.Sum(group => group.Count), same.Sum(group => group.Sum)))
            .Take(totals.Limit)];
    }

    /// <summary>The owner of the stores closes them.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override string ToString() => $"{stores.Count} partitions, {city} among them";

    private async ValueTask<IReadOnlyList<T>> AllAsync<T, TKey>(Func<ICityStore, ValueTask<IReadOnlyList<T>>> find, Func<T, TKey> keyOf)
    {
        var found = new List<T>();
        foreach (var store in stores) found.AddRange(await find(store).ConfigureAwait(false));
        return [.. found.DistinctBy(keyOf)];
    }

    private static NotSupportedException OnlyReads => new("A city's reader writes nothing. 全市读取不写入。");
}
