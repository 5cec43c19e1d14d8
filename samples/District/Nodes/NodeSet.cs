using System.Net;
using System.Net.Sockets;
using CityKit.Samples.District.Plan;

namespace CityKit.Samples.District.Nodes;

/// <summary>The nodes of a district on this machine: each has a name and ports for good, and a process that comes and goes.</summary>
internal sealed class NodeSet : IDisposable
{
    private readonly string logs;
    private readonly NodeOptions[] options;
    private readonly NodeProcess?[] processes;

    /// <param name="connectionString">The city's database.</param>
    /// <param name="count">How many nodes there may be.</param>
    /// <param name="partitions">How many partitions the city has.</param>
    /// <param name="devices">How many devices the district has.</param>
    /// <param name="logs">The folder for what they log.</param>
    internal NodeSet(string connectionString, int count, int partitions, int devices, string logs)
    {
        var ports = FreePorts(2 * count);
        this.logs = logs;
        options = [.. Enumerable.Range(0, count).Select(n =>
            new NodeOptions(connectionString, $"node-{n + 1}", ports[2 * n], ports[2 * n + 1], partitions, devices,
                Path.Combine(logs, "answer.pem")))];
        processes = new NodeProcess?[count];
    }

    /// <summary>Where each may be reached.</summary>
    internal IEnumerable<Uri> Addresses => options.Select(node => node.Address);

    /// <summary>How many there may be.</summary>
    internal int Count => options.Length;

    /// <summary>A node's name.</summary>
    internal string NameOf(int node) => options[node].Name;

    /// <summary>Where a node may be reached.</summary>
    internal Uri AddressOf(int node) => options[node].Address;

    /// <summary>Whether a node runs, or is frozen.</summary>
    internal bool IsAlive(int node) => processes[node] is { IsAlive: true };

    /// <summary>A node's process.</summary>
    internal NodeProcess this[int node] => processes[node] ?? throw new InvalidOperationException($"Node {node} was never started.");

    /// <summary>Starts a node that does not run, and waits until it serves.</summary>
    internal async Task StartAsync(int node, CancellationToken cancellationToken)
    {
        processes[node]?.Dispose();
        processes[node] = NodeProcess.Start(options[node], Path.Combine(logs, $"{options[node].Name}.log"));
        await this[node].Ready.WaitAsync(cancellationToken);
    }

    /// <summary>Lets all end, one after the other.</summary>
    internal async Task DrainAsync(TimeSpan patience)
    {
        foreach (var process in processes)
            if (process is { IsAlive: true }) await process.DrainAsync(patience);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in processes) process?.Dispose();
    }

    private static int[] FreePorts(int count)
    {
        var taken = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in taken) listener.Start();
        var ports = taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in taken) listener.Stop();
        return ports;
    }
}
