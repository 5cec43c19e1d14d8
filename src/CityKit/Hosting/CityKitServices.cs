using System.Diagnostics.Metrics;
using CityKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CityKit;

/// <summary>Puts a hub into an application.</summary>
public static class CityKitServices
{
    /// <summary>
    /// Adds a <see cref="CityHub"/> that starts and stops with the host. Called again, it goes on with the same hub: what is said later
    /// counts.
    /// Options come from <see cref="CityKitBuilder.Configure(Action{HubOptions})"/> and from <c>services.Configure&lt;HubOptions&gt;</c>; what is out of range
    /// is refused at start.
    /// </summary>
    /// <example><c>services.AddCityKit(city => city.UseSqlite("city.db").UseRules(File.ReadAllBytes("rules.json")));</c></example>
    public static IServiceCollection AddCityKit(this IServiceCollection services, Action<CityKitBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        configure(BuilderOf(services));
        return services;
    }

    /// <summary>The one builder of these services.</summary>
    private static CityKitBuilder BuilderOf(IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(CityKitBuilder))?.ImplementationInstance is CityKitBuilder known) return known;
        var builder = new CityKitBuilder(services);
        services.AddSingleton(builder);
        Register(services, builder);
        return builder;
    }

    private static void Register(IServiceCollection services, CityKitBuilder builder)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<HubOptions>, HubOptionsCheck>();
        services.AddSingleton(provider => new CityHub(
            builder.Build(provider.GetRequiredService<IOptions<HubOptions>>().Value),
            (builder.Store ?? throw NoStore())(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CityHub>>() ?? NullLogger<CityHub>.Instance,
            provider.GetService<IMeterFactory>()));
        services.AddSingleton<IHostedService>(provider => new HubService(provider.GetRequiredService<CityHub>()));
    }

    private static InvalidOperationException NoStore() => new(
        "CityKit has no store: call .UseSqlite(path) (package CityKit.Sqlite) or .UseInMemory() in AddCityKit. 未选择存储：请在 AddCityKit 中调用 .UseSqlite(path) 或 .UseInMemory()。");
}
