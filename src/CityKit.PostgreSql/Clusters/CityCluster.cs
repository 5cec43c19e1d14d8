using CityKit.Core;
using CityKit.Partitions;
using NodaTime;

namespace CityKit.PostgreSql.Clusters;

/// <summary>
/// Looks after a cluster through its database (集群运维): shows it, moves partitions, drains nodes. It asks no node; nodes do within a second
/// or two what it writes.
/// </summary>
public sealed class CityCluster : IAsyncDisposable
{
    private static readonly Duration Silence = Duration.FromMinutes(1);
    private readonly PostgreSqlDatabase city;
    private readonly ClusterDatabase database;
    private readonly TimeProvider time;

    /// <param name="connectionString">The city's database, as Npgsql has it.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">The connection string is not valid.</exception>
    public CityCluster(string connectionString, TimeProvider? time = null)
    {
        city = new PostgreSqlDatabase(connectionString);
        this.time = time ?? TimeProvider.System;
        database = new ClusterDatabase(city, null, this.time);
    }

    /// <summary>Nodes and partitions as the tables say now.</summary>
    /// <exception cref="IOException">The database cannot be reached, or has no cluster.</exception>
    public async Task<ClusterStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var count = await CountAsync(cancellationToken).ConfigureAwait(false);
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        var claims = await database.ClaimsAsync(cancellationToken).ConfigureAwait(false);
        var entries = await database.LastEntriesAsync(cancellationToken).ConfigureAwait(false);
        return new ClusterStatus(nodes, [.. PartitionId.All(count).Select(id =>
            Of(id, claims.GetValueOrDefault(id), nodes) with { LastEntry = entries.GetValueOrDefault(id) })]);
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
        var nodes = (await NodesAsync(cancellationToken).ConfigureAwait(false)).Where(n => n.IsLiving).ToArray();
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

    private async Task<IReadOnlyList<ClusterNode>> NodesAsync(CancellationToken cancellationToken)
    {
        var heard = Instant.FromDateTimeOffset(time.GetUtcNow()) - Silence;
        return
        [
            .. (await database.NodesAsync(cancellationToken).ConfigureAwait(false))
                .Select(node => node with { IsSilent = !node.IsDead && node.SeenAt < heard })
                .OrderBy(node => node.IsDead).ThenBy(node => node.Name, StringComparer.Ordinal).ThenByDescending(node => node.StartedAt),
        ];
    }

    private static ClusterPartition Of(PartitionId id, PartitionClaim? claim, IEnumerable<ClusterNode> nodes)
    {
        if (claim is null) return new ClusterPartition(id, null, 0, null, null);
        var node = nodes.FirstOrDefault(node => node.Address == claim.Node && node.IsLiving);
        var changed = Instant.FromUnixTimeMilliseconds(claim.ChangedAt);
        return new ClusterPartition(id, node, claim.Epoch, changed, claim.Pin)
        {
            Address = node is null || string.IsNullOrEmpty(claim.Address) ? null : claim.Address,
        };
    }

    private static Refusal NoPartition(PartitionId partition, int count) => Refusal.Of("no-partition",
        $"There is no partition {partition}: this city has 'city' and 000 to {new PartitionId(count - 1)}.",
        $"没有分区 {partition}：该城市有 city 和 000 至 {new PartitionId(count - 1)}。");

    private static Refusal NoNode(string node, string[] taking) => Refusal.Of("no-node",
        $"No node '{node}' takes partitions now: name one that does.", $"节点“{node}”当前不接收分区，请指定可用节点。", taking);

    private static Refusal NobodyLeft(string node) => Refusal.Of("no-node-left",
        $"'{node}' is the last node that takes partitions: start another first.", $"“{node}”是最后一个可用节点，请先启动其他节点。");
}
