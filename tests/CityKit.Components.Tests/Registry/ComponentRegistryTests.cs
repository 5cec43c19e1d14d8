using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using CityKit.Tests.Shared;

namespace CityKit.Components.Tests.Registry;

public class ComponentRegistryTests
{
    private static readonly ClassFilter Lamps = ClassFilter.Of(Samples.Id(1).Class);

    [Fact]
    public async Task Responsible_OfTheLampOneStandsUnder_OnEachDay()
    {
        await using var registry = await FilledAsync(30);
        var lamp = Samples.Lamp(9);
        Assert.NotNull((await registry.ChangeAsync(
            lamp.Id, history => history.HandOver(Samples.Bureau, null, new ResponsibleBody("养护三队"), Samples.Record(5)))).History);
        Assert.Equal("养护二队", (await registry.ResponsibleAsync(lamp.Id, Samples.Day))!.Maintainer!.Name);
        Assert.Equal((lamp.Id, "养护三队"), (await registry.ResponsibleAsync(lamp.Location, Samples.Day.PlusDays(5), Lamps)) is { } found
            ? (found.Component.Id, found.Maintainer!.Name) : default);
        Assert.Null(await registry.ResponsibleAsync(lamp.Id, Samples.Day.PlusDays(-1)));
        Assert.Null(await registry.ResponsibleAsync(GeoPoint.FromDegrees(121, 36), Samples.Day));
        Assert.Null(await registry.ResponsibleAsync(lamp.Location, Samples.Day, ClassFilter.OfMajors(4)));
    }

    [Fact]
    public async Task Nearest_WhileMuchChanges_IsWhatAnIndexOfTheStoreSays()
    {
        const int Seed = 4;
        var (random, store) = (new Random(Seed), new InMemoryComponentStore());
        await using var registry = await ComponentRegistry.OpenAsync(store);
        for (var i = 1; i <= 400; i++) await registry.RegisterAsync(Samples.Lamp(i), Samples.Record(0));
        for (var i = 0; i < 300; i++)
        {
            var id = Samples.Id(random.Next(1, 401));
            if (i % 5 == 0) await registry.ChangeAsync(id, history => history.Remove(Samples.Record(1)));
            else await registry.MoveAsync(
                id, GeoPoint.FromDegrees(120.38 + random.NextDouble() * 0.04, 36.06 + random.NextDouble() * 0.01), Samples.Record(1));
        }
        var index = await store.LoadIndexAsync();
        var (found, expected) = (new NearbyComponent[20], new NearbyComponent[20]);
        for (var i = 0; i < 100; i++)
        {
            var from = GeoPoint.FromDegrees(120.38 + random.NextDouble() * 0.04, 36.06 + random.NextDouble() * 0.01);
            Assert.Equal(index.Nearest(from, expected, Lamps, 900), registry.Nearest(from, found, Lamps, 900));
            Assert.True(expected.SequenceEqual(found), $"seed {Seed}, question {i}");
        }
    }

    [Fact]
    public async Task Nearest_InStates_FollowsDamageAndRepair()
    {
        await using var registry = await FilledAsync(20);
        var (found, from, intact) = (new NearbyComponent[1], Samples.Lamp(5).Location, Lamps.InStates(ComponentState.Intact));
        Assert.NotNull((await registry.ChangeAsync(Samples.Id(5), history => history.Damage(Samples.Record(1)))).History);
        Assert.True(registry.Nearest(from, found, intact) == 1 && found[0].Id != Samples.Id(5));
        Assert.Equal((1, Samples.Id(5)),
            (registry.Nearest(from, found, ClassFilter.Any.InStates(ComponentState.Damaged, ComponentState.Lost)), found[0].Id));
        Assert.NotNull((await registry.ChangeAsync(Samples.Id(5), history => history.Repair(Samples.Record(2)))).History);
        Assert.Equal((1, Samples.Id(5)), (registry.Nearest(from, found, intact), found[0].Id));
        Assert.Equal(0, registry.Nearest(from, found, Lamps.InStates(ComponentState.Damaged)));
        Assert.Throws<ArgumentException>(() => Lamps.InStates());
        Assert.Throws<ArgumentException>(() => Lamps.InStates((ComponentState)9));
    }

