using CityKit.PostgreSql;
using CityKit.Samples.Compound.Driving;
using CityKit.Shared.PostgreSql;
using CityKit.Sqlite;
using CityKit.Storage;

namespace CityKit.Crash.Tests;

/// <summary>Where a run's hub keeps everything, and how it is read beside it.</summary>
/// <param name="Options">What the driver is told of it.</param>
/// <param name="OpenAsync">Opens what a run left; none when it left nothing.</param>
internal sealed record HubStore(DriverOptions Options, Func<DataFolder, ValueTask<ICityStore>>? OpenAsync)
{
    internal static HubStore File { get; } = new(new DriverOptions(Recorded: true), folder =>
    {
        SQLitePCL.Batteries_V2.Init();
        var store = new SqliteCityStore(folder.HubDatabase);
        store.OpenReadOnly([]);
        return ValueTask.FromResult<ICityStore>(store);
    });

    internal static HubStore Memory { get; } = new(new DriverOptions(Recorded: true, InMemory: true), null);

    internal static HubStore In(PrivatePostgres server) => new(
        new DriverOptions(Recorded: true, PostgreSql: server.ConnectionTo("postgres")), async folder =>
    {
        var store = new PostgreSqlCityStore(server.ConnectionTo("postgres"), new() { Partition = folder.Partition });
        await store.OpenReadOnlyAsync([], CancellationToken.None);
        return store;
    });

    /// <summary>What the hub has of each sensor's readings; nothing when it left nothing.</summary>
    internal async Task<IReadOnlyList<string>> ReadingsAsync(DataFolder folder)
    {
        if (OpenAsync is null) return [];
        await using var store = await OpenAsync(folder);
        return await ReadingTotals.ReadAsync(store);
    }
}
