using CityKit.Documents;
using CityKit.Storage;
using CityKit.Testing.Stores;

namespace CityKit.Docs.Tests.Pages;

internal sealed class MyBench : IStoreBench
{
    private readonly InMemoryCityStore store = new(); // your store, over an empty database of its own

    public ICityStore Open() => store;

    public ICityStore OpenBeside() => store;

    public IReadOnlyList<string>? PlanOf(ICityStore opened, DocumentQuery query) => null; // this one has no plans to show

    public ValueTask DisposeAsync() => ValueTask.CompletedTask; // drop the database
}

public sealed class MyStoreTests
{
    public static TheoryData<string> Promises => [.. new StoreConformance(() => new MyBench()).Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public Task MyStore_KeepsThePromise(string promise) =>
        new StoreConformance(() => new MyBench(), races: 50).Checks.Single(check => check.Name == promise).RunAsync();
}

internal static class Suite
{
    internal static async Task RunAsync()
    {
        foreach (var check in new StoreConformance(() => new MyBench()).Checks) await check.RunAsync();
    }

    internal static void Use(CityKit.Hosting.CityKitBuilder city) => city.UseStore(services => new InMemoryCityStore());

    internal static void UsePostgreSql(CityKit.Hosting.CityKitBuilder city)
    {
        city.UsePostgreSql("Host=db;Database=city;Username=hub;Password=…", new() { Partition = "street-07" });
        city.KeyFile = "/etc/citykit/city.keys"; // one for all hubs of a city
    }

    internal static void UseNodes(CityKit.Hosting.CityKitBuilder city)
    {
        city.UsePostgreSql("Host=db;Database=city;Username=hub;Password=…");
        city.UsePostgreSqlKeys("/etc/citykit/city.secret").UsePostgreSqlEvidence().UseAddress(new Uri("https://node-a.city.example/"));
    }
}
