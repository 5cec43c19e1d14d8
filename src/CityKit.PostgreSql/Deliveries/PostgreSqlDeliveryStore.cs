using System.Globalization;
using CityKit.Delivering;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql.Deliveries;

/// <summary>
/// Keeps deliveries in the city's database, which all of its nodes have: one node at a time delivers. A node that says nothing for
/// <see cref="Patience"/> has lost that to another, and stores nothing more: what it had sent and not noted is sent again, with the same
/// key.
/// </summary>
/// <param name="database">The city's database.</param>
/// <param name="node">The node, for people.</param>
/// <param name="time">For how often it says that it is there.</param>
public sealed class PostgreSqlDeliveryStore(PostgreSqlDatabase database, string node, TimeProvider time) : IDeliveryStore
{
    /// <summary>How long a node may say nothing before another one delivers: 20 seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    /// <summary>Locked until the statement's end, so that nobody takes the claim meanwhile.</summary>
    private const string Mine = "WITH mine AS MATERIALIZED (SELECT 1 FROM delivery_claim WHERE epoch = $1 FOR SHARE)";

    private const string Put = "INSERT INTO deliveries(id, subscription, dead, doc) SELECT d.* FROM mine, "
        + "unnest($2::bigint[], $3::text[], $4::bigint[], $5::bytea[]) AS g(id, subscription, dead, doc), "
        + "LATERAL (SELECT g.id, g.subscription, g.dead = 1, g.doc) AS d "
        + "ON CONFLICT (id) DO UPDATE SET subscription = excluded.subscription, dead = excluded.dead, doc = excluded.doc";

    private readonly SharedTables tables = new(database);
    private readonly CancellationTokenSource closing = new();
    private volatile TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task renewing = Task.CompletedTask;
    private long epoch;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public Task Lost => lost.Task;

    /// <summary>Waits until no other node delivers, then takes over.</summary>
    /// <exception cref="IOException">The database cannot be used now.</exception>
    public async ValueTask<DeliveryOpening> OpenAsync(CancellationToken cancellationToken)
    {
        await renewing.ConfigureAwait(false);
        while (await ClaimAsync(cancellationToken).ConfigureAwait(false) is not { } claimed)
            await Task.Delay(Renewal, time, cancellationToken).ConfigureAwait(false);
        lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        renewing = Task.Run(RenewAsync, CancellationToken.None);
        return await ReadAsync(cancellationToken).ConfigureAwait(false);

        async Task<long?> ClaimAsync(CancellationToken cancel) => await tables.RowsAsync(
            "INSERT INTO delivery_claim(epoch, holder, seen_at) VALUES(1, $1, " + KeyTables.Now + ") ON CONFLICT (one) DO UPDATE "
            + "SET epoch = delivery_claim.epoch + 1, holder = $1, seen_at = excluded.seen_at "
            + "WHERE delivery_claim.seen_at < excluded.seen_at - $2 RETURNING epoch",
            [SqlRows.Of(node), SqlRows.Of(Patience.Ticks * 100)], row => row.GetInt64(0), cancel).ConfigureAwait(false) is [var taken]
            ? epoch = taken : null;
    }

    /// <inheritdoc/>
    public ValueTask KeepAsync(
        string subscription, FeedPosition position, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        return ChangeAsync($"{Mine}, kept AS ({Put}), moved AS ("
            + "INSERT INTO delivery_positions(subscription, position) SELECT $6, $7 FROM mine "
            + "ON CONFLICT (subscription) DO UPDATE SET position = excluded.position) SELECT count(*) FROM mine",
            [.. Rows(deliveries), SqlRows.Of(subscription), SqlRows.Of(position.ToString())], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask PutAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return ChangeAsync($"{Mine}, kept AS ({Put}) SELECT count(*) FROM mine", [.. Rows([delivery])], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        $"{Mine}, gone AS (DELETE FROM deliveries USING mine WHERE id = $2) SELECT count(*) FROM mine",
        [SqlRows.Of(id)], cancellationToken);

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string subscription, CancellationToken cancellationToken) => ChangeAsync(
        $"{Mine}, gone AS (DELETE FROM deliveries USING mine WHERE subscription = $2), at AS (DELETE FROM delivery_positions USING mine "
        + "WHERE subscription = $2) SELECT count(*) FROM mine", [SqlRows.Of(subscription)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Delivery>> ReadDeadAsync(long after, int limit, CancellationToken cancellationToken) =>
        await tables.RowsAsync("SELECT doc FROM deliveries WHERE dead AND id > $1 ORDER BY id LIMIT $2",
            [SqlRows.Of(after), SqlRows.Of((long)limit)], Delivery, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<long> CountDeadAsync(CancellationToken cancellationToken) => (await tables.RowsAsync(
        "SELECT count(*) FROM deliveries WHERE dead", [], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Lets another node deliver at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
        if (epoch == 0 || lost.Task.IsCompleted) return;
        try
        {
            await tables.RunAsync("UPDATE delivery_claim SET seen_at = 0 WHERE epoch = $1", [SqlRows.Of(epoch)], CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (IOException)
        {
            // another node takes over when its patience is at an end
        }
    }

    private async Task<DeliveryOpening> ReadAsync(CancellationToken cancellationToken)
    {
        var positions = await tables.RowsAsync("SELECT subscription, position FROM delivery_positions", [],
            row => (Name: row.GetString(0), At: FeedPosition.Parse(row.GetString(1), CultureInfo.InvariantCulture)),
            cancellationToken).ConfigureAwait(false);
        var waiting = await tables.RowsAsync("SELECT doc FROM deliveries WHERE NOT dead ORDER BY id", [], Delivery, cancellationToken)
            .ConfigureAwait(false);
        var last = await tables.RowsAsync(
            "SELECT coalesce(max(id), 0) FROM deliveries", [], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return new DeliveryOpening(positions.ToDictionary(known => known.Name, known => known.At), waiting, last[0]);
    }

    /// <exception cref="IOException">Another node delivers.</exception>
    private async ValueTask ChangeAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var held = await tables.RowsAsync(sql, [SqlRows.Of(epoch), .. parameters], row => row.GetInt64(0), cancellationToken)
            .ConfigureAwait(false);
        if (held is [> 0]) return;
        lost.TrySetResult();
        throw new IOException("Another node of the city delivers its notifications now: ask it. 全市通知现由另一节点投递，请向该节点操作。");
    }

    private async Task RenewAsync()
    {
        while (!lost.Task.IsCompleted)
        {
            await Task.Delay(Renewal, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (closing.IsCancellationRequested) return;
            try
            {
                await ChangeAsync($"{Mine}, seen AS (UPDATE delivery_claim SET seen_at = {KeyTables.Now} FROM mine WHERE epoch = $1) "
                    + "SELECT count(*) FROM mine", [], closing.Token).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is IOException or OperationCanceledException)
            {
                // tried again; when the patience of others is at an end first, the claim is lost
            }
        }
    }

    private static IEnumerable<NpgsqlParameter> Rows(IReadOnlyList<Delivery> deliveries) =>
    [
        SqlRows.Of([.. deliveries.Select(delivery => delivery.Id)]),
        SqlRows.Of([.. deliveries.Select(delivery => (string?)delivery.Subscription)]),
        SqlRows.Of([.. deliveries.Select(delivery => delivery.IsDead ? 1L : 0)]),
        SqlRows.Of([.. deliveries.Select(delivery => (byte[]?)DeliveryJson.ToUtf8(delivery))]),
    ];

    private static Delivery Delivery(NpgsqlDataReader row) => DeliveryJson.Read(row.Bytes(0));
}
