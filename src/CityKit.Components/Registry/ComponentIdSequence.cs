using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Components.Registry;

/// <summary>Gives out component ids in sequence, by county and class (标识码编制). Not safe for two threads at once; an id that was given out and not used leaves a gap.</summary>
/// <param name="store">The store that knows the last one of each.</param>
public sealed class ComponentIdSequence(IComponentStore store)
{
    private readonly Dictionary<(AreaCode, ClassKey), int> given = [];

    /// <summary>The next id of a county and class; default when all 999,999 are given out.</summary>
    /// <exception cref="ArgumentException">The area is not a county, or the class is no component class of a national standard.</exception>
    public async ValueTask<ComponentId> NextAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default)
    {
        if (!given.TryGetValue((county, componentClass), out var last)) last = await store.LastSequenceAsync(county, componentClass, cancellationToken).ConfigureAwait(false);
        if (last >= ComponentId.MaxSequence) return default;
        given[(county, componentClass)] = last + 1;
        return ComponentId.Of(county, componentClass, last + 1);
    }
}
