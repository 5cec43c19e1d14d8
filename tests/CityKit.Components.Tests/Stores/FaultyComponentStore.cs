using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Components.Tests.Stores;

/// <summary>A store that does one thing wrong.</summary>
internal sealed class FaultyComponentStore(InMemoryComponentStore inner, StoreFault fault) : IComponentStore
{
    private const int Page = 1_000;

    /// <summary>An empty store, and how it is opened again.</summary>
    internal static Func<IComponentStore> With(StoreFault fault)
    {
        var inner = new InMemoryComponentStore();
        return () => new FaultyComponentStore(fault == StoreFault.Forgets ? new InMemoryComponentStore() : inner, fault);
    }

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    public async ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default)
    {
        var refusal = await inner.AppendAsync(entries, cancellationToken);
        if (refusal is not null && fault == StoreFault.KeepsPart) await inner.AppendAsync([entries.First()], cancellationToken);
        return fault == StoreFault.TakesAnyTurn ? null : refusal;
    }

    public async ValueTask<Refusal?> AppendAsync(
        IReadOnlyCollection<ComponentEvent> entries, ImportMark mark, CancellationToken cancellationToken = default)
    {
        var refusal = await inner.AppendAsync(entries, mark, cancellationToken);
        if (refusal is not null && fault == StoreFault.MarkOfARefusal) await inner.AppendAsync([], mark, cancellationToken);
        return refusal;
    }

    public ValueTask<ImportMark?> FindMarkAsync(string name, CancellationToken cancellationToken = default) =>
        inner.FindMarkAsync(name, cancellationToken);

    public ValueTask<StoreState> StateAsync(CancellationToken cancellationToken = default) => inner.StateAsync(cancellationToken);

    public async ValueTask<string> DigestAsync(CancellationToken cancellationToken = default)
    {
        var digest = await inner.DigestAsync(cancellationToken);
        return fault == StoreFault.DigestOfItsOwn ? new string([.. digest.Reverse()]) : digest;
    }

    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default) =>
        inner.FindAsync(id, cancellationToken);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => inner.CountAsync(cancellationToken);

    public async ValueTask<int> LastSequenceAsync(
        AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default) =>
        fault == StoreFault.CountsForSequence ? (int)await inner.CountAsync(cancellationToken)
            : await inner.LastSequenceAsync(county, componentClass, cancellationToken);

    public IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default) =>
        fault == StoreFault.OnePage ? inner.ReadLastAsync(cancellationToken).Take(Page) : inner.ReadLastAsync(cancellationToken);

    public IAsyncEnumerable<ComponentEvent> FindLastAsync(IReadOnlyList<ComponentId> ids, CancellationToken cancellationToken = default) =>
        inner.FindLastAsync(ids, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> ReadSummariesAsync(
        ComponentId after, SummaryParts parts, CancellationToken cancellationToken = default) =>
        inner.ReadSummariesAsync(after, parts, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> FindSummariesAsync(
        IReadOnlyList<ComponentId> ids, SummaryParts parts, CancellationToken cancellationToken = default) => inner.FindSummariesAsync(
            fault == StoreFault.OrderOfIds ? [.. ids.OrderBy(id => id.ToInt64())] : ids, parts, cancellationToken);

    public async ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(
        string externalId, CancellationToken cancellationToken = default)
    {
        var found = await inner.FindByExternalIdAsync(externalId, cancellationToken);
        return fault == StoreFault.OneOfAName ? [.. found.Take(1)] : found;
    }

    public ValueTask<IReadOnlyList<ComponentId>> ChangedAfterAsync(LocalDate day, CancellationToken cancellationToken = default) =>
        inner.ChangedAfterAsync(fault == StoreFault.ChangedOnTheDay ? day.PlusDays(-1) : day, cancellationToken);

    public IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default) =>
        fault == StoreFault.PlacesOfTheRemoved
            ? inner.ReadLastAsync(cancellationToken)
                .Select(entry => new ComponentPlace(entry.After.Id, entry.After.Location, entry.After.State))
            : inner.ReadPlacesAsync(cancellationToken);

    public ValueTask<ComponentIndex> LoadIndexAsync(CancellationToken cancellationToken = default) =>
        inner.LoadIndexAsync(cancellationToken);

    public ValueTask SaveIndexAsync(ComponentIndex index, CancellationToken cancellationToken = default) =>
        inner.SaveIndexAsync(index, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
