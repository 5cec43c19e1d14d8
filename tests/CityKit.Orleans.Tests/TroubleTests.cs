using CityKit.Orleans.Hosting;
using CityKit.Orleans.Tests.Support;
using CityKit.PostgreSql.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityKit.Orleans.Tests;

/// <summary>What a cluster does when a node dies and when its database is away.</summary>
public sealed class TroubleTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(8);

    [PostgresFact]
    public async Task Death_OfANode_OpensItsPartitionsElsewhereAndMovesNoOther()
    {
        using var database = new TestDatabase();
        await Departure.RunAsync(database, output, leaving => leaving.KillAsync());
    }

    [PostgresFact]
    public async Task Away_TheDatabase_MovesNothingAndGoesOnWhenItIsBack()
    {
        using var database = TestDatabase.Alone();
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await using var c = await TestNode.StartAsync(database, "c");
        await TestNode.BalancedAsync(a, b, c);
        await using var load = await TestLoad.StartAsync(() => [a, b, c]);
        await load.MoreAsync(100);
        var before = Epochs(a, b, c);
        database.Server.Stop();
        await Task.Delay(Away);
        var health = await a.Service<CityClusterHealthCheck>().CheckHealthAsync(new HealthCheckContext());
        database.Server.Start();
        var since = TimeProvider.System.GetTimestamp();
        await load.MoreAsync(1);
        var first = TimeProvider.System.GetElapsedTime(since);
        await load.MoreAsync(300);
        await load.EndAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal(before, Epochs(a, b, c));
        Assert.InRange(first, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        output.WriteLine($"{load.Synced} batches, first {first} after its return, longest silence {load.LongestSilence}");
    }

    private static IEnumerable<string> Epochs(params TestNode[] nodes) => nodes.SelectMany(node => node.Hubs.Open
        .Select(id => $"{id} {node.Address} {node.Hubs.Find(id)!.Epoch}")).Order(StringComparer.Ordinal);
}
