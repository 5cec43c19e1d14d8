using CityKit.Documents;
using CityKit.Journal;

namespace CityKit.Storage;

/// <summary>What was read from a store together.</summary>
/// <param name="Entries">The journal entries that there are, in no order.</param>
/// <param name="Documents">The documents that there are, in no order.</param>
/// <param name="Cells">The pieces of state that there are, in no order.</param>
/// <param name="Pages">A page for each query, in the order of the queries.</param>
public sealed record StoreAnswers(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<StoredDocument> Documents,
    IReadOnlyList<StateCell> Cells, IReadOnlyList<DocumentPage<StoredDocument>> Pages);
