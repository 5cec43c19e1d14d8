using System.Runtime.CompilerServices;
using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>A store that lasts as long as the process: for tests, trials and replays. A page costs a walk over its kind.</summary>
public sealed class InMemoryCityStore : ICityStore
{
    private const int PageRows = 500;
    private readonly Lock gate = new();
    private readonly List<JournalEntry> journal = [];
    private readonly Dictionary<EntryKey, JournalEntry> byKey = [];
    private readonly Dictionary<string, InMemoryDocuments> documents = [];
    private readonly Dictionary<CellKey, StateCell> cells = [];
    private readonly List<Notification> notifications = [];
    private readonly SortedDictionary<SubjectId, SubjectKey> subjects =
        new(Comparer<SubjectId>.Create((a, b) => a.Value.CompareTo(b.Value)));
    private readonly Dictionary<string, ProtectedRecord> records = [];
    private StorePosition position = new(0, 0, default, 0, 0) { History = HistoryId.Create() };

    /// <inheritdoc/>
    public ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        lock (gate)
        {
            foreach (var kind in kinds) documents[kind.Name] = new InMemoryDocuments(kind, documents.GetValueOrDefault(kind.Name));
            position = position with { Epoch = position.Epoch + 1 };
            return ValueTask.FromResult(new StoreOpening(position.Epoch, position));
        }
    }

    /// <inheritdoc/>
    public ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) => Locked(() => position);

    /// <inheritdoc/>
    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        lock (gate)
        {
            if (commit.Epoch != position.Epoch || commit.After != position.Number)
                throw new StoreLostException("in memory", commit.Epoch, position.Epoch);
            commit.Check(position);
            Store(commit);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = JournalPage(after); page.Length > 0; page = JournalPage(after))
        {
            foreach (var entry in page) yield return entry;
            after = page[^1].Number;
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<JournalEntry>>(() => [.. keys.Select(key => byKey.GetValueOrDefault(key)).OfType<JournalEntry>()]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<StoredDocument>>(() => [.. keys.Select(key => Of(key.Kind).Find(key.Id)).OfType<StoredDocument>()]);

    /// <inheritdoc/>
    public ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Locked(() => Of(query.Kind).Query(query));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return Locked(() => Of(totals.Of.Kind).Total(totals));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<StateCell>>(() => [.. keys.Select(key => cells.GetValueOrDefault(key)).OfType<StateCell>()]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateCell> ReadCellsAsync(string module, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var cell in await Locked(() => cells.Values
            .Where(c => c.Key.Module == module).OrderBy(c => c.Key.Key, CodePoints.Order).ToArray()).ConfigureAwait(false))
            yield return cell;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Notification>>(() => [.. notifications.Skip((int)Math.Min(after, int.MaxValue)).Take(limit)]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectKey>>(() => [.. ids.Select(id => subjects.GetValueOrDefault(id)).OfType<SubjectKey>()]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectKey>>(() => [.. subjects.Values.Where(subject => lookups.Contains(subject.Lookup))]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubjectKey> ReadSubjectsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var subject in await Locked(() => subjects.Values.ToArray()).ConfigureAwait(false)) yield return subject;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProtectedRecord>> FindRecordsAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<ProtectedRecord>>(() => [.. ids.Select(id => records.GetValueOrDefault(id)).OfType<ProtectedRecord>()]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProtectedText>> ReadTextsAsync(int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ProtectedText>>([]);

    /// <summary>Keeps everything: the same store can be opened again.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Store(StoreCommit commit)
    {
        var entries = commit.Entries.Select((e, i) => i == commit.Entries.Count - 1 ? e with { Seal = commit.Hash } : e).ToArray();
        journal.AddRange(entries);
        foreach (var entry in entries.Where(e => e.Key.Length > 0)) byKey.Add(new EntryKey(entry.Kind, entry.Key), entry);
        foreach (var entry in commit.Pruned) Replace(entry);
        foreach (var change in commit.Documents) Of(change.Kind.Name).Put(change);
        foreach (var cell in commit.Cells) Put(cell);
        StorePersonal(commit);
        notifications.AddRange(commit.Notifications);
        position = commit.PositionAfter(position);
    }

    private void StorePersonal(StoreCommit commit)
    {
        foreach (var subject in commit.Subjects) subjects[subject.Id] = subject;
        foreach (var record in commit.Records) records.TryAdd(record.Id, record);
        foreach (var id in commit.DroppedRecords) records.Remove(id);
        foreach (var erased in commit.Erased)
        {
            subjects.Remove(erased);
            foreach (var record in records.Values.Where(record => record.Subject == erased).ToArray()) records.Remove(record.Id);
        }
    }

    private void Replace(JournalEntry entry)
    {
        journal[(int)entry.Number - 1] = entry;
        if (entry.Key.Length > 0) byKey[new EntryKey(entry.Kind, entry.Key)] = entry;
    }

    private void Put(StateCell cell)
    {
        if (cell.Bytes.IsEmpty) cells.Remove(cell.Key);
        else cells[cell.Key] = cell;
    }

    private JournalEntry[] JournalPage(long after)
    {
        lock (gate) return [.. journal.Skip((int)Math.Min(after, int.MaxValue)).Take(PageRows)];
    }

    private InMemoryDocuments Of(string kind) => documents.GetValueOrDefault(kind)
        ?? throw new ArgumentException($"The store was opened without documents of kind '{kind}'.");

    private ValueTask<T> Locked<T>(Func<T> read)
    {
        lock (gate) return ValueTask.FromResult(read());
    }
}
