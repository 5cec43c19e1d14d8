using CityKit.Orleans.Placement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace CityKit.Orleans.Hosting;

/// <summary>
/// How this node is, for <c>services.AddHealthChecks().AddCheck&lt;CityClusterHealthCheck&gt;("cluster")</c>: whether it is a member of the
/// cluster, whether the database answers, how many partitions are open here, how many have no node.
/// </summary>
/// <param name="services">The host's.</param>
public sealed class CityClusterHealthCheck(IServiceProvider services) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (node, view) = (services.GetRequiredService<CityNode>(), services.GetRequiredService<ClusterView>());
        var (status, open) = (view.StatusOf(node.Self), node.Hubs.Open.Count);
        var data = new Dictionary<string, object> { ["member"] = status.ToString(), ["open"] = open };
        if (status != SiloStatus.Active)
            return HealthCheckResult.Unhealthy($"This node is {status} in the cluster. 本节点在集群中的状态为 {status}。", data: data);
        try
        {
            var free = await view.UnownedAsync(cancellationToken).ConfigureAwait(false);
            data["unowned"] = free;
            return free == 0 ? HealthCheckResult.Healthy($"{open} partitions are open here. 本节点已打开 {open} 个分区。", data)
                : HealthCheckResult.Degraded($"{free} partitions of the city have no node. 有 {free} 个分区无节点负责。", data: data);
        }
        catch (IOException away)
        {
            return HealthCheckResult.Unhealthy(away.Message, data: data);
        }
    }
}
