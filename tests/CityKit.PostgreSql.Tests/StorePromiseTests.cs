using System.Globalization;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Testing.Stores;

namespace CityKit.PostgreSql.Tests;

/// <summary>The suite that ships with CityKit.Testing.</summary>
public sealed class StorePromiseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>CITYKIT_RACES=10000 for the long form.</summary>
    private static int Races { get; } =
        int.Parse(Environment.GetEnvironmentVariable("CITYKIT_RACES") ?? "300", CultureInfo.InvariantCulture);

    public static TheoryData<string> Promises => [.. new StoreConformance(() => null!).Checks.Select(c => c.Name)];

    [PostgresTheory]
    [MemberData(nameof(Promises))]
    public Task PostgreSql_KeepsThePromise(string promise) =>
        new StoreConformance(() => new PostgreSqlBench(database), Races).Checks.Single(c => c.Name == promise).RunAsync();

    [PostgresTheory] // 10,000 races with CITYKIT_RACES=10000: a stale owner commits nothing
    [MemberData(nameof(Promises))]
    public async Task PartitionOfADatabase_KeepsThePromise(string promise)
    {
        await using var city = new PostgreSqlDatabase(database.ConnectionString);
        await new StoreConformance(() => new PartitionBench(city), Races).Checks.Single(c => c.Name == promise).RunAsync();
    }
}
