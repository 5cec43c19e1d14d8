using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What is asked of work items, over each store: filters, what is near, words, order, counts.</summary>
public sealed class ItemQueryTests
{
    private const string Lamp = "GB/T 47678.5-2026:component:01037"; // 路灯
    private const string Road = "GB/T 47678.5-2026:matter:06010";
    private static readonly Actor Everyone = Actor.Of("leader-1", "duty room", Role.DutyLeader);

    public static TheoryData<bool, string, string> Asked => new()
    {
        { false, "", "a b c" },
        { true, "", "a b c" },
        { false, "class=" + Lamp, "a b" },
        { true, "class=" + Lamp, "a b" },
        { true, "grid=370202999001002", "b" },
        { true, "grid=370202999", "a b c" },
        { true, "profile=city-management", "a b c" },
        { true, "profile=care-visit", "" },
        { true, "state=closed", "" },
        { true, "state=all", "a b c" },
        { true, "status=reported", "a b c" },
        { true, "body=nobody", "" },
        { false, "near=120.415,36.065,100", "a" },
        { true, "near=120.415,36.065,100", "a" },
        { true, "near=120.415,36.065,1000", "a b" },
        { true, "near=120.415,36.065,4000", "a b c" },
        { true, "near=-120.415,-36.065,4000", "" },
        { false, "words=路灯", "a b" },
        { true, "words=路灯", "a b" },
        { true, "words=灯", "a b" },
        { true, "words=street light", "a b" },
        { true, "words=路灯 light", "a b" },
        { true, "words=路灯井盖", "" },
        { true, "order=-reported", "c b a" },
        { true, "order=-reported&class=" + Lamp, "b a" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task List_ByOneFilter_FindsWhatItSays(bool isSqlite, string asked, string expected)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite);
        Assert.Equal(expected, string.Join(' ', await FoundAsync(city, asked, Everyone)));
    }

