using CityKit.Edge;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the edge runtime to a host.</summary>
public static class EdgeServiceCollectionExtensions
{
    /// <summary>One edge device in this host: reads its lines, judges, keeps, forwards. <see cref="EdgeRuntime"/> gives access to its parts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="build">Who the device is, what it reads, where it sends, and kinds of its own. Options are checked when the host starts; <see cref="EdgeBuilder.Kinds"/> is a service.</param>
    public static IServiceCollection AddCityKitEdge(this IServiceCollection services, Action<EdgeBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(build);
        var builder = new EdgeBuilder();
        build(builder);
        services.TryAddSingleton(builder.Kinds);
        services.AddOptions<EdgeOptions>().Configure(builder.ApplyTo).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new EdgeRuntime(
            provider.GetRequiredService<IOptions<EdgeOptions>>().Value, provider,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddHostedService(provider => new EdgeService(provider.GetRequiredService<EdgeRuntime>()));
        return services;
    }
}
