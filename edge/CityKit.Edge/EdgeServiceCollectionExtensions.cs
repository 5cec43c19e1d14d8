using System.Diagnostics.Metrics;
using CityKit.Edge;
using CityKit.Edge.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds an edge device (边缘设备) to an application's services: one that reads lines, judges, keeps and forwards.</summary>
/// <remarks>
/// Start here in a program of your own; most devices run the ready-made agent. It registers one <see cref="EdgeRuntime"/>, as a service
/// too, and a hosted service that runs and ends it with the host. Call it while services are registered, from one thread. Lines and files
/// are opened when the host starts, and options out of range end that start with every reason. It reads no <c>edge.json</c> by itself
/// (<see cref="CityKit.Edge.Configuration.EdgeConfiguration"/>), and it is no certified alarm: never the only way to 119, 120 or 110.
/// </remarks>
/// <example><code>
/// var door = new ContactOptions(SensorName.Parse("door-1"), Line: "door");
/// services.AddCityKitEdge(edge => edge.Configure(options =>
/// {
///     options.Device = DeviceId.Parse("gate-7"); // as the hub knows it
///     options.DataFolder = "/var/lib/my-edge"; // survives restarts
///     options.Source = _ => new LinuxLineSource([new LinuxLine("door", "pinctrl-rp1") { Offset = 17 }]);
///     options.Detectors = _ => [door.CreateDetector];
///     options.Forwarder = new ForwarderOptions { Hub = new Uri("https://hub.example/") };
/// }));
/// services.AddHealthChecks().AddCheck&lt;EdgeHealthCheck>("edge");
/// </code></example>
public static class EdgeServiceCollectionExtensions
{
    /// <summary>
    /// One edge device in this host: reads its lines, judges, keeps, forwards. <see cref="EdgeRuntime"/> gives access to its parts.
    /// Called again, it goes on with the same device: what is said later counts.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="build">
    /// Who the device is, what it reads, where it sends, and kinds of its own; <see cref="EdgeBuilder.Kinds"/> is a service.
    /// <c>services.Configure&lt;EdgeOptions&gt;</c> counts too; what is out of range is refused at start.
    /// </param>
    public static IServiceCollection AddCityKitEdge(this IServiceCollection services, Action<EdgeBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(build);
        var builder = new EdgeBuilder { Kinds = KindsOf(services) };
        build(builder);
        services.Configure<EdgeOptions>(builder.ApplyTo);
        Register(services);
        return services;
    }

    private static EdgeKinds KindsOf(IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(EdgeKinds))?.ImplementationInstance is EdgeKinds known) return known;
        var kinds = EdgeKinds.BuiltIn;
        services.AddSingleton(kinds);
        return kinds;
    }

    private static void Register(IServiceCollection services)
    {
        services.AddOptions<EdgeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new EdgeRuntime(
            provider.GetRequiredService<IOptions<EdgeOptions>>().Value, provider,
            provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()
                ?? NullLoggerFactory.Instance, provider.GetService<IMeterFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EdgeService>());
    }
}
