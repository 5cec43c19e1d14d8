using CityKit.AlertDesk;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using Microsoft.Data.Sqlite;

namespace CityKit.Hub.Tests;

public sealed class SqliteStoreTests : HubOverStore, IDisposable
{
    private readonly TempFile file = new();

    public override ICityStore Reopen() => new SqliteCityStore(file.Path);

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Open_AFileOfANewerSchema_IsRefusedAndLeftAsItIs()
    {
        await using (var city = await TestCity.StartAsync(Reopen())) { }
        Run("PRAGMA user_version = 99");
        var refused = await Assert.ThrowsAsync<IOException>(async () => await Reopen().OpenAsync([], default));
        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
        Run("PRAGMA user_version = 8");
        await using var again = Reopen();
        Assert.Equal(1, (await again.OpenAsync([], default)).Position.Number);
    }

    [Fact] // a page of one grid in one state read 400 documents for 50
    public async Task Explain_OfSeveralConditions_AsksTheIndexOfEach()
    {
        await using var store = new SqliteCityStore(file.Path);
        await store.OpenAsync([ItemDocuments.Kind], default);
        var plan = store.Explain(ItemDocuments.Kind.Query().Where(ItemDocuments.Grid, TestCity.Grid1).Where(ItemDocuments.State, "filed")
            .Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At).Plain);
        Assert.Contains(plan, step =>
            step.Contains("COVERING INDEX d_item_state_at (x_state=? AND x_at=? AND id=?)", StringComparison.Ordinal));
        Assert.Contains(plan, step =>
            step.Contains("COVERING INDEX d_item_open_at (x_open=? AND x_at=? AND id=?)", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("d_item_grid_at", StringComparison.Ordinal));
    }

    [Fact] // the older hub's orderly stop wrote its stale cursors back, and the device diverged
    public async Task Start_WhileAnotherHubHasTheFile_IsRefusedAndNamesIt()
    {
        var (city, device) = await TestCity.WithDeviceAsync(Reopen());
        var second = new CityHub(TestCity.NewSetup(), Reopen(), city.Time);
        var refused = await Assert.ThrowsAsync<IOException>(() => second.StartAsync());
        Assert.Contains($"{Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
        await second.DisposeAsync();
        await city.SyncAsync(device, device.Heartbeat(TestCity.Start));
        Assert.Equal(1L, Read("SELECT count(*) FROM d_device")); // who only reads goes on
        await city.DisposeAsync();
        await using var next = await TestCity.StartAsync(Reopen(), time: city.Time);
        await next.SyncAsync(device, device.Heartbeat(TestCity.Start + NodaTime.Duration.FromMinutes(1)));
        Assert.Equal(2, Assert.Single(next.Hub.Devices).Reading.Sequence);
    }

    [Fact]
    public async Task Open_Garbage_IsRefusedAndLeftAsItIs()
    {
        var garbage = new byte[8192];
        new Random(1).NextBytes(garbage);
        await File.WriteAllBytesAsync(file.Path, garbage);
        await Assert.ThrowsAsync<IOException>(async () => await Reopen().OpenAsync([], default));
        Assert.Equal(garbage, await File.ReadAllBytesAsync(file.Path));
    }

    [Fact]
    public async Task Open_AnotherProgramsFile_IsRefused()
    {
        Run("CREATE TABLE theirs(x)");
        await Assert.ThrowsAsync<IOException>(async () => await Reopen().OpenAsync([], default));
    }

    [Fact]
    public async Task Start_OnAFolderWhereAFileShouldBe_FailsAndCanBeStopped()
    {
        Directory.CreateDirectory(file.Path);
        var hub = new CityHub(TestCity.NewSetup(), Reopen(), TimeProvider.System);
        await Assert.ThrowsAsync<IOException>(() => hub.StartAsync());
        await hub.DisposeAsync();
    }

    private object? Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file.Path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
