using System.Net;
using System.Net.Sockets;
using CityKit.Hub.Tests.Support;
using CityKit.Orleans.Hosting;
using CityKit.Partitions;
using CityKit.PostgreSql.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Orleans.Tests.Support;

/// <summary>One node of a cluster in this process, as an application has it: the city is the invented one of the hub's tests.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    internal const int Partitions = 8;

    /// <summary>Nodes that wait for each other so long hold none for dead because the machine is busy.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private readonly IHost host;
    private Task? stopping;

    private TestNode(IHost host) => this.host = host;

    internal CityHub City => host.Services.GetRequiredService<CityHub>();

    internal LocalHubs Hubs => host.Services.GetRequiredService<CityNode>().Hubs;

    internal T Service<T>() where T : notnull => host.Services.GetRequiredService<T>();

    internal string Address => host.Services.GetRequiredService<CityNode>().Self;

    internal static async Task<TestNode> StartAsync(TestDatabase database, string name, Action<CityClusterOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(TestLog.Instance).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddCityKit(city => city.UsePostgreSql(database.ConnectionString).UseKeys(TestCity.Keys, null)
            .UseRules(TestCity.Rules).UseSensors(TestCity.Sensors)
            .UseOrleans(options =>
            {
                (options.Node, options.Partitions, options.SiloPort) = (name, Partitions, FreePort());
                (options.ProbePeriod, options.KeepPeriod) = (Calm, TimeSpan.FromMilliseconds(200));
                options.HandOverPause = TimeSpan.Zero;
                configure?.Invoke(options);
            }));
        builder.Services.AddSingleton<CityClusterHealthCheck>();
        var node = new TestNode(builder.Build());
        await node.host.StartAsync();
        return node;
    }

    /// <summary>Stops as on SIGTERM: gives its partitions away first.</summary>
    internal Task StopAsync() => stopping ??= host.StopAsync();

    /// <summary>Ends without a word, as far as that goes inside a process that lives on.</summary>
    internal Task KillAsync() => stopping ??= host.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        host.Dispose();
    }

    /// <summary>Which of these nodes has each partition; a partition that two have at once is there twice.</summary>
    internal static (PartitionId Partition, string Node)[] Owned(params TestNode[] nodes) =>
        [.. nodes.SelectMany(node => node.Hubs.Open.Select(id => (id, node.Address))).Order()];

    /// <summary>Waits until all partitions are open, each once, and the nodes differ by one at most.</summary>
    internal static Task BalancedAsync(params TestNode[] nodes) => UntilAsync(
        () => Owned(nodes).Length == Partitions + 1 && nodes.All(node => node.Hubs.Open.Count - ((Partitions + 1) / nodes.Length) is 0 or 1)
            && Owned(nodes).DistinctBy(owned => owned.Partition).Count() == Partitions + 1,
        () => string.Join(", ", Owned(nodes)));

    /// <summary>Waits for something that is to come, a minute at most.</summary>
    internal static async Task UntilAsync(Func<bool> holds, Func<string>? found = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"It has not come: {found?.Invoke()}");
            await Task.Delay(20);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
