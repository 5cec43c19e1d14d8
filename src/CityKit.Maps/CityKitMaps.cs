using CityKit.Grids.Compounds;
using CityKit.Hosting;
using CityKit.Maps.Tiles;

namespace CityKit.Maps;

/// <summary>Adds maps to a hub.</summary>
public static class CityKitMaps
{
    /// <summary>Adds the queries <c>maps/tile</c>, <c>maps/grids</c>, <c>maps/compounds</c> and <c>maps/components</c>.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="current">The maps as they are at this moment; give another object when one has changed.</param>
    /// <example><code>
    /// city.AddMaps(() => maps)
    /// </code></example>
    public static CityKitBuilder AddMaps(this CityKitBuilder city, Func<CityMaps> current)
    {
        ArgumentNullException.ThrowIfNull(city);
        return city.AddModule(new MapsModule(current));
    }

    /// <summary>The same, with the hub's own map of grids: what <see cref="Commands.PutGrids"/> puts is shown from its commit on.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="compounds">The compounds; null for none.</param>
    /// <param name="components">The components; null for none.</param>
    public static CityKitBuilder AddMaps(this CityKitBuilder city, CompoundMap? compounds = null, ComponentTiles? components = null)
    {
        ArgumentNullException.ThrowIfNull(city);
        return city.AddModule(new MapsModule(compounds, components));
    }
}
