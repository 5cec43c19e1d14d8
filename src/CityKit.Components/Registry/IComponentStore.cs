using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Grids.Codes;

namespace CityKit.Components.Registry;

/// <summary>Keeps the histories of components (部件库). Entries are only added; what was committed survives.</summary>
/// <remarks>Safe for many threads. A store that cannot read or write throws <see cref="IOException"/>.</remarks>
public interface IComponentStore : IAsyncDisposable
{
    /// <summary>Opens the store, or makes it; call it first.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds entries, all or none; null when they are kept. Refused (<c>out-of-turn</c>) when one is not the next of its component: someone else wrote meanwhile.</summary>
    ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default);

    /// <summary>A component's whole history, or null.</summary>
    ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default);

    /// <summary>How many components there are, removed ones included.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>The highest sequence given in a county and class, so that the next id can be made; 0 when there is none.</summary>
    ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default);

    /// <summary>Every component's last entry, in the order of the ids' numbers.</summary>
    IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default);

    /// <summary>Where every component stands that is not removed, in the order of the ids' numbers: what a <see cref="ComponentIndex"/> is built from.</summary>
    IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default);
}
