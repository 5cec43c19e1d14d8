using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Partitions;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.PostgreSql.Tests;

/// <summary>Figures of a city are counted over all partitions at once.</summary>
public sealed class CityFigureTests : IDisposable
{
    private const int Count = 3;
    private static readonly Interval Period = new(Instant.FromUtc(2026, 3, 4, 0, 0), Instant.FromUtc(2026, 3, 9, 0, 0));
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Total_OfFactCodes_IsThatOfThePartitionsAndOfTheItems()
    {
        await using var chance = await ChanceCity.StartAsync(new InMemoryCityStore(), seed: 1);
        var items = await chance.ItemsAsync();
        await using var city = new PostgreSqlDatabase(database.ConnectionString);
        await using var reader = city.Reader(Count);
        await reader.OpenAsync([ItemDocuments.Kind], default);
        foreach (var part in items.Select((item, n) => (item, n)).GroupBy(i => i.n % Count, i => i.item))
            await PutAsync(city.Store(new PartitionId(part.Key)), part);

        var ofCity = Rows(await reader.All.TotalAsync(Due, default));
        var single = new List<DocumentGroup>();
        for (var p = 0; p < Count; p++) single.AddRange(await reader.Of(new PartitionId(p)).TotalAsync(Due, default));
        Assert.Equal(Rows(single), ofCity);
        var (counted, added) = (new KpiSums(), new KpiSums());
        foreach (var row in ofCity) counted.Add(row.Code, row.Number, isByDeadline: true, isOver: false);
        foreach (var item in items) added.Add(item, Period, chance.Time.Now);
        var facts = CaseFacts.Names.Where(CaseFacts.IsByDeadline).Where(fact => fact is not "overtimeToDispose").ToArray(); // of now
        Assert.Equal(facts.Select(added.Of), facts.Select(counted.Of));
        Assert.True(added.Of("needDispose").Items > 0);
    }

    private static DocumentTotals Due { get; } = new(new DocumentQuery("item")
    {
        Conditions = [new("repeat", [IndexValue.Of(0)], false)],
        Range = new("handling_due", IndexValue.Of(Period.Start), IndexValue.Of(Period.End)),
    }, ["body", "facts"]);

    private static List<(string? Body, long Code, long Number)> Rows(IEnumerable<DocumentGroup> groups) =>
        [.. groups.GroupBy(g => (Body: g.Values[0]?.Text, Code: g.Values[1]!.Value.Number), g => g.Count)
            .Select(same => (same.Key.Body, same.Key.Code, same.Sum())).Order()];

    private static async Task PutAsync(ICityStore store, IEnumerable<WorkItem> items)
    {
        await using var _ = store;
        var opened = await store.OpenAsync([ItemDocuments.Kind], default);
        await store.CommitAsync(
            new StoreCommit { Epoch = opened.Epoch, After = 0, Documents = [.. items.Select(item => ItemDocuments.Kind.Put(item, 0))] },
            default);
    }
}
