using System.Net;
using System.Text.Json;
using CityKit.Client;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests.CityFeeds;

/// <summary>The notifications of a city of many partitions over HTTP.</summary>
public sealed class CityStreamTests
{
    [Fact]
    public async Task Stream_OfACity_GoesOnBehindAnyEvent()
    {
        await using var city = await HttpCity.StartAsync(configure: city => city.UsePartitionsInMemory(8));
        using var live = await EventStream.OpenAsync(city, TestCity.Officer);
        await ReportAsync(city, 4);
        var heard = new List<(string Id, string Kind, JsonElement Data)>();
        while (heard.Count < 4) heard.Add(await live.NextAsync());
        Assert.All(heard, told => Assert.Equal(("notification", 3), (told.Kind, told.Data.GetProperty("partition").GetString()!.Length)));
        using var again = await EventStream.OpenAsync(city, TestCity.Officer, heard[1].Id);
        Assert.Equal(heard[2].Data.ToString(), (await again.NextAsync()).Data.ToString());
        Assert.Equal(heard[3].Id, (await again.NextAsync()).Id);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("00000000000000000000000000000007.gA")]
    public async Task Stream_FromWhatIsNoPosition_IsRefused(string text)
    {
        await using var city = await HttpCity.StartAsync(configure: city => city.UsePartitionsInMemory(2));
        var (status, json) = await city.GetAsync($"stream?after={text}", TestCity.Officer);
        Assert.Equal("bad-position", json.GetProperty("code").GetString());
        Assert.Equal(status, (await city.GetAsync($"notifications?position={text}", TestCity.Officer)).Status);
        Assert.NotEqual(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Notifications_OfACity_AreReadOnByTheClient()
    {
        await using var city = await HttpCity.StartAsync(configure: city => city.UsePartitionsInMemory(8));
        await ReportAsync(city, 2);
        using var http = new HttpClient { BaseAddress = city.Client.BaseAddress };
        http.DefaultRequestHeaders.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Officer));
        var officer = new CityKitClient(http);
        var first = (await officer.NotificationsAsync()).OrThrow();
        Assert.NotEmpty(first.Notifications);
        await ReportAsync(city, 1, from: 2);
        var next = (await officer.NotificationsAsync(first.Position)).OrThrow();
        Assert.Empty(next.Restores);
        Assert.All(next.Notifications, told => Assert.NotNull(told.Partition));
        Assert.DoesNotContain(next.Notifications, told => first.Notifications.Any(before => before.Subject == told.Subject));
        Assert.Empty((await officer.NotificationsAsync(next.Position)).OrThrow().Notifications);
    }

    private static async Task ReportAsync(HttpCity city, int count, int from = 0)
    {
        for (var i = from; i < from + count; i++)
            (await city.Hub.ReportAsync(CommandTests.Report($"r-{i}"), "a hole", TestCity.Resident)).OrThrow();
    }
}
