using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CityKit;
using CityKit.Hosting;
using CityKit.Setup;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OptionsNames = Microsoft.Extensions.Options.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a hub to an application's services.</summary>
/// <remarks>
/// Start here. <c>AddCityKit</c> registers one <see cref="CityHub"/> and a hosted service that starts and stops it with the host. Call it
/// while services are registered, from one thread. It opens nothing by itself: the store is opened when the host starts, and an error in a
/// file of rules, sensors or profiles ends that start with line and column. It adds no HTTP and no pages; those are <c>MapCityKit</c> and
/// <c>MapCityKitDesk</c>.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city
///     .UseSqlite("city.db")
///     .UseRules(File.ReadAllBytes("rules.json"))
///     .UseSensors(File.ReadAllBytes("sensors.json")));
/// services.AddCityKit("north", city => city.UseSqlite("north.db")); // beside it: [FromKeyedServices("north")] CityHub
/// </code></example>
public static partial class CityKitServices
{
    /// <summary>
    /// Adds a <see cref="CityHub"/> that starts and stops with the host. Called again, it goes on with the same hub: what is said later
    /// counts. Options come from <see cref="CityKitBuilder.Configure(Action{HubOptions})"/> and from
    /// <c>services.Configure&lt;HubOptions&gt;</c>; what is out of range is refused at start.
    /// </summary>
    /// <example><code>
    /// services.AddCityKit(city => city.UseSqlite("city.db").UseRules(File.ReadAllBytes("rules.json")));
    /// </code></example>
    public static IServiceCollection AddCityKit(this IServiceCollection services, Action<CityKitBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        configure(BuilderOf(services, OptionsNames.DefaultName));
        return services;
    }

    /// <summary>
    /// Adds a hub by a name, beside others in the same application: a keyed <see cref="CityHub"/>, with options of that name and a store of
    /// its own.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">1 to 32 of a-z, 0-9, '-', starting with a letter; not <c>v1</c>.</param>
    /// <param name="configure">Says what the hub is made of.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <example><code>
    /// services.AddCityKit("north", city => city.UseSqlite("north.db"));
    /// app.MapGet("/north", ([FromKeyedServices("north")] CityHub hub) => $"{hub.Health.Waiting} inputs wait");
    /// </code></example>
    public static IServiceCollection AddCityKit(this IServiceCollection services, string name, Action<CityKitBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (name is null or "v1" || !NameRule().IsMatch(name))
            throw new ArgumentException(
                $"'{name}' is no name of a hub: 1 to 32 of a-z, 0-9, '-', starting with a letter; not 'v1'.", nameof(name));
        configure(BuilderOf(services, name));
        return services;
    }

    /// <summary>The one builder of these services with that name.</summary>
    private static CityKitBuilder BuilderOf(IServiceCollection services, string name)
    {
        var known = services.Select(s => s.IsKeyedService ? s.KeyedImplementationInstance : s.ImplementationInstance)
            .OfType<CityKitBuilder>().FirstOrDefault(b => b.Name == name);
        if (known is not null) return known;
        var builder = new CityKitBuilder(services, name);
        services.AddKeyedSingleton(name, builder);
        Register(services, builder);
        return builder;
    }

    private static void Register(IServiceCollection services, CityKitBuilder builder)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HubOptions>, HubOptionsCheck>());
        services.AddKeyedSingleton(builder.Name, (provider, _) => NewHub(provider, builder));
        if (builder.Name == OptionsNames.DefaultName)
            services.AddSingleton(provider => provider.GetRequiredKeyedService<CityHub>(builder.Name));
        services.AddSingleton<IHostedService>(provider => new HubService(provider.GetRequiredKeyedService<CityHub>(builder.Name)));
    }

    private static CityHub NewHub(IServiceProvider provider, CityKitBuilder builder)
    {
        if (builder.Hub is { } made) return made(provider);
        var openStore = builder.Store ?? throw NoStore();
        return new CityHub(
            builder.Build(provider.GetRequiredService<IOptionsMonitor<HubOptions>>().Get(builder.Name), provider),
            openStore(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CityHub>>() ?? NullLogger<CityHub>.Instance,
            provider.GetService<IMeterFactory>());
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex NameRule();

    private static InvalidOperationException NoStore() => new(
        "CityKit has no store: call .UseSqlite(path) (package CityKit.Sqlite) or .UseInMemory() in AddCityKit. "
        + "未选择存储：请在 AddCityKit 中调用 .UseSqlite(path) 或 .UseInMemory()。");
}
