using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Components.Tests.Surveys;

/// <summary>A store whose disk fails after some appends, as a kill would: what was kept stays kept.</summary>
internal sealed class FailingStore(IComponentStore store) : IComponentStore
{
    internal int FailAfter { get; set; } = int.MaxValue;

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => store.OpenAsync(cancellationToken);

    public ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default) =>
        store.AppendAsync(entries, cancellationToken);

    public ValueTask<Refusal?> AppendAsync(
        IReadOnlyCollection<ComponentEvent> entries, ImportMark mark, CancellationToken cancellationToken = default) =>
        --FailAfter < 0 ? throw new IOException("The disk is gone.") : store.AppendAsync(entries, mark, cancellationToken);

    public ValueTask<ImportMark?> FindMarkAsync(string name, CancellationToken cancellationToken = default) =>
        store.FindMarkAsync(name, cancellationToken);

    public ValueTask<StoreState> StateAsync(CancellationToken cancellationToken = default) => store.StateAsync(cancellationToken);

    public ValueTask<string> DigestAsync(CancellationToken cancellationToken = default) => store.DigestAsync(cancellationToken);

    /// <summary>How many histories were read.</summary>
    internal int Histories { get; private set; }

    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default)
    {
        Histories++;
        return store.FindAsync(id, cancellationToken);
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => store.CountAsync(cancellationToken);

    public ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default) =>
        store.LastSequenceAsync(county, componentClass, cancellationToken);

    public IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default) =>
        store.ReadLastAsync(cancellationToken);

    public IAsyncEnumerable<ComponentEvent> FindLastAsync(IReadOnlyList<ComponentId> ids, CancellationToken cancellationToken = default) =>
        store.FindLastAsync(ids, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> ReadSummariesAsync(ComponentId after, SummaryParts parts,
        CancellationToken cancellationToken = default) => store.ReadSummariesAsync(after, parts, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> FindSummariesAsync(IReadOnlyList<ComponentId> ids, SummaryParts parts,
        CancellationToken cancellationToken = default) => store.FindSummariesAsync(ids, parts, cancellationToken);

    public ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default) =>
        store.FindByExternalIdAsync(externalId, cancellationToken);

    public ValueTask<IReadOnlyList<ComponentId>> ChangedAfterAsync(LocalDate day, CancellationToken cancellationToken = default) =>
        store.ChangedAfterAsync(day, cancellationToken);

    public IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default) =>
        store.ReadPlacesAsync(cancellationToken);

    public ValueTask<ComponentIndex> LoadIndexAsync(CancellationToken cancellationToken = default) =>
        store.LoadIndexAsync(cancellationToken);

    public ValueTask SaveIndexAsync(ComponentIndex index, CancellationToken cancellationToken = default) =>
        store.SaveIndexAsync(index, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
