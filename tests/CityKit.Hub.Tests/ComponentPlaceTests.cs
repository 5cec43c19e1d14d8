using System.Net;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Documents;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Testing;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// The component registry beside a hub: a report finds its nearest component and whose it is, which is journalled, so that a replay asks
/// nobody; what there was about a component is one query.
/// </summary>
public sealed class ComponentPlaceTests
{
    private const string LampId = "37020201037000001";
    private static readonly ClassKey Lamp = ClassKey.Parse("GB/T 47678.5-2026:component:01037");
    private static readonly ClassKey Road = ClassKey.Parse("GB/T 47678.5-2026:matter:06010");
    private static readonly GeoPoint Under = GeoPoint.FromDegrees(120.41001,
        36.06501); // 1.4 m from the lamp, 1 m from the border in the west
    private static readonly Actor Leader = Actor.Of("leader-1", "duty room", Role.DutyLeader);

    [Fact]
    public async Task Report_OfAComponentsClass_HasTheNearestAndWhoseItIs()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        var item = await ReportAsync(city, "r-1", Lamp, Under);
        Assert.Equal((LampId, "市南区城市管理局 (11100000000013338W)", "路灯管理处 (91610800064834709T)", null),
            (item.Found!.Id.ToString(), item.Found.Department, item.Found.Owner, item.Found.Maintainer));
        Assert.Equal(1.4, item.Found.Metres);
        Assert.Equal($"{await registry.VersionAsync()}", item.Found.Registry);
        Assert.Null(item.Component); // nobody said that it is this one
    }

    public static TheoryData<ClassKey, double> Elsewhere => new()
    {
        { Lamp, 120.4150 },                                                  // 450 m away
        { Road, 120.41001 },                                                 // a matter is no component
        { ClassKey.Parse("GB/T 47678.5-2026:component:01002"), 120.41001 },  // none of that class is there
    };

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task Report_WhereNoneOfTheClassIsNear_FindsNone(ClassKey key, double longitude)
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        Assert.Null((await ReportAsync(city, "r-1", key, GeoPoint.FromDegrees(longitude, 36.065))).Found);
    }

    [Fact]
    public async Task Report_ThatNamesItsComponent_HasWhoseItIsWhereverThePointIs()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        var item = await ReportAsync(city, "r-1", Road, GeoPoint.FromDegrees(120.4150, 36.065), ComponentId.Parse(LampId));
        Assert.Equal((LampId, LampId), (item.Component.ToString(), item.Found!.Id.ToString()));
    }

    [Fact]
    public async Task Report_WhatTheCallerSaysWasFound_DoesNotCount()
    {
        await using var city = await TestCity.StartAsync();
        var forged = new CommandLookup
        {
            Registry = "x:1", Found = new FoundComponent(ComponentId.Parse(LampId), 0, "mine", null, null, "x:1"),
        };
        (await city.Hub.ExecuteAsync(new FileReport("r-1", "city-management", Lamp, Under, null, null) { Lookup = forged },
            TestCity.Resident)).OrThrow();
        Assert.Null(Assert.Single(await city.ItemsAsync()).Found);
    }

    [Fact]
    public async Task Report_SentAgainWhenTheRegistryHasChanged_IsTheOneThatWas()
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        var first = await ReportAsync(city, "r-1", Lamp, Under);
        (await registry.ChangeAsync(ComponentId.Parse(LampId), history => history.Remove(RecordOf(3)))).OrThrow();
        var again = await ReportAsync(city, "r-1", Lamp, Under);
        Assert.Equal((first.Id, first.Found), (again.Id, again.Found));
        Assert.Equal("37020201037000002", $"{(await ReportAsync(city, "r-2", Lamp, Under)).Found?.Id}"); // 26.1 m away
    }

    [Fact]
    public async Task Replay_WithoutTheRegistry_DecidesTheSame()
    {
        using var file = new TempFile();
        await using (var registry = await RegistryAsync())
        await using (var city = await StartAsync(registry, new SqliteCityStore(file.Path)))
            await ReportAsync(city, "r-1", Lamp, Under, accuracy: 5);
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        Assert.Null(await ReplayCheck.RunAsync(TestCity.NewSetup(), store));
        Assert.Contains(LampId, await TestCity.ExportAsync(store), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WhileTheRegistryCannotBeRead_IsTakenAndSaid()
    {
        var broken = new BrokenComponentStore();
        await using var registry = await ComponentRegistry.OpenAsync(broken);
        broken.IsBroken = true;
        await using var city = await StartAsync(registry);
        Assert.Null((await ReportAsync(city, "r-1", Lamp, Under)).Found);
        Assert.Equal("registry-unread", Assert.Single(await city.FindingsAsync()).Code);
    }

    [Theory] // metres of accuracy; the grids that the point may be in as well
    [InlineData(null, "")]
    [InlineData(5.0, "")]        // no grid is west of the first
    [InlineData(950.0, "370202999001002")]
    public async Task Report_NearABorder_NamesTheOtherGrid(double? accuracy, string near)
    {
        await using var city = await TestCity.StartAsync();
        var item = await ReportAsync(city, "r-1", Road, Under, accuracy: accuracy);
        Assert.Equal((TestCity.Grid1, near), (item.Place.Grid, string.Join(' ', item.Place.NearGrids)));
    }

    [Fact]
    public async Task Work_OfAComponent_HasItsItemsAndAlertsTheLastFirst()
    {
        await using var registry = await RegistryAsync();
        var (city, device) = await TestCity.WithDeviceAsync(setup: TestCity.NewSetup() with { Components = registry });
        await using var _ = city;
        const string Facade = "37020201002900001"; // what the sensor 'fall' watches
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        city.Time.Advance(Duration.FromMinutes(1));
        await ReportAsync(city, "r-1", Road, Under, ComponentId.Parse(Facade));
        city.Time.Advance(Duration.FromMinutes(1));
        await ReportAsync(city, "r-2", Lamp, GeoPoint.FromDegrees(120.425, 36.065), ComponentId.Parse(Facade));
        Assert.Equal(["item", "item", "alert"], await WorkAsync(city, Facade, Leader));
        Assert.Empty(await WorkAsync(city, LampId, Leader));
        Assert.Empty(await WorkAsync(city, Facade, TestCity.Resident)); // a resident sees no place of an item
    }

    [Fact]
    public async Task Work_InPages_LeavesNothingOut()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        const string Facade = "37020201002900001";
        for (var i = 0; i < 3; i++)
        {
            await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(2 * i)));
            city.Time.Advance(Duration.FromMinutes(1));
            await ReportAsync(city, $"r-{i}", Road, GeoPoint.FromDegrees(120.415 + 0.01 * (i % 2), 36.061 + 0.003 * i),
                ComponentId.Parse(Facade));
        }
        var whole = await PagesAsync(city, Facade, 100);
        Assert.Equal(whole, await PagesAsync(city, Facade, 1));
        Assert.Equal(whole, await PagesAsync(city, Facade, 2));
        Assert.Contains("alert", whole.Select(row => row[9..14]));
    }

    [Fact]
    public async Task Queries_ThroughTheFacade_ReadTheRegistry()
    {
        await using var registry = await RegistryAsync();
        await using var city = await HttpCity.StartAsync(configure: hub => hub.UseComponents(registry));
        var near = (await city.GetAsync("queries/components/near?near=120.41,36.065,50&class=GB%2FT%2047678.5-2026:component:01037",
            TestCity.Officer)).Json;
        Assert.Equal([LampId, "37020201037000002"],
            near.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()));
        var found = (await city.GetAsync($"queries/components/find?component={LampId}&on=2026-07-01",
            TestCity.Officer)).Json.GetProperty("rows")[0];
        Assert.Equal(("路灯管理处", "完好"), (found.GetProperty("owner").GetProperty("name").GetString(), found.GetProperty("state").GetString()));
        var used = (await city.GetAsync("queries/components/registry", TestCity.Officer)).Json.GetProperty("rows")[0];
        Assert.Equal(($"{await registry.VersionAsync()}", 3),
            (used.GetProperty("registry").GetString(), used.GetProperty("components").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.GetAsync($"queries/components/find?component={LampId}&on=2020-01-01", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("queries/components/find?component=lamp", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("queries/components/near?near=here", TestCity.Officer)).Status);
    }

    public static TheoryData<string, string> Lists => new()
    {
        { "", "1 2 3" },
        { "near=120.41,36.065,30", "1 2" },
        { "box=120.4102,36.06,120.42,36.07", "2 3" },
        { "grid=unit-grid:370202999001001", "1 2 3" },
        { "grid=unit-grid:370202999001002,unit-grid:370202999001003", "" },
        { "area=370202", "1 2 3" },
        { "area=370203", "" },
        { "owner=路灯管理处&class=GB%2FT 47678.5-2026:component:01037", "1 2 3" },
        { "department=11100000000013338W&state=完好", "1 2 3" },
        { "state=移除", "" },
        { "maintainer=nobody", "" },
        { "externalId=x", "" },
        { "on=2020-01-01", "" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_OfTheRegistry_HasWhatIsAskedFor(string asked, string expected)
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        var pages = await PagesAsync(city, "components/list", ArgumentsOf(asked), 2);
        Assert.Equal(expected, string.Join(' ', pages.Select(row => $"{ComponentId.Parse(IdOf(row)).Sequence}")));
    }

    [Theory]
    [InlineData("by=class&then=grid", "01037/370202999001001:3")]
    [InlineData("by=state", "完好/:3")]
    [InlineData("by=owner&near=120.41,36.065,30", "路灯管理处/:2")]
    public async Task Counts_OfTheRegistry_AreByGroups(string asked, string expected)
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        var rows = await PagesAsync(city, "components/counts", ArgumentsOf(asked), 1);
        Assert.Equal(expected, string.Join(' ', rows.Select(CountOf)));
    }

    [Theory]
    [InlineData("components/list", "box=1,2,3", "box")]
    [InlineData("components/list", "grid=here", "grid")]
    [InlineData("components/list", "area=12345", "area")]
    [InlineData("components/list", "class=lamp", "class")]
    [InlineData("components/list", "state=gone", "state")]
    [InlineData("components/list", "on=today", "on")]
    [InlineData("components/counts", "by=colour", "by")]
    [InlineData("components/counts", "", "by")]
    public async Task Query_WithWhatCannotBe_NamesTheParameter(string query, string asked, string parameter)
    {
        await using var registry = await RegistryAsync();
        await using var city = await StartAsync(registry);
        var answer = await city.Hub.QueryAsync(query, ArgumentsOf(asked), Leader);
        Assert.Contains($"'{parameter}'", answer.Refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OverHttp_TakesAnAccuracy()
    {
        await using var city = await HttpCity.StartAsync();
        var (_, filed) = await city.PostAsync("reports", TestCity.Officer,
            """{"id": "r-1", "longitude": 120.4199, "latitude": 36.065, "accuracy": 20, "class": "GB/T 47678.5-2026:matter:06010"}""");
        var place = filed.GetProperty("item").GetProperty("item").GetProperty("place");
        Assert.Equal(["370202999001002"], place.GetProperty("nearGrids").EnumerateArray().Select(grid => grid.GetString()));
        var (status, _) = await city.PostAsync("reports", TestCity.Officer,
            """{"id": "r-2", "longitude": 120.4199, "latitude": 36.065, "accuracy": 20000, "class": "GB/T 47678.5-2026:matter:06010"}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    private static Task<TestCity> StartAsync(ComponentRegistry registry, CityKit.Storage.ICityStore? store = null) =>
        TestCity.StartAsync(store, TestCity.NewSetup() with { Components = registry });

    private static async Task<ComponentRegistry> RegistryAsync()
    {
        var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore());
        for (var i = 1; i <= 3; i++)
            (await registry.RegisterAsync(LampAt(i, GeoPoint.FromDegrees(120.41 + (i - 1) * 0.0003, 36.065)), RecordOf(0))).OrThrow();
        return registry;
    }

    private static Component LampAt(int sequence, GeoPoint place) => new()
    {
        Id = ComponentId.Of(AreaCode.Parse("370202"), Lamp, sequence),
        Name = "路灯",
        Department = new ResponsibleBody("市南区城市管理局", UnifiedSocialCreditCode.Parse("11100000000013338W")),
        Owner = new ResponsibleBody("路灯管理处", UnifiedSocialCreditCode.Parse("91610800064834709T")),
        Grid = GridKey.Of(UnitGridCode.Parse(TestCity.Grid1)),
        FirstSurveyed = new LocalDate(2026, 1, 1),
        Location = place,
    };

    private static EventRecord RecordOf(int day) => new(new LocalDate(2026, 1, 1).PlusDays(day), TestCity.Start, "surveyor-7");

    private static async Task<WorkItem> ReportAsync(TestCity city, string id, ClassKey key, GeoPoint place, ComponentId? component = null,
        double? accuracy = null)
    {
        var answer = await city.Hub.ExecuteAsync(
            new FileReport(id, "city-management", key, place, null, null) { Component = component,
                Accuracy = accuracy }, TestCity.Resident);
        answer.OrThrow();
        return answer.Item!;
    }

    private static async Task<string[]> WorkAsync(TestCity city, string component, Actor actor) =>
        [.. (await AskAsync(city, component, actor, null, 100)).Rows.Select(
            row => JsonDocument.Parse(row).RootElement.GetProperty("what").GetString()!)];

    private static Dictionary<string, string> ArgumentsOf(string asked) => asked.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    private static string IdOf(string row) => JsonDocument.Parse(row).RootElement.GetProperty("id").GetString()!;

    private static string CountOf(string row)
    {
        var json = JsonDocument.Parse(row).RootElement;
        var then = json.TryGetProperty("then", out var second) ? second.GetString() : "";
        return $"{json.GetProperty("key").GetString()}/{then}:{json.GetProperty("count").GetInt64()}";
    }

    private static Task<List<string>> PagesAsync(TestCity city, string component, int limit) =>
        PagesAsync(city, "components/work", new Dictionary<string, string> { ["component"] = component }, limit);

    private static async Task<List<string>> PagesAsync(TestCity city, string query, Dictionary<string, string> arguments, int limit)
    {
        List<string> rows = [];
        for (DocumentCursor? after = null; ;)
        {
            var answer = await city.Hub.QueryAsync(query, arguments, Leader, after, limit);
            Assert.Null(answer.Refusal);
            rows.AddRange(answer.Rows.Select(row => JsonDocument.Parse(row).RootElement.GetRawText()));
            if ((after = answer.Next) is null) return rows;
        }
    }

    private static async Task<QueryAnswer> AskAsync(TestCity city, string component, Actor actor, DocumentCursor? after, int limit)
    {
        var answer = await city.Hub.QueryAsync("components/work", new Dictionary<string, string> { ["component"] = component }, actor,
            after, limit);
        Assert.Null(answer.Refusal);
        return answer;
    }
}