    [Theory]
    [InlineData("near=120.4,36.0", "near")]
    [InlineData("near=120.4,36.0,4001", "near")]
    [InlineData("near=181,36.0,10", "near")]
    [InlineData("words=，。", "words")]
    [InlineData("words=一二三四五六七八九十一二三四五六七八九十", "words")]
    [InlineData("order=number", "order")]
    [InlineData("state=new", "state")]
    [InlineData("dueBefore=soon", "dueBefore")]
    public async Task List_ByWhatCannotBe_NamesTheParameter(string asked, string parameter)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: false);
        var answer = await city.Hub.QueryAsync("items/list", Arguments(asked), Everyone);
        Assert.Contains($"'{parameter}'", answer.Refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfWhatIsNear_FillsItsPages()
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true);
        var first = await city.Hub.QueryAsync("items/list", Arguments("near=120.415,36.065,1000"), Everyone, limit: 1);
        var second = await city.Hub.QueryAsync("items/list", Arguments("near=120.415,36.065,1000"), Everyone, first.Next, limit: 1);
        Assert.Equal(["a", "b"], [NameOf(first), NameOf(second)]);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task List_ByDeadline_HasThoseDueBeforeIt()
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true, """
            {"schema": 1, "stageLimits": [{"profile": "city-management", "stage": "collect", "limit": "4 work hours"}]}
            """);
        var deadlines = (await city.ItemsAsync()).Select(item => item.Deadline!.Value.At).Order().ToArray();
        Assert.Empty(await FoundAsync(city, $"dueBefore={deadlines[0]}", Everyone));
        Assert.Equal(deadlines.Length,
            (await FoundAsync(city, $"order=due&dueBefore={deadlines[^1] + Duration.FromSeconds(1)}", Everyone)).Length);
    }

    /// <summary>
    /// A resident sees the summary of an own report, not its place: asking by place finds nothing, also when it is right.
    /// </summary>
    [Theory]
    [InlineData("", 3)]
    [InlineData("class=" + Lamp, 2)]
    [InlineData("grid=370202999", 0)]
    [InlineData("near=120.415,36.065,100", 0)]
    [InlineData("words=路灯", 0)]
    public async Task List_ByAPartThatOneDoesNotSee_FindsNothing(string asked, int found)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true);
        var answer = await city.Hub.QueryAsync("items/list", Arguments(asked), TestCity.Resident);
        Assert.Equal(found, answer.Rows.Count);
    }

    [Theory]
    [InlineData(false, "digits=15", "370202999001001:1 370202999001002:1 370202999001003:1")]
    [InlineData(true, "digits=9", "370202999:3")]
    [InlineData(true, "digits=6&by=class", "370202/01037:2 370202/06010:1")]
    [InlineData(true, "by=class&grid=370202999001001", "/01037:1")]
    [InlineData(true, "by=class&top=1", "/01037:2")]
    [InlineData(true, "by=profile", "/city-management:3")]
    [InlineData(false, "by=body", ":3")]
    [InlineData(true, "by=status&digits=9", "370202999/reported:3")]
    [InlineData(true, "", ":3")]
    public async Task Counts_ByAreaAndClass_AddUp(bool isSqlite, string asked, string expected)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite);
        var answer = await city.Hub.QueryAsync("items/counts", Arguments(asked), Everyone);
        Assert.Equal(expected, string.Join(' ', answer.Rows.Select(CountOf)));
        var first = await city.Hub.QueryAsync("items/counts", Arguments(asked), Everyone, limit: 1);
        Assert.Equal(answer.Rows.Count > 1, first.Next is not null);
    }

    [Fact]
    public async Task Counts_ForOneStreet_LeaveOutTheRest()
    {
        using var file = new TempFile();
        await using var city = await StartAsync(file, isSqlite: true);
        var inspector = Actor.Of("inspector-1", "b").With(Grant.Parse("Inspector@area/370202999001002"));
        Assert.Equal([":1"], (await city.Hub.QueryAsync("items/counts", Arguments(""), inspector)).Rows.Select(CountOf));
        Assert.Equal(["b"], await FoundAsync(city, "", inspector));
    }

    private static async Task<TestCity> StartAsync(TempFile file, bool isSqlite, string? policy = null)
    {
        ICityStore store = isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore();
        var city = await TestCity.StartAsync(store);
        if (policy is not null) (await city.Hub.ExecuteAsync(new PutPolicy("p-1", policy), TestCity.Admin)).OrThrow();
        await ReportAsync(city, "a", Lamp, 120.415);
        await ReportAsync(city, "b", Lamp, 120.425);
        await ReportAsync(city, "c", Road, 120.435);
        return city;
    }

    private static async Task ReportAsync(TestCity city, string id, string key, double longitude)
    {
        city.Time.Advance(Duration.FromMinutes(1));
        (await city.Hub.ExecuteAsync(new FileReport(id, "city-management", ClassKey.Parse(key), GeoPoint.FromDegrees(longitude, 36.065),
            null, null), TestCity.Resident)).OrThrow();
    }

    private static async Task<string[]> FoundAsync(TestCity city, string asked, Actor actor)
    {
        var answer = await city.Hub.QueryAsync("items/list", Arguments(asked), actor);
        Assert.Null(answer.Refusal);
        var names = (await city.ItemsAsync()).ToDictionary(item => item.Id.ToString(), item => item.Reports[0].Id.Split('/')[^1]);
        return [.. answer.Rows.Select(row => names[IdOf(row)])];
    }

    private static string NameOf(QueryAnswer answer)
    {
        using var json = JsonDocument.Parse(answer.Rows.Single());
        return json.RootElement.GetProperty("item").GetProperty("place").GetProperty("longitude").GetDouble() switch
        {
            < 120.42 => "a",
            < 120.43 => "b",
            _ => "c",
        };
    }

    private static string IdOf(ReadOnlyMemory<byte> row)
    {
        using var json = JsonDocument.Parse(row);
        return json.RootElement.GetProperty("item").GetProperty("id").GetString()!;
    }

    private static string CountOf(ReadOnlyMemory<byte> row)
    {
        using var json = JsonDocument.Parse(row);
        var key = json.RootElement.EnumerateObject()
            .FirstOrDefault(member => member.Name is not ("grid" or "count")).Value is { ValueKind: JsonValueKind.String } found
            ? "/" + found.GetString()!.Split(':')[^1] : "";
        var grid = json.RootElement.TryGetProperty("grid", out var area) ? area.GetString() : "";
        return $"{grid}{key}:{json.RootElement.GetProperty("count").GetInt64()}";
    }

    private static Dictionary<string, string> Arguments(string asked) => asked
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
