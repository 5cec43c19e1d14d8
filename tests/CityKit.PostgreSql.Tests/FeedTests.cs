using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.PostgreSql.Tests;

/// <summary>A reader with connections of its own, as in another process than the hub.</summary>
public sealed class FeedTests : IDisposable
{
    private readonly TestDatabase database = TestDatabase.Alone();

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Follow_WhileTheHubCommits_IsWokenAndGivesEachOnce()
    {
        var partition = database.NewPartition();
        var (city, device) = await TestCity.WithDeviceAsync(database.Store(partition));
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", TestCity.Start + Duration.FromMinutes(1)));
        await using var reader = Follow(partition, default);
        var (read, position) = await ReadAsync(reader, (await city.NotificationsAsync()).Count);
        var waiting = reader.MoveNextAsync();
        await city.SyncAsync(device, device.Detection(city.Time.Now));
        Assert.True(await waiting); // it was asleep, and nothing but the commit's NOTIFY could wake it so soon
        read.AddRange(reader.Current.Notifications.Select(n => n.Number));
        Assert.Equal((await city.NotificationsAsync()).Select(n => n.Number), read);
        await using var later = Follow(partition, position);
        Assert.True(await later.MoveNextAsync());
        Assert.Equal(position.Number + 1, later.Current.Notifications[0].Number);
    }

    [PostgresFact]
    public async Task Follow_OfARestoredPartition_NamesTheLastThatCounts()
    {
        var partition = database.NewPartition();
        var (city, device) = await TestCity.WithDeviceAsync(database.Store(partition));
        await city.SyncAsync(device, device.Contact("smoke", TestCity.Start + Duration.FromMinutes(1)));
        var last = (await city.NotificationsAsync())[^1].Number;
        var seen = new FeedPosition(city.Hub.History, last + 5); // of what came after the copy
        await city.DisposeAsync();
        await PostgreSqlHubRestore.RunAsync(database.ConnectionString, new() { Partition = partition });
        await using var restored = await TestCity.StartAsync(database.Store(partition), time: city.Time);
        await using var reader = Follow(partition, seen);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(last, Assert.Single(reader.Current.Restores).From);
        Assert.Equal(restored.Hub.History, reader.Current.Next.History);
    }

    [PostgresFact]
    public async Task Follow_WhenTheServerGoes_SaysSoAndGoesOnFromTheLastPosition()
    {
        var partition = database.NewPartition();
        var (city, device) = await TestCity.WithDeviceAsync(database.Store(partition));
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", TestCity.Start + Duration.FromMinutes(1)));
        await using var reader = Follow(partition, default);
        var (_, position) = await ReadAsync(reader, (await city.NotificationsAsync()).Count);
        var waiting = reader.MoveNextAsync().AsTask();
        database.Server.Crash();
        await Assert.ThrowsAsync<IOException>(() => waiting);
        var batch = device.Next(device.Detection(city.Time.Now));
        while ((await city.Hub.AcceptAsync(batch)).Status != BatchStatus.Synced) { } // the hub's connection is gone too
        await using var again = Follow(partition, position);
        Assert.True(await again.MoveNextAsync());
        Assert.Equal(position.Number + 1, again.Current.Notifications[0].Number);
    }

    private IAsyncEnumerator<FeedPage> Follow(string partition, FeedPosition after) =>
        PostgreSqlFeed.FollowAsync(database.ConnectionString, new() { Partition = partition }, after).GetAsyncEnumerator();

    private static async Task<(List<long> Numbers, FeedPosition Position)> ReadAsync(IAsyncEnumerator<FeedPage> reader, int count)
    {
        var numbers = new List<long>();
        while (numbers.Count < count && await reader.MoveNextAsync()) numbers.AddRange(reader.Current.Notifications.Select(n => n.Number));
        return (numbers, reader.Current.Next);
    }
}
