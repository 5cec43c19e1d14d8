using CityKit.Edge;
using CityKit.Edge.Gpio;
using CityKit.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MyCity.Notices;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The C# blocks of docs/metrics.md, and how docs/modules.md adds a module and docs/evidence.md an archive.</summary>
internal static class Hosting
{
    internal static void AddHealth(IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<HubHealthCheck>("hub")
            .AddCheck<EdgeHealthCheck>("edge");
    }

    internal static void Configure(IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, ILineSource> OpenLines)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").Configure(configuration.GetSection("Hub")));
        services.AddCityKitEdge(edge => edge.Configure(configuration.GetSection("Edge")).Configure(options => options.Source = OpenLines));
    }

    internal static void AddModule(IServiceCollection services)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").AddModule(new NoticesModule()));
    }

    internal static void AddEvidence(IServiceCollection services)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").UseEvidence("evidence").UseAnswerKey("answer.pem"));
    }
}
