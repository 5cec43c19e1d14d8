using CityKit.Documents;
using CityKit.Notifications;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>Reads a city of many partitions, without asking their hubs (全市读取).</summary>
public interface ICityReader : IAsyncDisposable
{
    /// <summary>Opens it for these kinds of documents.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken);

    /// <summary>
    /// Documents, journal entries by key, records and subjects of all partitions as one store; its position, journal, cells and
    /// notifications are those of <see cref="PartitionId.City"/>. It only reads: claiming or committing throws.
    /// </summary>
    ICityStore All { get; }

    /// <summary>One partition, to read.</summary>
    ICityStore Of(PartitionId partition);

    /// <summary>In which partition each of these documents is; those that there are.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<IReadOnlyDictionary<DocumentKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken);

    /// <summary>In which partition each of these pieces of state is; those that there are.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    ValueTask<IReadOnlyDictionary<CellKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken);

    /// <summary>How many partitions there are, beside the city's own.</summary>
    int Count { get; }

    /// <summary>How far the record of each partition has come, the city's own first; nothing for one that was never opened.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    async ValueTask<IReadOnlyList<StorePosition>> ReadPositionsAsync(CancellationToken cancellationToken)
    {
        var positions = new List<StorePosition>(Count + 1);
        foreach (var partition in PartitionId.All(Count))
            positions.Add(await Of(partition).ReadPositionAsync(cancellationToken).ConfigureAwait(false));
        return positions;
    }

    /// <summary>A piece of state of each partition, the city's own first; null where there is none.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    async ValueTask<IReadOnlyList<StateCell?>> FindCellsAsync(CellKey key, CancellationToken cancellationToken)
    {
        var cells = new List<StateCell?>(Count + 1);
        foreach (var partition in PartitionId.All(Count))
            cells.Add((await Of(partition).FindCellsAsync([key], cancellationToken).ConfigureAwait(false)).FirstOrDefault());
        return cells;
    }

    /// <summary>
    /// Notifications of all partitions, each with its partition: those of one in its own order, and between partitions the earliest first,
    /// of one time that of the first partition.
    /// </summary>
    /// <param name="after">The last one that was read of each partition, the city's own first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    async ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(
        IReadOnlyList<long> after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(after);
        var feeds = new List<IReadOnlyList<Notification>>(after.Count);
        foreach (var (i, number) in after.Index())
            feeds.Add(await Of(new PartitionId(i - 1)).ReadNotificationsAsync(number, limit, cancellationToken).ConfigureAwait(false));
        return FeedMerge.Take(feeds, limit);
    }

    /// <summary>Completes when a partition has notifications that it had not when this was asked for.</summary>
    Task News { get; }
}
