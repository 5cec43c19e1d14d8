using CityKit.Core;
using CityKit.Orleans.Placement;
using CityKit.Partitions;
using CityKit.PostgreSql;
using NodaTime;

namespace CityKit.Orleans;

/// <summary>
/// Looks after a cluster through its database (集群运维): shows it, moves partitions, drains nodes. It asks no node; nodes do within a second
/// or two what it writes.
/// </summary>
public sealed class CityCluster : IAsyncDisposable
{
    private readonly PostgreSqlDatabase city;
    private readonly ClusterDatabase database;

    /// <param name="connectionString">The city's database, as Npgsql has it.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public CityCluster(string connectionString, TimeProvider? time = null)
    {
        city = new PostgreSqlDatabase(connectionString);
        database = new ClusterDatabase(city, null, time ?? TimeProvider.System);
    }

    /// <summary>Nodes and partitions as the tables say now.</summary>
    /// <exception cref="IOException">The database cannot be reached, or has no cluster.</exception>
    public async Task<ClusterStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        var count = await CountAsync(cancellationToken).ConfigureAwait(false);
        var claims = await database.ClaimsAsync(cancellationToken).ConfigureAwait(false);
        var names = nodes.Where(node => node.Status != "Dead").ToDictionary(node => node.Address, node => node.Name);
        return new ClusterStatus(nodes, [.. PartitionId.All(count).Select(id => Of(id, claims.GetValueOrDefault(id), names))]);
    }

    /// <summary>
    /// Has a partition be on a node for as long as that node lives, or on any again: its owner hands it over. It stays so after a restart.
    /// </summary>
    /// <param name="partition">Which.</param>
    /// <param name="node">The node's name; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is written; a refusal when there is no such partition, or no such node takes any.</returns>
    /// <exception cref="IOException">The database cannot be reached, or has no cluster.</exception>
    public async Task<Refusal?> MoveAsync(PartitionId partition, string? node, CancellationToken cancellationToken = default)
    {
        var count = await CountAsync(cancellationToken).ConfigureAwait(false);
        if (!PartitionId.All(count).Contains(partition)) return NoPartition(partition, count);
        var taking = (await NodesAsync(cancellationToken).ConfigureAwait(false)).Where(n => n.IsTaking).Select(n => n.Name).ToArray();
        if (node is not null && !taking.Contains(node)) return NoNode(node, taking);
        await database.PinAsync(partition, node, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>
    /// Has a node give all its partitions away and take none, as before work on its machine; or take them again. After a restart it takes
    /// them again by itself.
    /// </summary>
    /// <param name="node">The node's name.</param>
    /// <param name="isDrained">False to have it take partitions again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is written; a refusal when there is no such node, or no other that could take them.</returns>
    /// <exception cref="IOException">The database cannot be reached, or has no cluster.</exception>
    public async Task<Refusal?> DrainAsync(string node, bool isDrained = true, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        var nodes = (await NodesAsync(cancellationToken).ConfigureAwait(false)).Where(n => n.Status == "Active").ToArray();
        if (!Array.Exists(nodes, n => n.Name == node)) return NoNode(node, [.. nodes.Select(n => n.Name)]);
        if (isDrained && !Array.Exists(nodes, n => n.IsTaking && n.Name != node)) return NobodyLeft(node);
        foreach (var found in nodes.Where(n => n.Name == node))
            await database.DrainAsync(found.Address, isDrained, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync().ConfigureAwait(false);
        await city.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await database.CountAsync(cancellationToken).ConfigureAwait(false) ?? throw new IOException(
            "This database has no cluster: start a node with UseOrleans first. 该数据库尚无集群，请先启动节点。");

    private async Task<IReadOnlyList<ClusterNode>> NodesAsync(CancellationToken cancellationToken) =>
    [
        .. (await database.NodesAsync(cancellationToken).ConfigureAwait(false))
            .Select(row => new ClusterNode(row.Entry.SiloName, row.Address, row.Entry.Status, row.IsDrained,
                At(row.Entry.StartTime), At(row.Entry.IAmAliveTime)))
            .OrderBy(node => node.Status == "Dead").ThenBy(node => node.Name, StringComparer.Ordinal).ThenByDescending(node => node.StartedAt),
    ];

    private static ClusterPartition Of(PartitionId id, PartitionClaim? claim, Dictionary<string, string> names) => claim is null
        ? new ClusterPartition(id, null, null, 0, null, null)
        : new ClusterPartition(id, claim.Node is null ? null : names.GetValueOrDefault(claim.Node),
            string.IsNullOrEmpty(claim.Address) ? null : claim.Address, claim.Epoch, Instant.FromUnixTimeMilliseconds(claim.ChangedAt), claim.Pin);

    private static Instant At(long ticks) => Instant.FromDateTimeUtc(new DateTime(ticks, DateTimeKind.Utc));

    private static Refusal NoPartition(PartitionId partition, int count) => Refusal.Of("no-partition",
        $"There is no partition {partition}: this city has {count} and 'city'.", $"没有分区 {partition}：该城市有 {count} 个分区和 city。",
        [.. PartitionId.All(count).Select(id => id.ToString())]);

    private static Refusal NoNode(string node, string[] taking) => Refusal.Of("no-node",
        $"No node '{node}' takes partitions now: name one that does.", $"节点“{node}”当前不接收分区，请指定可用节点。", taking);

    private static Refusal NobodyLeft(string node) => Refusal.Of("no-node-left",
        $"'{node}' is the last node that takes partitions: start another first.", $"“{node}”是最后一个可用节点，请先启动其他节点。");
}
