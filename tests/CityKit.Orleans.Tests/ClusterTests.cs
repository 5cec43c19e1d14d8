using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Orleans.Tests.Support;
using CityKit.Partitions;
using CityKit.PostgreSql.Tests.Support;

namespace CityKit.Orleans.Tests;

public sealed class ClusterTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Accept_OnAnyOfThreeNodes_IsDecidedByTheOwner()
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await using var c = await TestNode.StartAsync(database, "c");
        await TestNode.BalancedAsync(a, b, c);
        await using var load = await TestLoad.StartAsync(() => [a, b, c]);
        await load.MoreAsync(300);
        await load.EndAsync();
        Assert.Equal(9, TestNode.Owned(a, b, c).Length);
        output.WriteLine($"{load.Synced} batches, longest silence {load.LongestSilence}");
    }

    [PostgresFact]
    public async Task Start_OfAnotherNode_MovesItsShareAndLosesNothing()
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await TestNode.BalancedAsync(a, b);
        TestNode[] nodes = [a, b];
        await using var load = await TestLoad.StartAsync(() => nodes);
        await load.MoreAsync(100);
        var before = TestNode.Owned(a, b);
        await using var c = await TestNode.StartAsync(database, "c");
        nodes = [a, b, c];
        await TestNode.BalancedAsync(a, b, c);
        await load.MoreAsync(100);
        await load.EndAsync();
        Assert.All(TestNode.Owned(a, b), stays => Assert.Contains(stays, before));
        output.WriteLine($"{load.Synced} batches, longest silence {load.LongestSilence}");
    }

    [PostgresFact]
    public Task Stop_OfANode_GivesItsPartitionsAwayAndLosesNothing() => Departure.RunAsync(database, output, async leaving =>
    {
        await leaving.StopAsync();
        Assert.Empty(leaving.Hubs.Open);
    });

    [PostgresFact]
    public async Task Stop_OfEachNodeInTurn_LosesNothing()
    {
        var nodes = new TestNode[3];
        for (var turn = 0; turn < nodes.Length; turn++) nodes[turn] = await TestNode.StartAsync(database, $"{(char)('a' + turn)}");
        await TestNode.BalancedAsync(nodes);
        var live = nodes;
        await using var load = await TestLoad.StartAsync(() => live);
        for (var turn = 0; turn < nodes.Length; turn++)
        {
            await load.MoreAsync(50);
            live = [.. nodes.Where((_, n) => n != turn)];
            await nodes[turn].DisposeAsync();
            nodes[turn] = await TestNode.StartAsync(database, $"{(char)('a' + turn)}");
            live = [.. nodes];
            await TestNode.BalancedAsync(nodes);
        }
        await load.MoreAsync(50);
        await load.EndAsync();
        foreach (var node in nodes) await node.DisposeAsync();
        output.WriteLine($"{load.Synced} batches, longest silence {load.LongestSilence}");
    }

    [PostgresFact]
    public async Task Claim_ByAnother_EndsTheHubAndTheNextOneGoesOn()
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await TestNode.BalancedAsync(a);
        var partition = new PartitionId(3);
        var before = a.Hubs.Find(partition)!;
        await using (var thief = database.Store($"{partition}")) await thief.OpenAsync([], default);
        var device = TestCity.NewDevice("d-1");
        await Assert.ThrowsAsync<IOException>(async () =>
            await before.Hub.ExecuteAsync(new AdmitDevice("admit-d-1", device.Id, device.Key.Public), TestCity.Admin));
        await TestNode.UntilAsync(() => a.Hubs.Find(partition) is { } opened && opened != before);
        Assert.True(before.Hub.Lost.IsCompleted);
        Assert.Equal(before.Epoch + 2, a.Hubs.Find(partition)!.Epoch);
    }

    [PostgresFact]
    public async Task Start_WithAnotherNumberOfPartitions_IsRefusedWithBoth()
    {
        await using (await TestNode.StartAsync(database, "a")) { }
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => TestNode.StartAsync(database, "b", options => options.Partitions = 9));
        Assert.Contains("has 8 partitions; this node says 9", refused.Message, StringComparison.Ordinal);
    }
}
