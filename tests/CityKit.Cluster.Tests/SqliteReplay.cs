using CityKit.Deciding;
using CityKit.Partitions;
using CityKit.Reporting;
using CityKit.Samples.District.Nodes;
using CityKit.Samples.District.Plan;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Cluster.Tests;

/// <summary>One process on SQLite that decides the same inputs, in the order of each partition's journal, at the same hub times.</summary>
internal sealed class SqliteReplay(DistrictPlan plan, int partitions, string folder)
{
    private readonly HubSetup setup = SetupOf(plan, partitions);

    /// <summary>The exports of a partition: as its store has it, and as SQLite has it after the same inputs.</summary>
    internal async Task<(byte[] Store, byte[] Sqlite)> ExportsAsync(PartitionId partition, ICityStore store)
    {
        await using var replayed = new SqliteCityStore(Path.Combine(folder, $"{partition}.db"));
        await JournalReplay.RunAsync(setup, store.ReadJournalAsync(0, default), replayed);
        return (await ExportAsync(store), await ExportAsync(replayed));
    }

    private static async Task<byte[]> ExportAsync(ICityStore store)
    {
        using var bytes = new MemoryStream();
        await HubExport.WriteAsync(store, bytes);
        return bytes.ToArray();
    }

    private static HubSetup SetupOf(DistrictPlan plan, int partitions)
    {
        var services = new ServiceCollection();
        services.AddCityKit(city => city.Use(plan).UsePartitions(partitions, (_, _) => new InMemoryCityStore(),
            _ => throw new InvalidOperationException("Nothing is read here.")));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredKeyedService<PartitionHubs>("").Setup;
    }
}
