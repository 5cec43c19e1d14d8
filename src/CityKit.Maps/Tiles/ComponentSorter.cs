using CityKit.Components.Nearest;

namespace CityKit.Maps.Tiles;

/// <summary>Puts components in the order of tiles.</summary>
/// <param name="expected">About how many there will be; saves memory.</param>
internal sealed class ComponentSorter(int expected)
{
    private readonly List<ulong> keys = new(expected);
    private readonly List<PlacedComponent> components = new(expected);

    internal void Add(ComponentPlace place)
    {
        keys.Add(WorldPoint.Of(place.Location).Key);
        components.Add(new PlacedComponent(place.Id.ToInt64(), place.State));
    }

    internal ComponentTiles Build()
    {
        var (sorted, of) = (keys.ToArray(), components.ToArray());
        Array.Sort(sorted, of);
        return new ComponentTiles(sorted, of);
    }
}
