using System.Diagnostics;
using System.Globalization;
using Npgsql;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks.Clusters;

/// <summary>
/// What an event costs the processes that take it in: one hub on PostgreSQL, one node of a cluster, three nodes; and the same with fewer
/// partitions. The same batches in all, signed before, one of each device on its way at a time; each run over a database of its own.
/// </summary>
internal static class ClusterCosts
{
    private const int Turns = 3;
    private const int WarmUps = 4; // batches of each device that are not counted
    private const int FirstPort = 21_111;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="Name">For the table.</param>
    /// <param name="Partitions">0 for one hub.</param>
    /// <param name="Nodes">How many processes.</param>
    /// <param name="ToOwner">
    /// Batches are sent to the node that has the device's partition, as devices do after an answer; else to any.
    /// </param>
    private sealed record Shape(string Name, int Partitions, int Nodes, bool ToOwner = false);

    private readonly record struct Cost(double Nodes, double Server, double Rate, double Idle = 0);

    private static readonly Shape[] Shapes =
    [
        new("one hub", 0, 1),
        new("one node, 12 partitions", 12, 1),
        new("one node, 64 partitions", 64, 1),
        new("three nodes, 64 partitions, to the owner", 64, 3, ToOwner: true),
        new("three nodes, 64 partitions, to any node", 64, 3),
    ];

    /// <param name="devices">How many, each in a compound of its own.</param>
    /// <param name="events">In each batch.</param>
    /// <param name="batches">Of each device, beside those that are not counted.</param>
    /// <param name="atOnce">How many are on their way at a time.</param>
    /// <param name="shapes">Which of the five, from 0; all when none is named.</param>
    internal static async Task RunAsync(int devices, int events, int batches, int atOnce, int[] shapes)
    {
        using var databases = new PostgresDatabases();
        var random = new Random(1);
        var senders = Enumerable.Range(0, devices).Select(n => new MeterSender($"pi-{n}", random)).ToArray();
        var load = new Load(senders, [.. senders.Select(sender =>
            Enumerable.Range(0, WarmUps + batches).Select(_ => sender.Next(events)).ToArray())], events, atOnce);
        var asked = shapes.Length == 0 ? Shapes : [.. shapes.Select(n => Shapes[n])];
        var costs = asked.ToDictionary(shape => shape, _ => new List<Cost>());
        for (var turn = 1; turn <= Turns; turn++)
            foreach (var shape in asked)
            {
                costs[shape].Add(await RunAsync(databases, shape, load));
                Print($"turn {turn}, {shape.Name}", costs[shape][^1]);
            }
        foreach (var (shape, measured) in costs) Print($"median, {shape.Name}", Middle(measured));
    }

    private static async Task<Cost> RunAsync(PostgresDatabases databases, Shape shape, Load load)
    {
        var connection = await databases.CreateAsync();
        var nodes = Enumerable.Range(0, shape.Nodes)
            .Select(n => new NodeProcess(connection, databases.KeyFile, load.Senders.Length, shape.Partitions, FirstPort + n)).ToArray();
        try
        {
            await Task.WhenAll(nodes.Select(node => node.Ready));
            if (shape.Partitions > 0) await SettleAsync(connection, shape);
            await load.AdmitAsync(nodes[0]);
            var roads = await RoadsAsync(connection, shape, load.Senders);
            await load.SendAsync(nodes, roads, 0, WarmUps);
            var idle = await IdleAsync(nodes);
            return await MeasureAsync(databases, nodes, load, roads) with { Idle = idle };
        }
        finally
        {
            foreach (var node in nodes) node.Dispose();
            await databases.DropAsync();
        }
    }

    private static async Task<Cost> MeasureAsync(PostgresDatabases databases, NodeProcess[] nodes, Load load, int[] roads)
    {
        var (cpu, server, wall) = (nodes.Sum(node => node.CpuSeconds), databases.Cpu.Microseconds(), Stopwatch.StartNew());
        var all = await load.SendAsync(nodes, roads, WarmUps, load.Batches);
        return new Cost((nodes.Sum(node => node.CpuSeconds) - cpu) * 1e6 / all, (databases.Cpu.Microseconds() - server) / all,
            all / wall.Elapsed.TotalSeconds);
    }

    /// <summary>Milliseconds of CPU that a node takes in a second without a request.</summary>
    private static async Task<double> IdleAsync(NodeProcess[] nodes)
    {
        var (cpu, wall) = (nodes.Sum(node => node.CpuSeconds), Stopwatch.StartNew());
        await Task.Delay(Rest);
        return (nodes.Sum(node => node.CpuSeconds) - cpu) * 1e3 / wall.Elapsed.TotalSeconds / nodes.Length;
    }

    /// <summary>Waits until every partition has an owner and no node has more than its share.</summary>
    private static async Task SettleAsync(string connection, Shape shape)
    {
        var share = (shape.Partitions + shape.Nodes) / shape.Nodes; // with the city's own
        while ((await OwnersAsync(connection, "SELECT partition, node FROM partitions WHERE node IS NOT NULL")) is var owners
            && (owners.Count <= shape.Partitions || owners.GroupBy(owner => owner.Value).Any(owned => owned.Count() > share)))
            await Task.Delay(Pause);
    }

    /// <summary>For each device the node that it sends to.</summary>
    private static async Task<int[]> RoadsAsync(string connection, Shape shape, MeterSender[] senders)
    {
        if (!shape.ToOwner) return [.. senders.Select((_, n) => n % shape.Nodes)];
        var owners = await OwnersAsync(connection, "SELECT d.id, p.node FROM d_device d JOIN partitions p USING (partition)");
        return [.. senders.Select(sender => PortOf(owners[sender.Id.Value]) - FirstPort)];
    }

    private static int PortOf(string silo) => int.Parse(silo[(silo.IndexOf(':') + 1)..silo.IndexOf('@')], CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, string>> OwnersAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Search Path=citykit");
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var owners = new Dictionary<string, string>();
        while (await rows.ReadAsync()) owners.Add(rows.GetString(0), rows.GetString(1));
        return owners;
    }

    private static Cost Middle(List<Cost> of) => new(
        Median([.. of.Select(c => c.Nodes)]), Median([.. of.Select(c => c.Server)]), Median([.. of.Select(c => c.Rate)]),
        Median([.. of.Select(c => c.Idle)]));

    private static void Print(string name, Cost cost) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}: {cost.Nodes:0.00} µs of CPU an event, PostgreSQL {cost.Server:0.00} µs; {cost.Rate:n0} events a second; "
        + $"a node at rest {cost.Idle:0.0} ms a second"));
}
