using CityKit.Orleans.Tests.Support;
using CityKit.Partitions;
using CityKit.PostgreSql.Clusters;
using CityKit.PostgreSql.Tests.Support;

namespace CityKit.Orleans.Tests;

/// <summary>A cluster through its database alone, beside the nodes that it shows.</summary>
public sealed class CityClusterTests
{
    [PostgresFact]
    public async Task Status_OfTwoNodes_ShowsWhatTheyHave()
    {
        using var database = new TestDatabase();
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        await using var cluster = new CityCluster(database.ConnectionString);
        var status = await UntilAsync(cluster, found => found.Partitions.All(partition => partition.Node is not null));
        Assert.Equal([("a", true), ("b", true)], status.Nodes.Select(node => (node.Name, node.IsTaking)));
        Assert.Equal(PartitionId.All(TestNode.Partitions), status.Partitions.Select(partition => partition.Id));
        Assert.Equal(TestNode.Owned(a, b), status.Partitions.Select(partition => (partition.Id, partition.Node!.Address)));
        Assert.All(status.Partitions, partition => Assert.True(partition is { Epoch: > 0, LastEntry: > 0 }));
    }

    [PostgresFact]
    public async Task Move_ToTheOtherNode_IsDoneByItsOwner()
    {
        using var database = new TestDatabase();
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        var moved = a.Hubs.Open.First();
        await using var cluster = new CityCluster(database.ConnectionString);
        Assert.Null(await cluster.MoveAsync(moved, "b"));
        await TestNode.UntilAsync(() => b.Hubs.Find(moved) is not null);
        Assert.Equal("no-node", (await cluster.MoveAsync(moved, "c"))?.Code);
    }

    [PostgresFact]
    public async Task Drain_ANode_LeavesItEmptyUntilUndone()
    {
        using var database = new TestDatabase();
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        await using var cluster = new CityCluster(database.ConnectionString);
        Assert.Null(await cluster.DrainAsync("a"));
        await TestNode.UntilAsync(() => a.Hubs.Open.Count == 0 && b.Hubs.Open.Count == TestNode.Partitions + 1);
        Assert.Equal("no-node-left", (await cluster.DrainAsync("b"))?.Code);
        Assert.Null(await cluster.DrainAsync("a", isDrained: false));
        await TestNode.BalancedAsync(a, b);
    }

    private static async Task<ClusterStatus> UntilAsync(CityCluster cluster, Func<ClusterStatus, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        ClusterStatus found;
        while (!holds(found = await cluster.StatusAsync(limit.Token))) await Task.Delay(20, limit.Token);
        return found;
    }
}
