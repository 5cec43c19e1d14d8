using CityKit.PostgreSql.Tests.Support;
using Xunit.Abstractions;

namespace CityKit.Orleans.Tests.Support;

/// <summary>One of three nodes leaves under load, one way or another.</summary>
internal static class Departure
{
    /// <summary>Nothing is lost, and the partitions of those that stay do not move.</summary>
    internal static async Task RunAsync(TestDatabase database, ITestOutputHelper output, Func<TestNode, Task> leave)
    {
        await using var a = await TestNode.StartAsync(database, "a");
        await using var b = await TestNode.StartAsync(database, "b");
        await using var c = await TestNode.StartAsync(database, "c");
        await TestNode.BalancedAsync(a, b, c);
        await using var load = await TestLoad.StartAsync(() => [a, b]);
        await load.MoreAsync(100);
        var before = TestNode.Owned(a, b);
        await leave(c);
        await TestNode.BalancedAsync(a, b);
        await load.MoreAsync(100);
        await load.EndAsync();
        Assert.All(before, stays => Assert.Contains(stays, TestNode.Owned(a, b)));
        output.WriteLine($"{load.Synced} batches, longest silence {load.LongestSilence}");
    }
}
