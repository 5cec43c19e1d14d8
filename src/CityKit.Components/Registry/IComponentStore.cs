using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>Keeps the histories of components (部件库). Entries are only added; what was committed survives.</summary>
/// <remarks>Safe for many threads. A store that cannot read or write throws <see cref="IOException"/>.</remarks>
public interface IComponentStore : IAsyncDisposable
{
    /// <summary>Opens the store, or makes it; call it first.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds entries, all or none; null when they are kept. Refused (<c>out-of-turn</c>) when one is not the next of its component: someone
    /// else wrote meanwhile.
    /// </summary>
    ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="AppendAsync(IReadOnlyCollection{ComponentEvent}, CancellationToken)"/>, and keeps the import's mark with them, all or
    /// none. There may be no entries.
    /// </summary>
    ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, ImportMark mark,
        CancellationToken cancellationToken = default);

    /// <summary>How far an import has come; null when none of that name was started.</summary>
    ValueTask<ImportMark?> FindMarkAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Which store this is, and how far it was written.</summary>
    ValueTask<StoreState> StateAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The digest of everything that was added, see <see cref="EntryDigest"/>; empty for a registry that has nothing. A file that an older
    /// version wrote has it from its next commit on.
    /// </summary>
    ValueTask<string> DigestAsync(CancellationToken cancellationToken = default);

    /// <summary>A component's whole history, or null.</summary>
    ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default);

    /// <summary>How many components there are, removed ones included.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The highest sequence given in a county and class (in an own scheme: <c>default</c> and class), so that the next id can be made; 0
    /// when there is none.
    /// </summary>
    ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default);

    /// <summary>Every component's last entry, in the order of the ids' numbers.</summary>
    IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default);

    /// <summary>The last entries of some components, in the given order; ids that there are none of are passed over.</summary>
    IAsyncEnumerable<ComponentEvent> FindLastAsync(IReadOnlyList<ComponentId> ids, CancellationToken cancellationToken = default);

    /// <summary>The summaries of the components after an id, removed ones included, by pages in the order of the ids' numbers;
    /// <c>default</c> for all of them. A page is good until the next.</summary>
    IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> ReadSummariesAsync(
        ComponentId after, SummaryParts parts, CancellationToken cancellationToken = default);

    /// <summary>The summaries of some components, by pages in the given order; ids that there are none of are passed over. A page is good
    /// until the next.</summary>
    IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> FindSummariesAsync(
        IReadOnlyList<ComponentId> ids, SummaryParts parts, CancellationToken cancellationToken = default);

    /// <summary>All components whose owner calls them so, in the order of the ids' numbers; several owners may use one text.</summary>
    ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>The components with more than one entry whose last one is of a later day, in the order of the ids' numbers: with those
    /// first surveyed later, all that may have been otherwise at the end of that day.</summary>
    ValueTask<IReadOnlyList<ComponentId>> ChangedAfterAsync(LocalDate day, CancellationToken cancellationToken = default);

    /// <summary>
    /// Where every component is that is not removed, in the order of the ids' numbers: what a <see cref="ComponentIndex"/> is built from.
    /// </summary>
    IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The index over where every component is that is not removed. A store on disk may have kept it (<see cref="SaveIndexAsync"/>); one
    /// that is stale or damaged is rebuilt.
    /// </summary>
    ValueTask<ComponentIndex> LoadIndexAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps an index for the next <see cref="LoadIndexAsync"/>. Nothing happens when someone else wrote since the last one, when the store
    /// keeps none, or when its folder takes no file.
    /// </summary>
    /// <param name="index">The last one loaded, with everything this store has added since.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask SaveIndexAsync(ComponentIndex index, CancellationToken cancellationToken = default);
}
