using CityKit.Grids.Compounds;
using CityKit.Hosting;
using CityKit.Maps.Tiles;

namespace CityKit.Maps;

/// <summary>Adds vector tiles and GeoJSON of a city's grids, compounds and components to a hub.</summary>
/// <remarks>
/// For a live map in pages of your own; the desk has one, and a map to hand on is one file (<see cref="Pages.HtmlMap"/>). It declares
/// queries that the hub answers in process and over HTTP, from any thread. <see cref="CityMaps"/> is immutable: give another object when a
/// map has changed. It brings no street map beneath.
/// </remarks>
/// <example><code>
/// var streets = new GridMap(GridFileReader.Read("grids.geojson").Grids);
/// var maps = new CityMaps([streets], components: await ComponentTiles.ReadAsync(new SqliteComponentStore("components.db")));
/// services.AddCityKit(city => city.UseSqlite("city.db").AddMaps(() => maps)); // GET /queries/maps/tile?…
/// </code></example>
public static class CityKitMaps
{
    /// <summary>Adds the queries <c>maps/tile</c>, <c>maps/grids</c>, <c>maps/compounds</c> and <c>maps/components</c>.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="current">The maps as they are at this moment; give another object when one has changed.</param>
    /// <example><code>
    /// city.AddMaps(() => maps);
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
