using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Sqlite;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class Components
{
    internal static async Task<(Responsibility?, int, HistoryDecision)> RegistryAsync(GridMap map, GeoPoint place, GeoPoint newPlace, LocalDate day, Instant now)
    {
        await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore("components.db"),
            new ComponentRegistryOptions { Catalogue = ClassCatalogue.GbT47678, UnitGrids = map });

        var whose = await registry.ResponsibleAsync(ComponentId.Parse("37020201037000042"), new LocalDate(2026, 11, 21)); // department, owner, maintainer
        var lamps = ClassFilter.Of(ClassKey.Component(CatalogueStandard.GbT47678, "01037"));
        var found = new NearbyComponent[10];
        var count = registry.Nearest(place, found, lamps, withinMetres: 200);                                              // nearest first, no allocation
        var decision = await registry.MoveAsync(found[0].Id, newPlace, new EventRecord(day, now, "crew-2"));               // grid and areas follow from the map
        return (whose, count, decision);
    }
}
