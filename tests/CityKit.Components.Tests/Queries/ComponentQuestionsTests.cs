using CityKit.Components.Nearest;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Components.Tests.Surveys;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids;
using CityKit.Grids.Codes;
using CityKit.Grids.Cutting;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Sqlite;
using NodaTime;

namespace CityKit.Components.Tests.Queries;

/// <summary>The registry's questions beside a walk through all histories, over both stores, now and as of a day.</summary>
public sealed class ComponentQuestionsTests : IDisposable
{
    private const int Towns = 3;
    private static readonly string[] Classes = ["01037", "01001", "05012"];
    private static readonly string[] Bodies = ["路灯管理处", "自来水公司", "养护二队", "环卫一公司"];
    private static readonly GridMap Map = new(ProvisionalGridCutter.Cut(
        GeoPolygon.FromRings(
            [GeoPoint.FromDegrees(120.3, 36), GeoPoint.FromDegrees(120.34, 36), GeoPoint.FromDegrees(120.34, 36.03),
            GeoPoint.FromDegrees(120.3, 36.03)]),
        AreaCode.Parse("370202001001"), 300));

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-questions-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task Find_AnyQuery_IsWhatAWalkThroughAllHistoriesFinds(int seed, bool onDisk)
    {
        var random = new Random(seed);
        var (registry, histories) = await FilledAsync(random, onDisk);
        await using var opened = registry;
        for (var i = 0; i < 60; i++)
        {
            var query = Query(random, histories, i);
            var expected = Expected(histories, query);
            Assert.True(expected.SequenceEqual(await AllAsync(registry, query, 5 + random.Next(60))), $"seed {seed}, query {i}: {query}");
            Assert.Equal(expected.Count, await registry.CountAsync(query));
            await CompareCountsAsync(registry, query, expected, random);
        }
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task Count_ByThePoint_TakesGridAndAreaFromTheMap(int seed, bool onDisk)
    {
        var (registry, histories) = await FilledAsync(new Random(seed), onDisk);
        await using var opened = registry;
        var expected = Expected(histories, new ComponentQuery()).GroupBy(c => Map.TryLocate(c.Location, out var grid) ? grid.Code : "")
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        Assert.Equal(expected.Select(g => new ComponentCount(g.Key, "", g.Count())),
            await registry.CountAsync(new ComponentQuery(), ComponentGrouping.Grid, map: Map));
        var communities = await registry.CountAsync(new ComponentQuery(), ComponentGrouping.Community, ComponentGrouping.Street, Map);
        Assert.Contains(communities, count => count is { Key: "370202001001", Then: "370202001" });
    }

    [Fact]
    public async Task Find_WhileComponentsComeAndGo_BringsNoneTwiceAndMissesNoneThatStayed()
    {
        var (registry, histories) = await FilledAsync(new Random(7), onDisk: true);
        await using var opened = registry;
        var query = new ComponentQuery { Classes = ClassFilter.Of(Samples.Id(1).Class) };
        var stayed = Expected(histories, query).Select(component => component.Id).ToHashSet();
        List<ComponentId> seen = [];
        var page = await registry.FindAsync(query, 10);
        for (var i = 0; page.Next is not null; i++)
        {
            seen.AddRange(page.Items.Select(component => component.Id));
            var gone = page.Items[i % page.Items.Length].Id;
            Assert.NotNull((await registry.ChangeAsync(gone, history =>
                history.Remove(new EventRecord(history.Events[^1].On, Samples.Record(0).RecordedAt, "x")))).History);
            Assert.NotNull((await registry.RegisterAsync(Samples.Lamp(1) with { Id = Samples.Id(800_000 - i) },
                Samples.Record(0))).History);
            Assert.NotNull((await registry.RegisterAsync(Samples.Lamp(1) with { Id = Samples.Id(900_000 + i) },
                Samples.Record(0))).History);
            page = await registry.FindAsync(query, 10, page.Next);
        }
        seen.AddRange(page.Items.Select(component => component.Id));
        Assert.Equal(seen.Order().Distinct(), seen);
        Assert.Empty(stayed.Except(seen));
    }

    /// <summary>More in a region than is looked up one by one: the walk through the store finds the same, page by page.</summary>
    [Fact]
    public async Task Find_InARegionOfMany_IsWhatStandsThere()
    {
        var store = new InMemoryComponentStore();
        Assert.Null(await store.AppendAsync(
            [.. Enumerable.Range(1, 6_000).Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(0)).Events[0])]));
        await using var registry = await ComponentRegistry.OpenAsync(store);
        var region = GeoRegion.Box(new GeoBox(120.38, 36, 120.88005, 37)); // the first 5,000
        Assert.Equal(5_000, await registry.CountAsync(new ComponentQuery { Region = region }));
        Assert.Equal(Enumerable.Range(1, 5_000),
            (await AllAsync(registry, new ComponentQuery { Region = region }, 777)).Select(lamp => lamp.Id.Sequence));
    }

    /// <summary>As of a day the histories of what changed since are read, not those of what stayed or came later.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Count_AsOfADay_ReadsOnlyTheHistoriesOfWhatChangedSince(bool inARegion)
    {
        var store = new FailingStore(new InMemoryComponentStore());
        var lamps = Enumerable.Range(1,
            1_000).Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(i <= 900 ? 0 : 20))).ToList();
        foreach (var i in new[] { 3, 50, 700 }) lamps[i] = lamps[i].Damage(Samples.Record(12)).OrThrow();
        foreach (var i in new[] { 4, 51 }) lamps[i] = lamps[i].Damage(Samples.Record(5)).OrThrow();
        Assert.Null(await store.AppendAsync([.. lamps.SelectMany(lamp => lamp.Events)]));
        await using var registry = await ComponentRegistry.OpenAsync(store);
        var query = new ComponentQuery { On = Samples.Day.PlusDays(10), Classes = ClassFilter.Any.InStates(ComponentState.Damaged) };
        Assert.Equal(2,
            await registry.CountAsync(inARegion ? query with { Region = GeoRegion.Circle(Samples.Lamp(1).Location, 100_000) } : query));
        Assert.Equal(3, store.Histories);
        Assert.Equal(900, await registry.CountAsync(new ComponentQuery { On = Samples.Day.PlusDays(10) }));
    }

    [Fact]
    public async Task Find_ByExternalId_GivesAllThatHaveIt()
    {
        var (registry, histories) = await FilledAsync(new Random(8), onDisk: false);
        await using var opened = registry;
        var expected = histories.Where(history => history.Current.ExternalId == "PF-3").Select(history => history.Id).Order().ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await registry.FindByExternalIdAsync("PF-3"));
    }

    [Fact]
    public async Task Find_ByGrids_TakesAreasUnionsAndDuties()
    {
        var (registry, histories) = await FilledAsync(new Random(9), onDisk: true);
        await using var opened = registry;
        var union = new GridUnion(new GridKey(GridScheme.Responsibility, "Z1"), new LocalizedText("责任网格", "responsibility grid"),
            [Grid(1).UnitGridCode, Grid(2).UnitGridCode], [AreaCode.Parse("370202001003")], Validity.Always);
        var book = new NetBook([], [], [union], [Duty(union.Key, default), Duty(default, AreaCode.Parse("370203"))]);
        var (ofUnion, ofBody) = (GridSet.Of(union), GridSet.OfDuties(book, "bureau", Samples.Day));
        bool InUnion(Component c) => c.Grid == Grid(1) || c.Grid == Grid(2) || c.Grid.UnitGridCode.Community.ToString() == "370202001003";
        await ExpectAsync(registry, new ComponentQuery { Grids = ofUnion }, histories, InUnion);
        await ExpectAsync(registry, new ComponentQuery { Grids = ofBody }, histories, c =>
            InUnion(c) || c.Grid.UnitGridCode.Community.At(AreaLevel.County).ToString() == "370203");
        await ExpectAsync(registry, new ComponentQuery { Grids = GridSet.Of(AreaCode.Parse("37")) }, histories, _ => true);
        Assert.Throws<ArgumentException>(() => GridSet.OfDuties(book, "nobody", Samples.Day));
        Assert.Throws<ArgumentException>(() => GridSet.Of(Array.Empty<AreaCode>()));
    }

    [Fact]
    public async Task Around_ARadius_IsEverythingInItNearestFirst()
    {
        var (registry, histories) = await FilledAsync(new Random(10), onDisk: false);
        await using var opened = registry;
        var from = GeoPoint.FromDegrees(120.32, 36.015);
        var expected = Expected(histories, new ComponentQuery())
            .Select(c => new NearbyComponent(c.Id, c.Location, from.MetresTo(c.Location))).Where(near => near.Metres <= 700).Order();
        Assert.Equal(expected, registry.Around(from, 700));
    }

    [Fact]
    public async Task Find_WithoutSense_IsTheCallersMistake()
    {
        await using var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await registry.FindAsync(new ComponentQuery(), 0));
        await Assert.ThrowsAsync<ArgumentException>(async () => await registry.FindAsync(new ComponentQuery(), 1, "page 2"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await registry.CountAsync(new ComponentQuery(), (ComponentGrouping)99));
        Assert.Empty(await registry.CountAsync(new ComponentQuery(), ComponentGrouping.Class));
    }

    private static async Task CompareCountsAsync(ComponentRegistry registry, ComponentQuery query, List<Component> expected, Random random)
    {
        var (by, then) = ((ComponentGrouping)random.Next(12), random.Next(3) == 0 ? (ComponentGrouping?)null
            : (ComponentGrouping)random.Next(12));
        var groups = expected.GroupBy(c => (Key: TextOf(c, by), Then: then is { } second ? TextOf(c, second) : ""))
            .Select(g => new ComponentCount(g.Key.Key, g.Key.Then, g.Count()));
        Assert.Equal(groups.OrderBy(g => g.Key, StringComparer.Ordinal).ThenBy(g => g.Then, StringComparer.Ordinal),
            await registry.CountAsync(query, by, then));
    }

    private static string TextOf(Component of, ComponentGrouping by) => by switch
    {
        ComponentGrouping.Class => of.Class.Code,
        ComponentGrouping.MajorClass => of.Class.Major,
        ComponentGrouping.Grid => of.Grid.Code,
        ComponentGrouping.City => of.Grid.UnitGridCode.Community.At(AreaLevel.City).ToString(),
        ComponentGrouping.County => of.Grid.UnitGridCode.Community.At(AreaLevel.County).ToString(),
        ComponentGrouping.Street => of.Grid.UnitGridCode.Community.At(AreaLevel.Street).ToString(),
        ComponentGrouping.Community => of.Grid.UnitGridCode.Community.ToString(),
        ComponentGrouping.Department => of.Department.Name,
        ComponentGrouping.Owner => of.Owner?.Name ?? "",
        ComponentGrouping.Maintainer => of.Maintainer?.Name ?? "",
        ComponentGrouping.State => of.State.ToTerm(),
        _ => $"{of.FirstSurveyed.Year}",
    };

    private static async Task ExpectAsync(ComponentRegistry registry, ComponentQuery query, List<ComponentHistory> histories,
        Func<Component, bool> fits)
    {
        var expected = Expected(histories, new ComponentQuery()).Where(fits).Select(component => component.Id).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, (await AllAsync(registry, query, 500)).Select(component => component.Id));
    }

    private static async Task<List<Component>> AllAsync(ComponentRegistry registry, ComponentQuery query, int pageSize)
    {
        List<Component> found = [];
        var page = await registry.FindAsync(query, pageSize);
        for (; page.Next is not null; page = await registry.FindAsync(query, pageSize, page.Next))
        {
            Assert.Equal(pageSize, page.Items.Length);
            found.AddRange(page.Items);
        }
        found.AddRange(page.Items);
        return found;
    }

    // What the query means, said once more in plain words.
    private static List<Component> Expected(List<ComponentHistory> histories, ComponentQuery query)
    {
        var known = histories.Select(history => query.On is { } day ? history.On(day) : history.Current).OfType<Component>();
        bool Body(string? asked, ResponsibleBody? body) => asked is null || body?.Name == asked || body?.Code?.Value == asked;
        return
        [
            .. known.Where(c => (query.Classes is null ? c.State != ComponentState.Removed : query.Classes.Contains(c.Id, c.State))
                && (query.Region is null || query.Region.Contains(c.Location))
                    && (query.Grids is null || query.Grids.Contains(c.Grid, c.Grid.UnitGridCode.Community))
                && Body(query.Department, c.Department) && Body(query.Owner, c.Owner) && Body(query.Maintainer, c.Maintainer)
                    && (query.ExternalId is null || c.ExternalId == query.ExternalId)
                && (query.FirstSurveyed is null || query.FirstSurveyed.Contains(c.FirstSurveyed))
                    && (query.Changed is null || c.Changed is { } day && query.Changed.Contains(day)))
                .OrderBy(c => c.Id.ToInt64()),
        ];
    }

    private static ComponentQuery Query(Random random, List<ComponentHistory> histories, int i)
    {
        bool Asked() => random.Next(4) == 0;
        var near = histories[random.Next(histories.Count)].Events[0].After.Location;
        GeoRegion Region() => random.Next(4) switch
        {
            0 => GeoRegion.Circle(near, random.Next(2_000)),
            1 => GeoRegion.Box(new GeoBox(near.Longitude - 0.01, near.Latitude - 0.004, near.Longitude + 0.001, near.Latitude + 0.01)),
            2 => GeoRegion.Along([near, GeoPoint.FromDegrees(120.32, 36.02)], random.Next(1, 500)),
            _ => Map.RegionOf(Map.Grids.Where((_, n) => n % 3 == i % 3).Select(grid => grid.Code)),
        };
        DateInterval Days() => new(Samples.Day.PlusDays(random.Next(10)), Samples.Day.PlusDays(10 + random.Next(400)));
        return new ComponentQuery
        {
            Region = random.Next(2) == 0 ? Region() : null,
            Grids = Asked() ? random.Next(2) == 0 ? GridSet.Of(Grid(1), Grid(3))
                : GridSet.Of(AreaCode.Parse("370202001002"), AreaCode.Parse("370203")) : null,
            Classes = random.Next(5) switch
            {
                0 => ClassFilter.Of(Samples.Id(1).Class),
                1 => ClassFilter.OfMajors(1).InStates(ComponentState.Damaged, ComponentState.Intact),
                2 => ClassFilter.Any.InStates(ComponentState.Removed, ComponentState.Lost),
                _ => null,
            },
            Department = Asked() ? Samples.Bureau.Code!.Value.Value : null,
            Owner = Asked() ? Bodies[random.Next(Bodies.Length)] : null,
            Maintainer = Asked() ? Bodies[random.Next(Bodies.Length)] : null,
            ExternalId = random.Next(9) == 0 ? $"PF-{random.Next(60)}" : null,
            FirstSurveyed = Asked() ? Days() : null,
            Changed = Asked() ? Days() : null,
            On = random.Next(2) == 0 ? Samples.Day.PlusDays(random.Next(-1, 60)) : null,
        };
    }

    private async Task<(ComponentRegistry, List<ComponentHistory>)> FilledAsync(Random random, bool onDisk)
    {
        IComponentStore store = onDisk ? new SqliteComponentStore(Path.Combine(folder.FullName, "city.db")) : new InMemoryComponentStore();
        List<ComponentHistory> histories = [.. Enumerable.Range(1, 700).Select(i => Life(i, random))];
        var later = histories.Where(history => history.Events.Length > 1 && random.Next(2) == 0).ToHashSet();
        await store.OpenAsync();
        Assert.Null(await store.AppendAsync(
            [.. histories.SelectMany(history => later.Contains(history) ? history.Events[..^1] : history.Events)]));
        var registry = await ComponentRegistry.OpenAsync(store);
        foreach (var history in later) // through the registry, so that its index has changes beside it
            Assert.NotNull((await registry.ChangeAsync(history.Id, _ => new HistoryDecision(history, null))).History);
        return (registry, histories);
    }

    private static ComponentHistory Life(int i, Random random)
    {
        var id = i % 50 == 0 ? ComponentId.Parse($"3702020137{i:D6}") : Samples.Id(i, Classes[random.Next(Classes.Length)]);
        var begun = Samples.Lamp(1) with
        {
            Id = id, Location = Somewhere(random), Grid = Grid(random.Next(8)), Street = null, Community = null,
                Owner = random.Next(3) == 0 ? null : new ResponsibleBody(Bodies[random.Next(4)]),
            Maintainer = new ResponsibleBody(Bodies[random.Next(4)]), ExternalId = random.Next(2) == 0 ? $"PF-{random.Next(60)}" : "",
        };
        var (history, day) = (ComponentHistory.Begin(begun, Samples.Record(random.Next(40))), 40);
        for (var n = random.Next(4); n > 0 && history.Current.State != ComponentState.Removed; n--)
            if (Change(history, Samples.Record(day += random.Next(12)), random).History is { } next) history = next;
        return history;
    }

    private static HistoryDecision Change(ComponentHistory history, EventRecord record, Random random) => random.Next(6) switch
    {
        0 => history.Damage(record),
        1 => history.Move(Somewhere(random), Grid(random.Next(8)), record),
        2 => history.HandOver(Samples.Bureau, new ResponsibleBody(Bodies[random.Next(4)]), null, record),
        3 => history.Resurvey(history.Current with { ExternalId = $"PF-{random.Next(60)}", Note = "again" }, record),
        4 => history.Remove(record),
        _ => history.Lose(record),
    };

    [Fact]
    public async Task Count_OfACityOutsideGbT_IsByItsOwnClasses()
    {
        await using var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore());
        foreach (var id in new[] { "nyc-01043-0000001", "nyc-01043-1000000", "nyc-01043-9999999", "nyc-02001-0000001", "zh-01043-0000001" })
        {
            var component = Samples.Lamp(1) with { Id = ComponentId.Parse(id), Grid = GridKey.Parse("precinct:17"), Street = null,
                Community = null };
            (await registry.RegisterAsync(component, Samples.Record(0))).OrThrow();
        }
        var counts = await registry.CountAsync(new ComponentQuery(), ComponentGrouping.Class, ComponentGrouping.Grid);
        Assert.Equal(
            [("nyc:component:01043", "17", 3L), ("nyc:component:02001", "17", 1L), ("zh:component:01043", "17", 1L)],
            counts.Select(count => (count.Key, count.Then, count.Count)));
        Assert.Equal(4, await registry.CountAsync(new ComponentQuery
        {
            Classes = ClassFilter.Of(ClassKey.Parse("nyc:component:01043"), ClassKey.Parse("zh:component:01043")),
        }));
    }

    private static Duty Duty(GridKey grid, AreaCode area) =>
        new(NetId.Parse("city"), "street", grid, area, [], "bureau", null, "inspector", Validity.Always);

    private static GeoPoint Somewhere(Random random) =>
        GeoPoint.FromDegrees(120.3 + random.NextDouble() * 0.05, 36 + random.NextDouble() * 0.03);

    private static GridKey Grid(int i) => GridKey.Of(UnitGridCode.Parse($"37020{2 + i / 6}00100{1 + i % Towns}00{1 + i % 2}"));
}
