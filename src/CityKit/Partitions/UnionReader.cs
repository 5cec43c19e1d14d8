using CityKit.Documents;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>
/// Reads over the partitions of a city whose stores are all in this process (进程内全市读取): one file a partition, or memory. The hubs commit
/// through the same stores, so that news are heard at once.
/// </summary>
public sealed class UnionReader : ICityReader
{
    private readonly IReadOnlyDictionary<PartitionId, ICityStore> stores;
    private readonly UnionStore all;
    private volatile TaskCompletionSource news = NewSource();

    /// <summary>A reader over so many partitions and the city's own.</summary>
    /// <param name="count">How many.</param>
    /// <param name="open">The store of a partition, which is made once.</param>
    public UnionReader(int count, Func<PartitionId, ICityStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        stores = PartitionId.All(count).ToDictionary(id => id, id => (ICityStore)new AnnouncingStore(open(id), Announce));
        all = new UnionStore([.. stores.OrderBy(store => store.Key.IsCity).ThenBy(store => store.Key).Select(store => store.Value)],
            stores[PartitionId.City]);
    }

    /// <inheritdoc/>
    public int Count => stores.Count - 1;

    /// <inheritdoc/>
    public ICityStore All => all;

    /// <inheritdoc/>
    public Task News => news.Task;

    /// <summary>The hubs open the stores.</summary>
    public ValueTask OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        all.Use(kinds);
        return ValueTask.CompletedTask;
    }

    /// <summary>A partition's store, for its hub and to read.</summary>
    public ICityStore Of(PartitionId partition) => stores[partition];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<DocumentKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        WhereAsync(async store => (await store.FindAsync(keys, cancellationToken).ConfigureAwait(false))
            .Select(document => new DocumentKey(document.Kind, document.Id)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<CellKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        WhereAsync(async store => (await store.FindCellsAsync(keys, cancellationToken).ConfigureAwait(false)).Select(cell => cell.Key));

    /// <summary>Master keys by which a person is one subject, whichever partition is asked.</summary>
    internal IKeyProtector OneSubject(IKeyProtector keys, TimeProvider time) => new OneSubjectKeys(keys,
        async (lookup, cancel) => await all.FindSubjectsAsync([lookup], cancel).ConfigureAwait(false) is [var known, ..]
            ? (known.Id, known.Wrapped) : null,
        async (subject, cancel) => (await all.FindAsync(
            [new DocumentKey(PrivacyDocuments.Erasures.Name, $"{subject}")], cancel).ConfigureAwait(false)).Count > 0,
        time);

    /// <summary>The hubs close the stores.</summary>
    public ValueTask DisposeAsync()
    {
        news.TrySetCanceled();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<IReadOnlyDictionary<TKey, PartitionId>> WhereAsync<TKey>(
        Func<ICityStore, ValueTask<IEnumerable<TKey>>> find) where TKey : notnull
    {
        var where = new Dictionary<TKey, PartitionId>();
        foreach (var (partition, store) in stores.OrderBy(store => store.Key.IsCity))
            foreach (var key in await find(store).ConfigureAwait(false)) where.TryAdd(key, partition);
        return where;
    }

    private void Announce()
    {
        var awaited = Interlocked.Exchange(ref news, NewSource());
        ThreadPool.UnsafeQueueUserWorkItem(static told => told.TrySetResult(), awaited, preferLocal: false); // a thousand may wait
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
