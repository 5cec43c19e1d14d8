using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What a hub does when another has claimed its store beneath the lock, as when the lock was lost.</summary>
public sealed class LostStoreTests
{
    [Fact]
    public async Task Accept_WhenAnotherHubHasTheStore_StoresNothingAndSaysSo()
    {
        using var file = new TempFile();
        var (older, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await older.SyncAsync(device, device.Heartbeat(TestCity.Start));
        await using var newer = await TestCity.StartAsync(new SqliteCityStore(file.Path, isLocked: false), time: older.Time);
        var batch = device.Next(device.Heartbeat(TestCity.Start + Duration.FromMinutes(1)));
        Assert.False(older.Hub.Lost.IsCompleted);
        Assert.Equal(BatchStatus.Busy, (await older.Hub.AcceptAsync(batch)).Status);
        Assert.True(older.Hub.Lost.IsCompletedSuccessfully);
        Assert.Equal(BatchStatus.Synced, (await newer.Hub.AcceptAsync(batch)).Status);
        await older.DisposeAsync(); // writes nothing back: cursor 2 stays
        await newer.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromMinutes(2)));
        Assert.Equal(3, Assert.Single(newer.Hub.Devices).Reading.Sequence);
    }

    [Fact]
    public async Task Stop_WhenAnotherHubHasTheStore_WritesNothingBack()
    {
        var store = new InMemoryCityStore();
        var (older, device) = await TestCity.WithDeviceAsync(store);
        await using var newer = await TestCity.StartAsync(store, time: older.Time);
        await newer.SyncAsync(device, device.Heartbeat(TestCity.Start));
        await older.DisposeAsync();
        await using var next = await TestCity.StartAsync(store, time: older.Time);
        Assert.Equal(1, Assert.Single(next.Hub.Devices).Reading.Sequence);
    }
}
