using CityKit.AspNetCore.Vendors;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit;

/// <summary>Lets vendors' platforms push into the hub.</summary>
public static class CityKitFeeds
{
    /// <summary>
    /// Adds feeds that vendors push as JSON of their own or as CloudEvents, each at <c>POST /feeds/{feed}</c>. Every hub that is mapped has
    /// them.
    /// </summary>
    /// <exception cref="ArgumentException">Two feeds have one name.</exception>
    /// <example><code>services.AddCityKitFeeds(VendorFeed.Read(File.ReadAllBytes("smoke.feed.json"), secret));</code></example>
    public static IServiceCollection AddCityKitFeeds(this IServiceCollection services, params IEnumerable<VendorFeed> feeds)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(feeds);
        var known = services.Select(s => s.ImplementationInstance).OfType<VendorFeed>().Select(f => f.Mapping.Feed).ToHashSet();
        foreach (var feed in feeds)
        {
            if (!known.Add(feed.Mapping.Feed))
                throw new ArgumentException(
                    $"Two mappings are of the feed '{feed.Mapping.Feed}'. 来源“{feed.Mapping.Feed}”有两份映射，只能有一份。", nameof(feeds));
            services.AddSingleton(feed);
        }
        return services;
    }
}
