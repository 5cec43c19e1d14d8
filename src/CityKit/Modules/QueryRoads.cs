using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>What a query may ask of the hub beside the store that it reads.</summary>
internal sealed record QueryRoads
{
    /// <summary>The store of the partition that a document is in, with the journal that it came from.</summary>
    internal required Func<DocumentKey, CancellationToken, ValueTask<ICityStore>> StoreOf { get; init; }

    /// <summary>Decides a document again out of the journal alone, and compares: one row.</summary>
    internal required Func<DocumentKey, CancellationToken, ValueTask<QueryAnswer>> Replay { get; init; }
}
