using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Components.Queries;
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

    internal static async Task<(int, int, ComponentPage, ImmutableArray<ComponentCount>)> QuestionsAsync(
        ComponentRegistry registry, GridMap map, GeoPoint place, GeoPoint[] street, ClassFilter lamps)
    {
        var total = 0;
        var near = registry.Around(place, withinMetres: 150, lamps);                                  // all of them, nearest first: no k to guess
        foreach (var standing in registry.Within(GeoRegion.Along(street, metres: 20), lamps)) total++; // in no promised order, no allocation

        var query = new ComponentQuery
        {
            Region = map.RegionOf("370202001001001"),                    // by the points; Grids = GridSet.Of(area) goes by the registered grids
            Classes = lamps.InStates(ComponentState.Damaged),            // removed ones are only found when their state is named
            Owner = "路灯管理处",                                         // by name, or by credit code
            On = new LocalDate(2026, 6, 30),                             // as it was at the end of that day; null: now
        };
        var page = await registry.FindAsync(query, count: 100);          // in the order of the ids; FindAsync(query, 100, page.Next) goes on
        var counts = await registry.CountAsync(query, ComponentGrouping.Grid, ComponentGrouping.Class);
        return (near.Count, total, page, counts);
    }
}