    [Fact]
    public async Task Nearest_AfterChanges_AllocatesNothing()
    {
        await using var registry = await FilledAsync(500);
        await registry.MoveAsync(Samples.Id(3), GeoPoint.FromDegrees(120.4, 36.07), Samples.Record(1));
        var (found, from) = (new NearbyComponent[10], Samples.Lamp(1).Location);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 1_000; i++) registry.Nearest(from, found, Lamps, 5_000);
        }));
    }

    [Fact]
    public async Task Register_MoreThanAreKeptBesideTheIndex_AreAllFound()
    {
        var count = PlaceView.MostChanges + 10;
        await using var registry = await FilledAsync(count);
        var found = new NearbyComponent[count + 1];
        Assert.Equal(count, registry.Nearest(Samples.Lamp(1).Location, found));
        Assert.Equal(count, found.Take(count).Select(near => near.Id).Distinct().Count());
    }

    [Fact]
    public async Task Register_WithAMap_FillsGridAndAreasOrRefuses()
    {
        await using var registry =
            await ComponentRegistry.OpenAsync(
            new InMemoryComponentStore(), new ComponentRegistryOptions { UnitGrids = Map(), Catalogue = ClassCatalogue.GbT47678 });
        var kept = (await registry.RegisterAsync(
            Samples.Lamp(1) with { Grid = default, Street = null, Community = null }, Samples.Record(0))).OrThrow();
        Assert.Equal(("370202002003004", "370202002003"), (kept.Current.Grid.Code, kept.Current.Community?.Code.ToString()));
        Assert.Equal("outside",
            (await registry.RegisterAsync(
            Samples.Lamp(2) with { Location = GeoPoint.FromDegrees(121, 36) }, Samples.Record(0))).Refusal?.Code);
        Assert.Equal("class",
            (await registry.RegisterAsync(Samples.Lamp(2) with { Id = Samples.Id(2, "01999") }, Samples.Record(0))).Refusal?.Code);
        Assert.Equal("attribute", (await registry.RegisterAsync(Samples.Lamp(2) with { Name = "" }, Samples.Record(0))).Refusal?.Code);
        Assert.Equal("out-of-turn", (await registry.RegisterAsync(Samples.Lamp(1), Samples.Record(0))).Refusal?.Code);
        Assert.Equal("outside", (await registry.MoveAsync(kept.Id, GeoPoint.FromDegrees(121, 36), Samples.Record(1))).Refusal?.Code);
        Assert.Equal("unknown", (await registry.MoveAsync(Samples.Id(9), GeoPoint.FromDegrees(121, 36), Samples.Record(1))).Refusal?.Code);
        Assert.Equal("路灯", registry.ClassOf(kept.Id)?.Name.Zh);
    }

    [Fact]
    public async Task NextId_GoesOnAfterTheLast_ByCountyAndClass()
    {
        await using var registry = await FilledAsync(12);
        var (county, lamp) = (AreaCode.Parse("370202"), Samples.Id(1).Class);
        Assert.Equal([Samples.Id(13), Samples.Id(14)],
            new[] { await registry.NextIdAsync(county, lamp), await registry.NextIdAsync(county, lamp) });
        Assert.Equal("37020301037000001", (await registry.NextIdAsync(AreaCode.Parse("370203"), lamp)).ToString());
        Assert.Equal("3702020137000001", (await registry.NextIdAsync(county, ClassKey.Component(CatalogueStandard.GbT30428, "0137")))
            .ToString());
        Assert.NotNull((await registry.RegisterAsync(Samples.Lamp(999_999), Samples.Record(0))).History);
        await using var full = new InMemoryComponentStore();
        await full.AppendAsync(ComponentHistory.Begin(Samples.Lamp(999_999), Samples.Record(0)).Events);
        Assert.Equal(default, await new ComponentIdSequence(full).NextAsync(county, lamp));
    }

    private static GridMap Map()
    {
        GeoPoint[] ring = [GeoPoint.FromDegrees(120.3, 36), GeoPoint.FromDegrees(120.4, 36), GeoPoint.FromDegrees(120.4, 36.1),
            GeoPoint.FromDegrees(120.3, 36.1)];
        return new GridMap([new Grid(GridScheme.UnitGrid, "370202002003004", "", [GeoPolygon.FromRings(ring)])]);
    }

    private static async Task<ComponentRegistry> FilledAsync(int count)
    {
        var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore());
        for (var i = 1; i <= count; i++) Assert.Null((await registry.RegisterAsync(Samples.Lamp(i), Samples.Record(0))).Refusal);
        return registry;
    }
}
