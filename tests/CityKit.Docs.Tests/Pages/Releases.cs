using CityKit.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Docs.Tests.Pages;

internal static class Releases
{
    internal static void Add(IServiceCollection services, DevicePublicKey publicKey)
    {
        services.AddCityKit(city => city.UseBundleKey(publicKey).UseReleases("/srv/city/releases"));
    }
}
