using System.Net;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Parking;

namespace CityKit.Hub.Tests;

/// <summary>What a module declares is on HTTP without a line of its own.</summary>
public sealed class ModuleHttpTests
{
    private const string Offer =
        """{"commandId":"o-1","bay":"B-7","compound":"c","from":"2026-03-02T01:00:00Z","until":"2026-03-02T10:00:00Z","fenPerHour":300}""";

    [Fact]
    public async Task CommandsAndQueries_OfAModule_AreMapped()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("commands/parking/offer", TestCity.Resident, Offer)).Status);
        var (status, json) = await city.GetAsync("queries/parking/offers?compound=c&limit=1", TestCity.Officer);
        Assert.Equal((HttpStatusCode.OK, "B-7"), (status, json.GetProperty("rows")[0].GetProperty("id").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("commands/parking/offer", "{}", HttpStatusCode.BadRequest)]
    [InlineData("commands/parking/sell", "{}", HttpStatusCode.NotFound)]
    [InlineData("commands/parking/offer", Offer, HttpStatusCode.Forbidden)]
    public async Task Commands_ThatCannotBe_AreRefused(string path, string body, HttpStatusCode expected)
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        Assert.Equal(expected, (await city.PostAsync(path, TestCity.Officer, body)).Status);
    }

    [Theory]
    [InlineData("queries/parking/offers?at=noon", HttpStatusCode.BadRequest)]
    [InlineData("queries/parking/offers?after=there", HttpStatusCode.BadRequest)]
    [InlineData("queries/parking/mine", HttpStatusCode.Forbidden)]
    [InlineData("queries/parking/all", HttpStatusCode.NotFound)]
    public async Task Queries_ThatCannotBe_AreRefused(string path, HttpStatusCode expected)
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        Assert.Equal(expected, (await city.GetAsync(path, TestCity.Officer)).Status);
    }
}
