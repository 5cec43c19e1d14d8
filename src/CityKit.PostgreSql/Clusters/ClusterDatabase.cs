using System.Globalization;
using CityKit.Partitions;
using NodaTime;
using Npgsql;

namespace CityKit.PostgreSql.Clusters;

/// <summary>
/// The tables of the cluster: nodes, grains, who has which partition. A few connections of their own; no hub's commit waits for them.
/// </summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private const string Partitions = "SELECT partition, node, address, epoch, changed_at, pin FROM partitions";

    private const string Nodes = "SELECT entry->>'SiloName', address, entry->>'Status', drained, "
        + "(entry->>'StartTime')::bigint, (entry->>'IAmAliveTime')::bigint FROM nodes";

    /// <summary>A later epoch is never overwritten by an earlier one.</summary>
    private const string Own = """
        INSERT INTO partitions(partition, node, address, epoch, changed_at) VALUES($1, $2, $3, $4, $5)
        ON CONFLICT (partition) DO UPDATE SET node = excluded.node, address = excluded.address, epoch = excluded.epoch,
            changed_at = excluded.changed_at WHERE coalesce(partitions.epoch, 0) <= excluded.epoch
        """;

    private const string Free = "UPDATE partitions SET node = NULL, address = NULL, changed_at = $3 WHERE partition = $1 AND epoch = $2";

    private const string Pin = """
        INSERT INTO partitions(partition, changed_at, pin) VALUES($1, $2, nullif($3, ''))
        ON CONFLICT (partition) DO UPDATE SET pin = excluded.pin
        """;

    private static readonly PostgreSqlOptions Waits = new() { Partition = "cluster", StatementTimeout = TimeSpan.FromSeconds(5) };
    private readonly PostgreSqlDatabase database;
    private readonly NpgsqlDataSource source;
    private readonly string name;
    private readonly int? count;
    private readonly TimeProvider time;

    /// <param name="database">The city's.</param>
    /// <param name="count">How many partitions the city has beside its own; null for as many as the database says.</param>
    /// <param name="time">The clock.</param>
    internal ClusterDatabase(PostgreSqlDatabase database, int? count, TimeProvider time)
    {
        (this.database, this.count, this.time) = (database, count, time);
        source = StoreConnections.Pool(database.ConnectionString, Waits);
        name = StoreConnections.NameOf(database.ConnectionString, Waits);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>Makes the tables where they are missing, and keeps how many partitions there are.</summary>
    /// <exception cref="IOException">The database cannot be opened, or is one of a newer version.</exception>
    /// <exception cref="ArgumentException">The city has another number of partitions.</exception>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync("INSERT INTO membership(version) VALUES(0) ON CONFLICT DO NOTHING", [], cancellationToken).ConfigureAwait(false);
        if (count is { } wanted) await KeepCountAsync(wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task KeepCountAsync(int wanted, CancellationToken cancellationToken)
    {
        await RunAsync("INSERT INTO city(partitions) VALUES($1) ON CONFLICT DO NOTHING", [SqlRows.Of(wanted)], cancellationToken)
            .ConfigureAwait(false);
        if (await CountAsync(cancellationToken).ConfigureAwait(false) is { } found && found != wanted)
            throw new ArgumentException($"The city in {name} has {found} partitions; this node says {wanted}: set Partitions to {found}. "
                + $"该城市有 {found} 个分区，本节点设为 {wanted}，请改为 {found}。");
    }

    /// <summary>How many partitions the city has beside its own; null before the first node has started.</summary>
    internal async Task<int?> CountAsync(CancellationToken cancellationToken)
    {
        var tables = await RowsAsync(
            "SELECT 1 WHERE to_regclass('citykit.city') IS NOT NULL", [], _ => 0, cancellationToken).ConfigureAwait(false);
        if (tables.Count == 0) return null;
        var rows = await RowsAsync("SELECT partitions FROM city", [], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
        return rows is [var found] ? found : null;
    }

    /// <summary>What is known of partitions, those that had an owner or a pin.</summary>
    internal async Task<IReadOnlyDictionary<PartitionId, PartitionClaim>> ClaimsAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(Partitions, [], row => (Id: PartitionId.Parse(row.GetString(0)), Claim: new PartitionClaim(
            Text(row, 1), Text(row, 2), row.IsDBNull(3) ? 0 : row.GetInt64(3), row.GetInt64(4), Text(row, 5))), cancellationToken)
            .ConfigureAwait(false);
        return rows.Where(row => row.Id is not null).ToDictionary(row => row.Id!.Value, row => row.Claim);
    }

    /// <summary>Addresses of nodes that give their partitions away.</summary>
    internal async Task<IReadOnlySet<string>> DrainedAsync(CancellationToken cancellationToken) =>
        (await RowsAsync("SELECT address FROM nodes WHERE drained", [], row => row.GetString(0), cancellationToken).ConfigureAwait(false))
        .ToHashSet();

    /// <summary>All nodes that the table knows, dead ones too.</summary>
    internal Task<List<ClusterNode>> NodesAsync(CancellationToken cancellationToken) => RowsAsync(Nodes, [],
        row => new ClusterNode(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), At(row.GetInt64(4)),
            At(row.GetInt64(5))), cancellationToken);

    /// <summary>The last journal entry of each partition whose hub has ever been open.</summary>
    internal async Task<IReadOnlyDictionary<PartitionId, long>> LastEntriesAsync(CancellationToken cancellationToken) =>
        (await RowsAsync("SELECT partition, number FROM hub", [], row => (Id: PartitionId.Parse(row.GetString(0)), Last: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false))
        .Where(row => row.Id is not null).ToDictionary(row => row.Id!.Value, row => row.Last);

    /// <summary>Notes that a node has a partition.</summary>
    internal Task OwnAsync(PartitionId partition, string node, Uri? address, long epoch, CancellationToken cancellationToken) =>
        RunAsync(Own, [SqlRows.Of(partition.ToString()), SqlRows.Of(node), SqlRows.Of(address?.ToString() ?? ""), SqlRows.Of(epoch), Now()],
            cancellationToken);

    /// <summary>Notes that nobody has it, unless somebody has claimed it since.</summary>
    internal Task FreeAsync(PartitionId partition, long epoch, CancellationToken cancellationToken) =>
        RunAsync(Free, [SqlRows.Of(partition.ToString()), SqlRows.Of(epoch), Now()], cancellationToken);

    /// <summary>Notes on which node a partition is to be; null for any.</summary>
    internal Task PinAsync(PartitionId partition, string? node, CancellationToken cancellationToken) =>
        RunAsync(Pin, [SqlRows.Of(partition.ToString()), Now(), SqlRows.Of(node ?? "")], cancellationToken);

    /// <summary>Notes that a node is to give its partitions away, or takes them again.</summary>
    internal Task<int> DrainAsync(string address, bool isDrained, CancellationToken cancellationToken) =>
        RunAsync($"UPDATE nodes SET drained = {isDrained.ToString(CultureInfo.InvariantCulture)} WHERE address = $1", [SqlRows.Of(address)],
            cancellationToken);

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    /// <exception cref="IOException">The database cannot be reached.</exception>
    internal Task<int> RunAsync(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken) =>
        StoreTroubles.ReadingAsync(name, async () =>
        {
            var command = source.CreateCommand(sql);
            await using var _ = command.ConfigureAwait(false);
            foreach (var parameter in parameters) command.Parameters.Add(parameter);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        });

    /// <summary>All rows that a statement gives.</summary>
    /// <exception cref="IOException">The database cannot be reached.</exception>
    internal Task<List<T>> RowsAsync<T>(
        string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        StoreTroubles.ReadingAsync(name, () => source.RowsAsync(sql, parameters, read, cancellationToken));

    private NpgsqlParameter Now() => SqlRows.Of(time.GetUtcNow().ToUnixTimeMilliseconds());

    private static Instant At(long ticks) => Instant.FromDateTimeUtc(new DateTime(ticks, DateTimeKind.Utc));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
