using CityKit.Orleans.Hosting;
using CityKit.Orleans.Tests.Support;
using CityKit.Partitions;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Clusters;
using CityKit.PostgreSql.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityKit.Orleans.Tests;

public sealed class CityClusterTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Status_OfTwoNodes_ShowsWhoHasWhat()
    {
        await using var a = await TestNode.StartAsync(database, "a", options => options.Address = new Uri("https://a.city.example/"));
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        await using var cluster = new CityCluster(database.ConnectionString);
        var status = await cluster.StatusAsync();
        Assert.Equal(["a Active True", "b Active True"], status.Nodes.Select(node => $"{node.Name} {node.Status} {node.IsTaking}"));
        Assert.Equal(PartitionId.All(TestNode.Partitions), status.Partitions.Select(partition => partition.Id));
        Assert.All(status.Partitions, partition =>
        {
            var owner = partition.Node!.Name == "a" ? a : b;
            Assert.Equal((owner.Address, owner.Hubs.Find(partition.Id)!.Epoch), (partition.Node.Address, partition.Epoch));
            Assert.True(partition.LastEntry > 0);
            Assert.Equal(partition.Node.Name == "a" ? "https://a.city.example/" : null, partition.Address);
        });
    }

    [PostgresFact]
    public async Task Move_ToANode_KeepsThePartitionThere()
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        await using var cluster = new CityCluster(database.ConnectionString);
        var moved = a.Hubs.Open.First();
        Assert.Null(await cluster.MoveAsync(moved, "b"));
        await TestNode.UntilAsync(() => b.Hubs.Find(moved) is not null && TestNode.Owned(a, b).Length == TestNode.Partitions + 1);
        Assert.Equal("b", (await cluster.StatusAsync()).Partitions.Single(partition => partition.Id == moved).Pin);
        Assert.Equal("no-node", (await cluster.MoveAsync(moved, "z"))!.Code);
        Assert.Equal("no-partition", (await cluster.MoveAsync(new PartitionId(77), "a"))!.Code);
    }

    [PostgresFact]
    public async Task Drain_OfANode_EmptiesItUntilItTakesAgain()
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        await using var cluster = new CityCluster(database.ConnectionString);
        Assert.Null(await cluster.DrainAsync("a"));
        await TestNode.UntilAsync(() => a.Hubs.Open.Count == 0 && b.Hubs.Open.Count == TestNode.Partitions + 1);
        Assert.Equal("no-node-left", (await cluster.DrainAsync("b"))!.Code);
        Assert.Equal("no-node", (await cluster.DrainAsync("z"))!.Code);
        Assert.Null(await cluster.DrainAsync("a", isDrained: false));
        await TestNode.BalancedAsync(a, b);
    }

    [PostgresFact]
    public async Task Status_WhereThereIsNoCluster_SaysSo()
    {
        await using var city = new PostgreSqlDatabase(database.ConnectionString);
        await city.EnsureAsync();
        await using var cluster = new CityCluster(database.ConnectionString);
        var missing = await Assert.ThrowsAsync<IOException>(async () => await cluster.StatusAsync());
        Assert.Contains("has no cluster", missing.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Health_OfANodeInACluster_IsHealthyAndCounts()
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await TestNode.BalancedAsync(a);
        var health = await a.Service<CityClusterHealthCheck>().CheckHealthAsync(new HealthCheckContext());
        Assert.Equal((HealthStatus.Healthy, 9, 0), (health.Status, health.Data["open"], health.Data["unowned"]));
    }
}
