using CityKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit;

/// <summary>Puts a hub into an application.</summary>
public static class CityKitServices
{
    /// <summary>Adds a <see cref="CityHub"/> that starts and stops with the host.</summary>
    /// <example><c>services.AddCityKit(city => city.UseSqlite("city.db").UseRules(File.ReadAllBytes("rules.json")));</c></example>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IServiceCollection AddCityKit(this IServiceCollection services, Action<CityKitBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new CityKitBuilder(services);
        configure(builder);
        var setup = builder.Build();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CityHub(
            setup,
            (builder.Store ?? throw NoStore())(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CityHub>>() ?? NullLogger<CityHub>.Instance));
        services.AddSingleton<IHostedService>(provider => new HubService(provider.GetRequiredService<CityHub>()));
        return services;
    }

    private static InvalidOperationException NoStore() => new(
        "CityKit has no store: call .UseSqlite(path) (package CityKit.Sqlite) or .UseInMemory() in AddCityKit. 未选择存储：请在 AddCityKit 中调用 .UseSqlite(path) 或 .UseInMemory()。");
}
