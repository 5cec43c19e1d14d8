using CityKit.AspNetCore.Vendors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
}
