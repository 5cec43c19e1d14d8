using System.Diagnostics.Metrics;
using CityKit.Orleans.Membership;
using CityKit.Orleans.Placement;
using CityKit.Partitions;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace CityKit.Orleans.Hosting;

/// <summary>What a node of the cluster registers in its host: Orleans, and what makes it host partitions.</summary>
internal static class ClusterServices
{
    private const int ProbesMissed = 2;

    /// <summary>Where a partition is stays known while the database is away; a node that has it no more says so.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(1);

    /// <param name="services">The host's.</param>
    /// <param name="options">Of the node.</param>
    /// <param name="database">The city's.</param>
    /// <param name="hubs">Makes the hubs.</param>
    /// <exception cref="InvalidOperationException">The host is a node already.</exception>
    internal static void Add(IServiceCollection services, CityClusterOptions options,
        Func<IServiceProvider, PostgreSqlDatabase> database, Func<IServiceProvider, PartitionHubs> hubs)
    {
        if (services.Any(service => service.ServiceType == typeof(CityNode)))
            throw new InvalidOperationException("This process is a node of a cluster already.");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ClusterDatabase(
            database(provider), options.Partitions, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CityNode(options, provider.GetRequiredService<ClusterDatabase>(),
            new Lazy<PartitionHubs>(() => hubs(provider)), provider.GetRequiredService<ILocalSiloDetails>(),
            provider.GetRequiredService<ILogger<CityNode>>()));
        services.AddSingleton(provider => new ClusterMeter(
            provider.GetRequiredService<CityNode>().Hubs, provider.GetService<IMeterFactory>()));
        services.AddSingleton(provider => new ClusterView(provider.GetRequiredService<ClusterDatabase>(),
            provider.GetRequiredService<IClusterMembershipService>(), options.Partitions));
        services.AddSingleton<OrleansPartitions>();
        StartFirst(services, () =>
        {
            services.AddOrleans(silo => Configure(silo, options));
            services.AddSingleton<IHostedService, PartitionKeeper>();
        });
    }

    /// <summary>What this adds starts before the city's hub, which reads what the city's own partition has, and stops after it.</summary>
    private static void StartFirst(IServiceCollection services, Action add)
    {
        var first = services.TakeWhile(service => service.ServiceType != typeof(IHostedService)).Count();
        var before = services.Count;
        add();
        ServiceDescriptor[] hosted = [.. services.Skip(before).Where(service => service.ServiceType == typeof(IHostedService))];
        foreach (var service in hosted) services.Remove(service);
        foreach (var service in hosted.Reverse()) services.Insert(first, service);
    }

    private static void Configure(ISiloBuilder silo, CityClusterOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Cluster, options.Cluster));
        silo.Configure<SiloOptions>(node => node.SiloName = options.Node);
        silo.ConfigureEndpoints(options.SiloAddress, options.SiloPort, gatewayPort: 0);
        silo.Configure<ClusterMembershipOptions>(membership => Configure(membership, options));
        silo.Configure<SiloMessagingOptions>(messages =>
            (messages.ResponseTimeout, messages.SystemResponseTimeout) = (options.CallTimeout, options.CallTimeout));
        silo.Configure<GrainDirectoryOptions>(directory => directory.MaximumCacheTTL = KnownFor);
        silo.Services.AddSingleton<IMembershipTable, MembershipTable>();
        silo.AddGrainDirectory(Membership.GrainDirectory.Name,
            (provider, _) => new Membership.GrainDirectory(provider.GetRequiredService<ClusterDatabase>()));
        silo.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>();
        silo.AddDashboard();
    }

    /// <summary>
    /// A probe every period, and death after two that were not answered. Who answered anything within that time lives.
    /// </summary>
    private static void Configure(ClusterMembershipOptions membership, CityClusterOptions options)
    {
        var period = options.ProbePeriod;
        (membership.ProbeTimeout, membership.MinProbeTimeout, membership.MaxProbeTimeout) = (period, period, period);
        membership.NumMissedProbesLimit = ProbesMissed;
        membership.TableRefreshTimeout = 5 * period;
        membership.IAmAliveTablePublishTimeout = 5 * period;
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
    }
}
