using System.Reflection;
using CityKit.Hub.Tests;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;
using Xunit.Sdk;

namespace CityKit.PostgreSql.Tests;

/// <summary>A whole hub over PostgreSQL.</summary>
public sealed class HubTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Each test of <see cref="HubOverStore"/>, with each of its arguments.</summary>
    public static TheoryData<string, object?> OverEachStore
    {
        get
        {
            var data = new TheoryData<string, object?>();
            foreach (var test in typeof(HubOverStore).GetMethods().Where(m => m.IsDefined(typeof(FactAttribute))))
                foreach (var arguments in test.GetCustomAttributes<InlineDataAttribute>().SelectMany(i => i.GetData(test))
                    .DefaultIfEmpty([null]))
                    data.Add(test.Name, arguments[0]);
            return data;
        }
    }

    [PostgresTheory]
    [MemberData(nameof(OverEachStore))]
    public Task Hub_OverPostgreSql(string test, object? argument)
    {
        var method = typeof(HubOverStore).GetMethod(test)!;
        return (Task)method.Invoke(new Over(database, database.NewPartition()), argument is null ? [] : [argument])!;
    }

    [PostgresFact]
    public async Task Export_InMemoryOnSqliteAndOnPostgreSql_IsTheSameBytes()
    {
        var (partition, memory) = (database.NewPartition(), new InMemoryCityStore());
        using var file = new TempFile();
        var inMemory = await PlayAsync(() => memory);
        Assert.Equal(inMemory, await PlayAsync(() => new SqliteCityStore(file.Path)));
        Assert.Equal(inMemory, await PlayAsync(() => database.Store(partition)));
        Assert.Contains("\"item\"", inMemory, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Accept_WhenAnotherHubHasTheStore_StoresNothingAndSaysSo()
    {
        var partition = database.NewPartition();
        var (older, device) = await TestCity.WithDeviceAsync(database.Store(partition));
        await older.SyncAsync(device, device.Heartbeat(TestCity.Start));
        await using var newer = await TestCity.StartAsync(database.Store(partition), time: older.Time);
        var batch = device.Next(device.Heartbeat(TestCity.Start + Duration.FromMinutes(1)));
        Assert.Equal(BatchStatus.Busy, (await older.Hub.AcceptAsync(batch)).Status);
        Assert.True(older.Hub.Lost.IsCompletedSuccessfully);
        Assert.Equal(BatchStatus.Synced, (await newer.Hub.AcceptAsync(batch)).Status);
        await older.DisposeAsync();
        await newer.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromMinutes(2)));
        Assert.Equal(3, Assert.Single(newer.Hub.Devices).Reading.Sequence);
    }

    [PostgresFact]
    public async Task TwoHubs_OfOneDatabase_SeeNothingOfEachOther()
    {
        var (east, device) = await TestCity.WithDeviceAsync(database.Store(database.NewPartition()));
        await using var west = await TestCity.StartAsync(database.Store(database.NewPartition()));
        await east.SyncAsync(device, device.Contact("smoke", TestCity.Start));
        Assert.Single(await east.AlertsAsync());
        Assert.Empty(await west.AlertsAsync());
        Assert.Empty(west.Hub.Devices);
        await east.DisposeAsync();
    }

    [PostgresFact] // PostgreSQL holds no zero character
    public async Task Report_WithAZeroCharacter_IsKeptToTheLetter()
    {
        await using var city = await TestCity.StartAsync(database.Store(database.NewPartition()));
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a\0hole \ud800", TestCity.Resident)).OrThrow();
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a\0hole \ud800", TestCity.Resident)).OrThrow(); // its digest is the same
        Assert.Single(await city.ItemsAsync());
        var own = await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident);
        Assert.Contains(own.Records, record => record.Data.Text?.StartsWith("a\0hole", StringComparison.Ordinal) == true);
    }

    private static async Task<string> PlayAsync(Func<ICityStore> reopen)
    {
        var time = FakeTime.At(TestCity.Start);
        foreach (var step in SamenessTests.Story(TestCity.NewDevice("pi-1")))
        {
            await using var city = await TestCity.StartAsync(reopen(), time: time);
            await step(city);
        }
        await using var last = await TestCity.StartAsync(reopen(), time: time);
        return await last.ExportAsync();
    }

    private sealed class Over(TestDatabase database, string partition) : HubOverStore
    {
        public override ICityStore Reopen() => database.Store(partition);
    }
}
