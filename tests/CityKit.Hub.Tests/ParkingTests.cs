using System.Text;
using CityKit.Cases;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Samples.Parking;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>A module in an assembly of its own, from its commands to its income.</summary>
public sealed class ParkingTests
{
    private static readonly Instant Morning = TestCity.Start + Duration.FromHours(1);
    private static readonly Actor Holder = Actor.Of("holder-1", "", Role.Resident);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Story_OverEachStore_EndsInIncome(bool isSqlite)
    {
        using var file = new TempFile();
        ICityStore store = isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore();
        await using var city = await StartAsync(store);
        (await city.Hub.ExecuteAsync(Offer("o-1"), Holder)).OrThrow();
        (await city.Hub.ExecuteAsync(Book("b-1", 0, 2), TestCity.Resident)).OrThrow();
        Assert.Equal("taken", (await city.Hub.ExecuteAsync(Book("b-2", 1, 3), TestCity.Resident)).Refusal!.Code);
        (await city.Hub.ExecuteAsync(Book("b-3", 2, 4), TestCity.Resident)).OrThrow();
        Assert.Equal(0, await ParkingModule.IncomeAsync(city.Hub.Store, "c"));
        city.Time.Advance(Duration.FromHours(3)); // the first is over; the hub's own timer sees to it
        await city.Hub.TickAsync();
        Assert.Equal(600, await ParkingModule.IncomeAsync(city.Hub.Store, "c"));
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == TestCity.ResidentId
            && n.Text.En == "Your time in bay B-7 is over");
        var mine = await city.Hub.QueryAsync("parking/mine", new Dictionary<string, string>(), TestCity.Resident, limit: 1);
        Assert.Contains("\"from\":\"2026-03-02T03:00:00Z\"", Encoding.UTF8.GetString(Assert.Single(mine.Rows).Span),
            StringComparison.Ordinal);
        Assert.NotNull(mine.Next);
    }

    [Fact]
    public async Task Restart_BeforeItIsDue_EndsTheBookingOnce()
    {
        using var file = new TempFile();
        FakeTimeProvider time;
        await using (var city = await StartAsync(new SqliteCityStore(file.Path)))
        {
            (await city.Hub.ExecuteAsync(Offer("o-1"), Holder)).OrThrow();
            (await city.Hub.ExecuteAsync(Book("b-1", 0, 2), TestCity.Resident)).OrThrow();
            time = city.Time;
        }
        time.Advance(Duration.FromHours(5));
        await using var again = await StartAsync(new SqliteCityStore(file.Path), time);
        await again.Hub.TickAsync();
        await again.Hub.TickAsync();
        Assert.Single(await again.NotificationsAsync(), n => n.Text.En.EndsWith("is over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_GivesTheSameDocuments()
    {
        await using var city = await StartAsync();
        await city.Hub.ExecuteAsync(Offer("o-1"), Holder);
        await city.Hub.ExecuteAsync(Book("b-1", 0, 2), TestCity.Resident);
        city.Time.Advance(Duration.FromHours(4));
        await city.Hub.TickAsync();
        await city.Hub.ExecuteAsync(Book("b-2", 5, 6), TestCity.Resident);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await DocumentsAsync(city.Hub.Store), await DocumentsAsync(replayed));
    }

    [Fact]
    public async Task SameCommandId_IsCarriedOutOnce()
    {
        await using var city = await StartAsync();
        (await city.Hub.ExecuteAsync(Offer("o-1"), Holder)).OrThrow();
        (await city.Hub.ExecuteAsync(Offer("o-1"), Holder)).OrThrow();
        Assert.Equal("command-id-reused", (await city.Hub.ExecuteAsync(Offer("o-1") with { FenPerHour = 1 }, Holder)).Refusal!.Code);
        Assert.Equal("not-yours", (await city.Hub.ExecuteAsync(Offer("o-2"), TestCity.Resident)).Refusal!.Code);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(Book("b-1", 0, 2), TestCity.Officer)).Refusal!.Code);
    }

    [Theory]
    [InlineData("parking/book", """{"commandId":"b-1","bay":"B-7","from":"2026-03-02T01:00:00Z","until":"soon"}""", "bad-request")]
    [InlineData("parking/book", """{"commandId":"b-1","bay":"B-7","from":"2026-03-02T01:00:00Z"}""", "bad-request")]
    [InlineData("parking/book",
        """{"commandId":"b-1","bay":"B-7","from":"2026-03-02T01:00:00Z","until":"2026-03-02T02:00:00Z","colour":"red"}""", "bad-request")]
    [InlineData("parking/book", "[]", "bad-request")]
    [InlineData("parking/book", "{", "bad-request")]
    [InlineData("parking/sell", "{}", "not-found")]
    public async Task ReadCommand_ThatIsNone_IsRefused(string name, string json, string code)
    {
        await using var city = await StartAsync();
        var (command, refusal) = city.Hub.ReadCommand(name, Encoding.UTF8.GetBytes(json));
        Assert.Null(command);
        Assert.Equal(code, refusal!.Code);
    }

    [Fact]
    public async Task Query_WithAWrongArgument_NamesIt()
    {
        await using var city = await StartAsync();
        var answer = await city.Hub.QueryAsync("parking/offers", new Dictionary<string, string> { ["at"] = "noon" }, TestCity.Resident);
        Assert.Contains("'at' is 'noon'", answer.Refusal!.Message.En, StringComparison.Ordinal);
        var known = (await city.Hub.QueryAsync("parking/all", new Dictionary<string, string>(), TestCity.Resident)).Refusal!.Allowed;
        Assert.Equal(["parking/mine", "parking/offers"], known.Where(name => name.StartsWith("parking/", StringComparison.Ordinal)));
    }

    internal static Task<TestCity> StartAsync(ICityStore? store = null, FakeTimeProvider? time = null, HubSetup? setup = null) =>
        TestCity.StartAsync(store, (setup ?? TestCity.NewSetup()) with { Modules = [new ParkingModule()] }, time);

    internal static OfferBay Offer(string id) => new(id, "B-7", "c", Morning, Morning + Duration.FromHours(9), 300);

    internal static BookBay Book(string id, int from, int until) =>
        new(id, "B-7", Morning + Duration.FromHours(from), Morning + Duration.FromHours(until));

    internal static async Task<string> DocumentsAsync(ICityStore store)
    {
        var rows = new StringBuilder();
        foreach (var kind in (string[])["parking_bay", "parking_booking", "alert", "lead", "item", "finding"])
            foreach (var document in (await store.QueryAsync(new Documents.DocumentQuery(kind) { Limit = 1000 }, default)).Rows)
                rows.AppendLine($"{kind} {document.Id} {document.Version} {Convert.ToBase64String(document.Bytes.Span)}");
        return rows.ToString();
    }
}
