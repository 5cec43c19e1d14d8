using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>A registry's store whose disk goes away.</summary>
internal sealed class BrokenComponentStore : IComponentStore
{
    private readonly InMemoryComponentStore store = new();

    internal bool IsBroken { get; set; }

    private InMemoryComponentStore Inner => IsBroken ? throw new IOException("the disk is gone") : store;

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Inner.OpenAsync(cancellationToken);

    public ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default) =>
        Inner.AppendAsync(entries, cancellationToken);

    public ValueTask<Refusal?> AppendAsync(
        IReadOnlyCollection<ComponentEvent> entries, ImportMark mark, CancellationToken cancellationToken = default) =>
        Inner.AppendAsync(entries, mark, cancellationToken);

    public ValueTask<ImportMark?> FindMarkAsync(string name, CancellationToken cancellationToken = default) =>
        Inner.FindMarkAsync(name, cancellationToken);

    public ValueTask<StoreState> StateAsync(CancellationToken cancellationToken = default) => Inner.StateAsync(cancellationToken);

    public ValueTask<string> DigestAsync(CancellationToken cancellationToken = default) => Inner.DigestAsync(cancellationToken);

    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default) =>
        Inner.FindAsync(id, cancellationToken);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => Inner.CountAsync(cancellationToken);

    public ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default) =>
        Inner.LastSequenceAsync(county, componentClass, cancellationToken);

    public IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default) =>
        Inner.ReadLastAsync(cancellationToken);

    public IAsyncEnumerable<ComponentEvent> FindLastAsync(IReadOnlyList<ComponentId> ids, CancellationToken cancellationToken = default) =>
        Inner.FindLastAsync(ids, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> ReadSummariesAsync(
        ComponentId after, SummaryParts parts, CancellationToken cancellationToken = default) =>
        Inner.ReadSummariesAsync(after, parts, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> FindSummariesAsync(
        IReadOnlyList<ComponentId> ids, SummaryParts parts, CancellationToken cancellationToken = default) =>
        Inner.FindSummariesAsync(ids, parts, cancellationToken);

    public ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default) =>
        Inner.FindByExternalIdAsync(externalId, cancellationToken);

    public ValueTask<IReadOnlyList<ComponentId>> ChangedAfterAsync(LocalDate day, CancellationToken cancellationToken = default) =>
        Inner.ChangedAfterAsync(day, cancellationToken);

    public IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default) =>
        Inner.ReadPlacesAsync(cancellationToken);

    public ValueTask<ComponentIndex> LoadIndexAsync(CancellationToken cancellationToken = default) =>
        Inner.LoadIndexAsync(cancellationToken);

    public ValueTask SaveIndexAsync(ComponentIndex index, CancellationToken cancellationToken = default) =>
        Inner.SaveIndexAsync(index, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
