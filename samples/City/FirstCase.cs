using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Modules;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Samples.City;

/// <summary>A resident reports a broken branch.</summary>
internal static class FirstCase
{
    internal static async Task<WorkItem> FileAsync(GridMap map, ClassCatalogue catalogue, string database)
    {
        await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore(database),
            new ComponentRegistryOptions { Catalogue = catalogue, UnitGrids = map });
        await using var services = new ServiceCollection().AddCityKit(city => city.UseInMemory()
            .UseGrids(map).UseComponents(registry).UseCatalogues(catalogue, ClassCatalogue.GbT47678)).BuildServiceProvider();
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();

        var resident = Actor.Of("resident-1", "", Role.Resident);
        var branch = GeoPoint.FromDegrees(-123.1540, 49.2421); // as the phone says it
        var answer = await hub.ExecuteAsync(
            new FileReport("r-1", "city-management", ClassKey.Parse("van:component:04002"), branch, null, null), resident);
        answer.OrThrow();
        return answer.Item!; // its Place.Grid is the neighbourhood, its Found the nearest tree, how far that is and whose
    }
}
