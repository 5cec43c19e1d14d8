using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Each figure opens the cases that it is made of: what it counts is what the list has, whatever became of the cases.</summary>
public sealed class ItemFigureTests
{
    private const string From = "2026-03-04T00:00:00Z";
    private const string Until = "2026-03-09T00:00:00Z";
    private static readonly Actor Everybody = ChanceCity.Everybody;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Figures_OfAnyCity_CountWhatTheirQueriesList(int seed, bool isSqlite)
    {
        using var file = new TempFile();
        await using var city = await ChanceCity.StartAsync(Store(file, isSqlite), seed);
        var items = await city.ItemsAsync();
        var period = new Interval(At(From), At(Until));
        var sums = new KpiSums();
        foreach (var item in items) sums.Add(item, period, city.Time.Now);
        Assert.True(sums.Of("needDispose").Items > 0 && sums.Of("report").Items < items.Count);
        foreach (var by in new[] { "", "by=body", "by=grid&digits=15", "by=class", "by=grid&digits=9&body=office a" })
        {
            var counted = new Dictionary<string, (long Count, long Items)>();
            foreach (var (fact, count, number, query) in await FactsAsync(city, by))
            {
                var listed = await ListedAsync(city, query, items);
                Assert.Equal((number, count), (listed.Count, listed.Sum(item => (long)CaseFacts.Count(fact, item, city.Time.Now))));
                var before = counted.GetValueOrDefault(fact);
                counted[fact] = (before.Count + count, before.Items + number);
            }
            if (!by.Contains("body=", StringComparison.Ordinal)) Assert.All(counted, row => Assert.Equal(sums.Of(row.Key), row.Value));
        }
    }

    [Fact]
    public async Task Figures_ForOneDepartmentOnly_AreOfWhatItSees()
    {
        using var file = new TempFile();
        await using var city = await ChanceCity.StartAsync(Store(file, isSqlite: true), seed: 1);
        var mine = await FactsAsync(city, "by=body", Actor.Of("a-1", "office a", Role.CompetentDepartment));
        Assert.Contains(mine, fact => fact is { Fact: "needDispose", Items: > 0 });
        Assert.All(mine, fact => Assert.EndsWith("&body=office%20a", fact.Query, StringComparison.Ordinal));
        Assert.Equal((await FactsAsync(city, "by=body&body=office a")).Order(), mine.Order());
        Assert.Empty((await AskAsync(city, "", Actor.Of("utility-1", "gas", Role.Utility))).Rows);
    }

    [Fact]
    public async Task Figures_OfAPost_AreItsOwn()
    {
        using var file = new TempFile();
        await using var city = await ChanceCity.StartAsync(Store(file, isSqlite: false), seed: 6);
        using var json = JsonDocument.Parse((await AskAsync(city, "post=Dispatcher")).Rows.Single());
        Assert.All(json.RootElement.GetProperty("figures").EnumerateArray(), figure =>
            Assert.Equal("Dispatcher", figure.GetProperty("post").GetString()));
        using var whole = JsonDocument.Parse((await AskAsync(city, "")).Rows.Single());
        Assert.Equal("jinniu", whole.RootElement.GetProperty("scores")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Figures_OneAlone_IsAsAmongTheOthers()
    {
        await using var city = await ChanceCity.StartAsync(new InMemoryCityStore(), seed: 1);
        foreach (var figure in new[] { "on-time-handling", "filing" })
        {
            var alone = await FactsAsync(city, $"by=body&figure={figure}");
            var among = await FactsAsync(city, "by=body");
            Assert.NotEmpty(alone);
            Assert.Subset(among.ToHashSet(), alone.ToHashSet());
        }
    }

    [Theory]
    [InlineData("until=2026-03-09T00:00:00Z", "from")]
    [InlineData("from=2026-03-09T00:00:00Z", "until")]
    [InlineData("from=2026-03-09T00:00:00Z&until=2026-03-09T00:00:00Z", "until")]
    [InlineData("from=2025-03-09T00:00:00Z&until=2026-05-09T00:00:00Z", "until")]
    [InlineData("from=2026-03-04T00:00:00Z&until=2026-03-09T00:00:00Z&by=person", "by")]
    [InlineData("from=2026-03-04T00:00:00Z&until=2026-03-09T00:00:00Z&digits=16", "digits")]
    [InlineData("from=2026-03-04T00:00:00Z&until=2026-03-09T00:00:00Z&post=Mayor", "post")]
    [InlineData("from=2026-03-04T00:00:00Z&until=2026-03-09T00:00:00Z&figure=luck", "figure")]
    public async Task Figures_OfNoPeriod_NameTheParameter(string asked, string parameter)
    {
        await using var city = await TestCity.StartAsync();
        var refusal = (await city.Hub.QueryAsync("items/figures", Arguments(asked), Everybody)).Refusal!;
        Assert.Contains($"'{parameter}'", refusal.Message.En, StringComparison.Ordinal);
    }

    private static async Task<List<(string Fact, long Count, long Items, string Query)>> FactsAsync(
        TestCity city, string by, Actor? actor = null)
    {
        var found = new List<(string, long, long, string)>();
        var seen = new HashSet<string>();
        foreach (var row in (await AskAsync(city, by, actor)).Rows)
        {
            using var json = JsonDocument.Parse(row);
            var facts = from figure in json.RootElement.GetProperty("figures").EnumerateArray()
                        from part in new[] { "numerator", "denominator" }
                        from fact in figure.GetProperty(part).GetProperty("facts").EnumerateArray()
                        select (fact.GetProperty("fact").GetString()!, fact.GetProperty("count").GetInt64(),
                            fact.GetProperty("items").GetInt64(), fact.GetProperty("query").GetString()!);
            found.AddRange(facts.Where(fact => seen.Add(fact.Item4)));
        }
        return found;
    }

    private static async Task<QueryAnswer> AskAsync(TestCity city, string asked, Actor? actor = null)
    {
        var answer = await city.Hub.QueryAsync(
            "items/figures", Arguments($"from={From}&until={Until}&{asked}"), actor ?? Everybody, limit: 1000);
        Assert.Null(answer.Refusal);
        Assert.Null(answer.Next);
        return answer;
    }

    private static async Task<List<WorkItem>> ListedAsync(TestCity city, string query, List<WorkItem> items)
    {
        var answer = await city.Hub.QueryAsync("items/list", Arguments(query), Everybody, limit: 1000);
        Assert.Null(answer.Refusal);
        Assert.Null(answer.Next);
        var known = items.ToDictionary(item => item.Id.ToString());
        return [.. answer.Rows.Select(row =>
        {
            using var json = JsonDocument.Parse(row);
            return known[json.RootElement.GetProperty("item").GetProperty("id").GetString()!];
        })];
    }

    private static ICityStore Store(TempFile file, bool isSqlite) => isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore();

    private static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;

    private static Dictionary<string, string> Arguments(string asked) => asked
        .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
}
