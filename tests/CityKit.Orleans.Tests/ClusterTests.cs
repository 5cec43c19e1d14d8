using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Orleans.Tests.Support;
using CityKit.Commands;
using CityKit.Partitions;
using CityKit.PostgreSql.Tests.Support;

namespace CityKit.Orleans.Tests;

public sealed class ClusterTests
{
    [PostgresFact]
    public async Task Start_ThreeNodes_ShareThePartitions()
    {
        using var database = new TestDatabase();
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await using var c = await TestNode.StartAsync(database, "c");
        await TestNode.BalancedAsync(a, b, c);
    }

    [PostgresFact]
    public async Task Accept_OnAnyNode_IsDecidedByTheOwner()
    {
        using var database = new TestDatabase();
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await using var c = await TestNode.StartAsync(database, "c");
        await TestNode.BalancedAsync(a, b, c);
        TestDevice[] devices = [.. Enumerable.Range(1, 6).Select(n => new TestDevice($"d-{n}"))];
        foreach (var device in devices) await AdmitAsync(a, device);
        foreach (var node in new[] { a, b, c })
            foreach (var device in devices)
                Assert.Equal(BatchStatus.Synced, (await node.City.AcceptAsync(device.Next(device.Contact("smoke", TestCity.Start)))).Status);
    }

    private static async Task AdmitAsync(TestNode node, TestDevice device) =>
        (await node.City.ExecuteAsync(new AdmitDevice($"admit-{device.Id}", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
}
