using System.Diagnostics.Metrics;
using CityKit.Edge;
using CityKit.Edge.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the edge runtime to a host.</summary>
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
