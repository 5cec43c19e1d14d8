using System.Net;
using CityKit.Partitions;

namespace CityKit.Orleans;

/// <summary>One node of a city's cluster: its name, where others reach it, how long it waits (集群节点选项).</summary>
public sealed class CityClusterOptions
{
    private const int MaxName = 64;

    /// <summary>
    /// How many partitions the city has beside its own; 64. 1 to <see cref="PartitionId.Most"/>. Chosen once: the database keeps it, and a
    /// node that says another is refused.
    /// </summary>
    public int Partitions { get; set; } = 64;

    /// <summary>The node's name, its own in the cluster and the same after a restart; the machine's. 1 to 64 characters.</summary>
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>
    /// The address at which devices reach this node, such as <c>https://node-a.city.example/</c>: signed answers name the owner's, so that
    /// a batch takes one hop. Null for none.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>
    /// The address at which other nodes reach this one, and at which it listens; the loopback. It is for a private network: nodes trust
    /// everyone who connects.
    /// </summary>
    public IPAddress SiloAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port for other nodes; 11111. 1 to 65535.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The cluster's name: nodes with another do not talk to each other; <c>city</c>. 1 to 64 characters.</summary>
    public string Cluster { get; set; } = "city";

    /// <summary>
    /// How often nodes probe each other; 2 seconds. A node that answers nothing for two probes is declared dead, and its partitions open on
    /// others: no later than three periods and three seconds after its death. 0.1 seconds to 1 minute.
    /// </summary>
    public TimeSpan ProbePeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a call to another node may take; 10 seconds. 0.1 seconds to 10 minutes.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the node looks after its partitions, when nothing happens; 1 second. 0.1 seconds to 1 minute.</summary>
    public TimeSpan KeepPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause after each partition that is handed over to balance the load; 0.2 seconds. 0 to 1 minute.</summary>
    public TimeSpan HandOverPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        Check(Partitions is >= 1 and <= PartitionId.Most, nameof(Partitions), Partitions, $"1 to {PartitionId.Most}");
        Check(Node is { Length: > 0 and <= MaxName }, nameof(Node), Node, $"1 to {MaxName} characters");
        Check(Cluster is { Length: > 0 and <= MaxName }, nameof(Cluster), Cluster, $"1 to {MaxName} characters");
        Check(SiloPort is >= 1 and <= IPEndPoint.MaxPort, nameof(SiloPort), SiloPort, "1 to 65535");
        Check(ProbePeriod, nameof(ProbePeriod), 0.1, 60);
        Check(CallTimeout, nameof(CallTimeout), 0.1, 600);
        Check(KeepPeriod, nameof(KeepPeriod), 0.1, 60);
        Check(HandOverPause, nameof(HandOverPause), 0, 60);
    }

    private static void Check(TimeSpan found, string name, double least, double most) =>
        Check(found >= TimeSpan.FromSeconds(least) && found <= TimeSpan.FromSeconds(most), name, found, $"{least} to {most} seconds");

    private static void Check(bool holds, string name, object? found, string allowed)
    {
        if (!holds)
            throw new ArgumentException($"CityClusterOptions.{name} is {found}; allowed: {allowed}. "
                + $"选项 CityClusterOptions.{name} 的值 {found} 不被允许，可用：{allowed}。");
    }
}
