using CityKit.Components.Nearest;
using CityKit.Core;

namespace CityKit.Components.Registry;

/// <content>What is in a region, and what questions are asked over.</content>
public sealed partial class ComponentRegistry
{
    /// <summary>The components that are in a region, as <see cref="ComponentIndex.Within"/> has it; allocates nothing. Removed ones
    /// are not found.</summary>
    public ComponentsWithin Within(GeoRegion region, ClassFilter? classes = null) => places.Within(region, classes);

    /// <summary>All components within a distance, nearest first; of two as far, the lower id first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not 0 to 1,000,000 m.</exception>
    public IReadOnlyList<NearbyComponent> Around(GeoPoint from, double withinMetres, ClassFilter? classes = null)
    {
        List<NearbyComponent> found = [];
        foreach (var place in places.Within(GeoRegion.Circle(from, withinMetres), classes))
            found.Add(new NearbyComponent(place.Id, place.Location, from.MetresTo(place.Location)));
        found.Sort();
        return found;
    }

    /// <summary>All components whose owner calls them so.</summary>
    public ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default) =>
        store.FindByExternalIdAsync(externalId, cancellationToken);

    internal IComponentStore Store => store;

    internal PlaceView Places => places;
}
