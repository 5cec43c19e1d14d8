using CityKit.Documents;
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

    /// <summary>Completes when a partition has notifications that it had not when this was asked for.</summary>
    Task News { get; }
}
