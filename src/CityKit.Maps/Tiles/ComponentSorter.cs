using CityKit.Components.Nearest;
using CityKit.Core;

namespace CityKit.Maps.Tiles;

/// <summary>Puts components in the order of tiles.</summary>
/// <param name="expected">About how many there will be; saves memory.</param>
internal sealed class ComponentSorter(int expected)
{
    private readonly List<ulong> keys = new(expected);
    private readonly List<PlacedComponent> components = new(expected);

    internal void Add(ComponentPlace place) => Add(place.Location, new PlacedComponent(place.Id.ToInt64(), place.State));

    internal void Add(GeoPoint at, PlacedComponent component)
    {
        keys.Add(WorldPoint.Of(at).Key);
        components.Add(component);
    }

    internal ComponentTiles Build()
    {
        var (sorted, of) = (keys.ToArray(), components.ToArray());
        Array.Sort(sorted, of);
        return new ComponentTiles(sorted, of);
    }
}
