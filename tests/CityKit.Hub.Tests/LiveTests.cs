using System.Net;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>Server-sent events over a real connection, as far as one may see what happens.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task Stream_OfAWatcher_BringsWhatHappensFromNowOn()
    {
        await using var city = await HttpCity.StartAsync();
        await ReportAsync(city, "r-0");
        using var stream = await EventStream.OpenAsync(city, TestCity.Officer);
        await ReportAsync(city, "r-1");
        var (id, kind, data) = await stream.NextAsync();
        Assert.Equal(("notification", "ItemOpened"), (kind, Word(data, "kind")));
        Assert.Equal((await city.Hub.Store.ReadItemsAsync().ToListAsync())[1].Id.ToString(), Word(data, "subject"));
        Assert.Equal($"{city.Hub.History}:{Number(data)}", id);
    }

    [Fact]
    public async Task Stream_WithALastEventId_GoesOnBehindItAndMissesNothing()
    {
        await using var city = await HttpCity.StartAsync();
        using (var first = await EventStream.OpenAsync(city, TestCity.Officer))
        {
            await ReportAsync(city, "r-1");
            Assert.Equal(1, Number((await first.NextAsync()).Data));
        }
        for (var i = 2; i < 6; i++) await ReportAsync(city, $"r-{i}");
        using var again = await EventStream.OpenAsync(city, TestCity.Officer, $"{city.Hub.History}:1");
        var all = (await city.Hub.Store.ReadNotificationsAsync(1, 100, default)).Select(n => n.Number).ToArray();
        foreach (var number in all) Assert.Equal(number, Number((await again.NextAsync()).Data));
    }

    [Fact]
    public async Task Stream_FromAnotherHistory_SaysWhatStillCountsFirst()
    {
        await using var city = await HttpCity.StartAsync();
        await ReportAsync(city, "r-1");
        using var stream = await EventStream.OpenAsync(city, TestCity.Officer, "00000000000000000000000000000007:12");
        var (id, kind, data) = await stream.NextAsync();
        Assert.Equal(("restored", 0, $"{city.Hub.History}:0"), (kind, data.GetProperty("from").GetInt32(), id));
        Assert.Equal(1, Number((await stream.NextAsync()).Data));
    }

    [Fact]
    public async Task Stream_OfAResident_BringsHisOwnAlone()
    {
        await using var city = await HttpCity.StartAsync();
        using var stream = await EventStream.OpenAsync(city, TestCity.Resident, $"{city.Hub.History}:0");
        (await city.Hub.ReportAsync(CommandTests.Report("r-0"), "another's", Actor.Of("resident-2", "", Role.Resident))).OrThrow();
        await ReportAsync(city, "r-1");
        var mine = (await city.Hub.Store.ReadItemsAsync().ToListAsync()).Single(i => i.Reports[0].Reporter == TestCity.ResidentId);
        Assert.Equal(mine.Id.ToString(), Word((await stream.NextAsync()).Data, "subject"));
        var (status, json) = await city.GetAsync("notifications", TestCity.Resident);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(json.GetProperty("notifications").EnumerateArray(), n => Assert.Equal(mine.Id.ToString(), Word(n, "subject")));
    }

    [Fact]
    public async Task Stream_MoreThanAnAccountMayHave_IsRefusedAndTakesNoPlaceOfAList()
    {
        await using var city = await HttpCity.StartAsync();
        var streams = new List<EventStream>();
        for (var i = 0; i < 4; i++) streams.Add(await EventStream.OpenAsync(city, TestCity.Officer));
        var (status, json) = await city.GetAsync("stream", TestCity.Officer);
        Assert.Equal((HttpStatusCode.TooManyRequests, "over-budget"), (status, Word(json, "code")));
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("items", TestCity.Officer)).Status);
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Stream_OfARoleThatReachesNothing_BringsNothing()
    {
        await using var city = await HttpCity.StartAsync();
        await ReportAsync(city, "r-1");
        var (status, json) = await city.GetAsync("notifications", TestCity.Manager); // the profile shows a property manager nothing
        Assert.Equal((HttpStatusCode.OK, 0, true),
            (status, json.GetProperty("notifications").GetArrayLength(), json.GetProperty("next").GetInt64() > 0));
    }

    [Fact]
    public async Task Listen_ByManyAtTheEnd_ReadsEachPageOnce()
    {
        const int Listeners = 200;
        var store = new CountingStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store);
        using var over = new CancellationTokenSource();
        var heard = Enumerable.Range(0, Listeners).Select(_ => FirstAsync(city, over.Token)).ToArray();
        var before = store.NotificationReads;
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.All(await Task.WhenAll(heard), number => Assert.Equal(1, number));
        Assert.InRange(store.NotificationReads - before, 1, 2 + Listeners / 10);
        await over.CancelAsync();
    }

    private static async Task<long> FirstAsync(TestCity city, CancellationToken cancellationToken)
    {
        await foreach (var page in city.Hub.ListenAsync(default, TestCity.Officer, TimeSpan.FromMinutes(1), cancellationToken))
            if (page.Notifications is [var first, ..]) return first.Number;
        return 0;
    }

    private static async Task ReportAsync(HttpCity city, string id) =>
        (await city.Hub.ReportAsync(CommandTests.Report(id), "a hole", TestCity.Resident)).OrThrow();

    private static long Number(JsonElement json) => json.GetProperty("number").GetInt64();

    private static string Word(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
