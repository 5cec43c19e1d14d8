using CityKit.Documents;
using CityKit.Journal;

namespace CityKit.Storage;

/// <summary>What is read from a store together (合并读取), of each thing as much as is asked for.</summary>
public sealed record StoreQuestions
{
    /// <summary>The journal entries with these keys, as <see cref="ICityStore.FindEntriesAsync"/> finds them.</summary>
    public IReadOnlyCollection<EntryKey> Entries { get; init; } = [];

    /// <summary>The documents with these keys, as <see cref="ICityStore.FindAsync"/> finds them.</summary>
    public IReadOnlyCollection<DocumentKey> Documents { get; init; } = [];

    /// <summary>The pieces of state with these keys, as <see cref="ICityStore.FindCellsAsync"/> finds them.</summary>
    public IReadOnlyCollection<CellKey> Cells { get; init; } = [];

    /// <summary>A page for each of these queries, as <see cref="ICityStore.QueryAsync"/> finds it.</summary>
    public IReadOnlyCollection<DocumentQuery> Pages { get; init; } = [];
}
