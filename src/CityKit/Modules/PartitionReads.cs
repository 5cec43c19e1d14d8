using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>The partitions of a city, to read each of them alone (分区读取): journals are numbered in each.</summary>
/// <param name="Names">Their names, the city's own first; empty for a hub that is the whole city.</param>
/// <param name="Of">The store of one.</param>
/// <param name="WhereAsync">In which of them documents are, by name.</param>
internal sealed record PartitionReads(IReadOnlyList<string> Names, Func<string, ICityStore> Of,
    Func<IReadOnlyCollection<DocumentKey>, CancellationToken, ValueTask<IReadOnlyDictionary<DocumentKey, string>>> WhereAsync)
{
    /// <summary>A hub that is the whole city.</summary>
    internal static PartitionReads None { get; } = new([], _ => throw new InvalidOperationException("The hub has no partitions."),
        static (_, _) => ValueTask.FromResult<IReadOnlyDictionary<DocumentKey, string>>(new Dictionary<DocumentKey, string>()));
}
