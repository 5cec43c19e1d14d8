using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Components.Registry;

/// <summary>
/// Gives out component ids in sequence, by county and class, in an own scheme by scheme and class (标识码编制). Not safe for two threads at
/// once; an id that was given out and not used leaves a gap.
/// </summary>
/// <param name="store">The store that knows the last one of each.</param>
public sealed class ComponentIdSequence(IComponentStore store)
{
    private readonly Dictionary<(AreaCode, ClassKey), int> given = [];

    /// <summary>The next id of a county and class; default when all are given out (<see cref="ComponentId.MaxSequence"/>).</summary>
    /// <param name="county">The county; <c>default</c> for a class of an own scheme.</param>
    /// <param name="componentClass">The class.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">As <see cref="ComponentId.Of(AreaCode, ClassKey, int)"/>.</exception>
    public async ValueTask<ComponentId> NextAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default)
    {
        var first = ComponentId.Of(county, componentClass, 1);
        if (!given.TryGetValue((county, componentClass), out var last))
            last = await store.LastSequenceAsync(county, componentClass, cancellationToken).ConfigureAwait(false);
        if (last >= first.MaxSequence) return default;
        given[(county, componentClass)] = last + 1;
        return first.WithSequence(last + 1);
    }
}
