using System.Diagnostics.Metrics;
using CityKit.Hosting;
using CityKit.Orleans;
using CityKit.Orleans.Hosting;
using CityKit.Partitions;
using CityKit.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit;

/// <summary>Runs a city on several machines.</summary>
/// <remarks>
/// For a city that must go on when a machine dies, or that one hub cannot carry. Call <c>UsePostgreSql</c> first; every node is started
/// with the same code. Orleans decides where a partition runs, PostgreSQL keeps the record, and <see cref="CityHub"/> is the whole city's
/// on every node. It does not cut an existing hub into partitions. The silos trust each other: their port belongs in a private network.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city
///     .UsePostgreSql("Host=db;Database=city;Username=hub")
///     .UsePostgreSqlKeys("/etc/citykit/city.secret")
///     .UsePostgreSqlEvidence()
///     .UseOrleans(cluster => cluster.Node = "a"));
/// services.AddHealthChecks().AddCheck&lt;CityClusterHealthCheck>("cluster");
/// </code></example>
public static class CityKitOrleans
{
    /// <summary>
    /// Makes this process one node of the city's cluster (集群节点): its partitions are shared among all nodes over the same database, which
    /// is given with <c>UsePostgreSql</c> before. The application's <see cref="CityHub"/> is the city's, on every node.
    /// </summary>
    /// <param name="builder">The hub's builder.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL database yet, or this process is a node already.</exception>
    /// <example><code>
    /// services.AddCityKit(city => city.UsePostgreSql("Host=db;Database=city").UseOrleans(cluster => cluster.Node = "a"));
    /// </code></example>
    public static CityKitBuilder UseOrleans(this CityKitBuilder builder, Action<CityClusterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new CityClusterOptions();
        configure?.Invoke(options);
        options.Validate();
        if (options.Address is { } address) builder.UseAddress(address);
        ClusterServices.Add(builder.Services, options, provider => PostgreSqlDatabase.Of(provider, builder.Name),
            provider => provider.GetRequiredKeyedService<PartitionHubs>(builder.Name));
        return builder.UsePartitions(options.Partitions,
            (provider, partition) => PostgreSqlDatabase.Of(provider, builder.Name).Store(partition),
            provider => PostgreSqlDatabase.Of(provider, builder.Name).Reader(options.Partitions),
            (provider, _) => provider.GetRequiredService<OrleansPartitions>());
    }

    /// <summary>The same with options from the host's configuration, such as <c>configuration.GetSection("Cluster")</c>.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting cannot be read, or is not valid.</exception>
    public static CityKitBuilder UseOrleans(this CityKitBuilder builder, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return builder.UseOrleans(options => ClusterSettings.Bind(options, settings));
    }
}
