using CityKit.Notifications;
using CityKit.Partitions;
using CityKit.Storage;

namespace CityKit.Hub.Tests.CityFeeds;

/// <summary>The notifications of a city of many partitions, read from a position that is a vector.</summary>
public sealed class CityFeedTests
{
    [Fact]
    public async Task Read_ManyPartitions_IsByTimeAndOfEachInItsOrder()
    {
        await using var city = await NewCityAsync(3);
        await city.TellAsync(new PartitionId(2), "c1", 9);
        await city.TellAsync(new PartitionId(2), "c2", 3); // its clock went back: its order stays
        await city.TellAsync(new PartitionId(0), "a1", 5);
        await city.TellAsync(PartitionId.City, "x1", 5);
        var page = await new CityFeed(city).ReadAsync(default, 10, default);
        Assert.Equal([(-1, "x1"), (0, "a1"), (2, "c1"), (2, "c2")],
            page.Notifications.Select(told => (told.Partition!.Value, told.Subject)));
        Assert.Equal([1, 1, 0, 2], page.Next.Parts.ToArray());
    }

    [Theory] // writers, and a reader that is killed behind any notification and begins again where it was
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Read_BrokenOffAnywhere_LosesAndDoublesNothing(int seed)
    {
        const int Told = 2_000;
        var random = new Random(seed);
        await using var city = await NewCityAsync(8);
        var (heard, at) = (new List<Notification>(), FeedPosition.Parse((await new CityFeed(city).EndAsync(default)).ToString()));
        for (var told = 0; told < Told || heard.Count < Told;)
        {
            for (var more = random.Next(6); more > 0 && told < Told; more--)
                await city.TellAsync(new PartitionId(random.Next(-1, 8)), $"{told++}", told / 3);
            var page = await new CityFeed(city).ReadAsync(at, random.Next(1, 20), default);
            foreach (var (notification, position) in page.Steps().Take(random.Next(0, 20)))
            {
                heard.Add(notification);
                at = FeedPosition.Parse(position.ToString());
            }
        }
        Assert.Equal(Told, heard.Select(told => told.Subject).Distinct().Count());
        Assert.Equal(Told, heard.Count);
        foreach (var partition in PartitionId.All(8))
            Assert.Equal(await city.SubjectsAsync(partition), heard.Where(told => told.Partition == partition.Number)
                .Select(told => told.Subject));
    }

    [Fact]
    public async Task Read_AfterARestoreOfOnePartition_IsToldAndGoesOnWithTheOthers()
    {
        await using var city = await NewCityAsync(3);
        for (var i = 0; i < 5; i++) await city.TellAsync(new PartitionId(1), $"b{i}", i);
        await city.TellAsync(new PartitionId(0), "a0", 9);
        var feed = new CityFeed(city);
        var at = (await feed.ReadAsync(default, 10, default)).Next;
        await city.RestoreAsync(new PartitionId(1), kept: 2, second: 20);
        await city.TellAsync(new PartitionId(1), "again", 30);
        var page = await feed.ReadAsync(at, 10, default);
        Assert.Equal((1, 2), (Assert.Single(page.Restores).Partition, page.Restores[0].From));
        Assert.Equal(["again"], page.Notifications.Select(told => told.Subject));
        Assert.Equal((await city.Of(new PartitionId(1)).ReadPositionAsync(default)).History, page.HistoryOf(page.Notifications[0]));
        Assert.Empty((await feed.ReadAsync(page.Next, 10, default)).Restores);
    }

    [Fact] // the reader was away for all of them
    public async Task Read_AfterSeveralRestores_GoesOnFromWhatIsLeft()
    {
        await using var city = await NewCityAsync(3);
        foreach (var partition in PartitionId.All(3))
            for (var i = 0; i < 5; i++) await city.TellAsync(partition, $"{partition}-{i}", i);
        var at = await new CityFeed(city).EndAsync(default);
        await city.RestoreAsync(new PartitionId(1), kept: 3, second: 20);
        await city.RestoreAsync(new PartitionId(2), kept: 4, second: 21);
        await city.RestoreAsync(new PartitionId(1), kept: 1, second: 22);
        var page = await new CityFeed(city).ReadAsync(at, 10, default);
        Assert.Equal([(1, 1), (2, 4)], page.Restores.Select(restore => (restore.Partition!.Value, (int)restore.From)));
        Assert.Equal([5, 5, 1, 4], page.Start.Parts.ToArray());
    }

    [Fact]
    public async Task Read_FromAPositionOfAnotherCity_BeginsAgainAndSaysSo()
    {
        await using var city = await NewCityAsync(2);
        await using var other = await NewCityAsync(2);
        await other.TellAsync(new PartitionId(0), "theirs", 1);
        await city.TellAsync(new PartitionId(0), "ours", 1);
        var page = await new CityFeed(city).ReadAsync(await new CityFeed(other).EndAsync(default), 10, default);
        Assert.Equal("ours", Assert.Single(page.Notifications).Subject);
        Assert.Equal([-1, 0, 1], page.Restores.Select(restore => restore.Partition!.Value));
    }

    [Fact]
    public async Task Since_AMoment_IsBehindTheLastBeforeItInEachPartition()
    {
        await using var city = await NewCityAsync(2);
        for (var i = 0; i < 10; i++) await city.TellAsync(new PartitionId(i % 2), $"{i}", i);
        var since = await new CityFeed(city).SinceAsync(BareCity.Start + NodaTime.Duration.FromSeconds(5), default);
        Assert.Equal([0, 3, 2], since.Parts.ToArray());
    }

    private static async Task<BareCity> NewCityAsync(int count)
    {
        var city = new BareCity(count);
        await city.OpenAsync([], default);
        return city;
    }
}
