using CityKit.AspNetCore.Vendors;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Sensors.Register;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The code of docs/feeds.md.</summary>
public static class Feeds
{
    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddCityKitFeeds(
            VendorFeed.Read(File.ReadAllBytes("aep.feed.json"), configuration["Feeds:Aep"]),
            VendorFeed.Read(File.ReadAllBytes("level.feed.json"), configuration["Feeds:Level"]));
    }

    internal static async Task<FeedAnswer> Accept(CityHub hub, Instant now)
    {
        var batch = new FeedBatch(DeviceId.Parse("cold-store"), "2026-03-02T08:00", [])
        {
            Seen = [new FeedObservation(SensorName.Parse("freezer-1"), EventKind.Reading, new Amount(-18.5m, "°C"), now)],
        };
        var answer = await hub.AcceptAsync(batch);
        return answer;
    }
}
