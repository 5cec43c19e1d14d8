using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Takes erased keys out of the database's files, beside the writer. A deleted row leaves its bytes in its page until another row needs
/// the room, also after a VACUUM: the small tables of keys are written again (VACUUM FULL), as soon as no older snapshot needs the erased
/// rows. What is still to be done is in the table <c>erasures</c>.
/// </summary>
/// <param name="connect">Opens a connection of its own that writes.</param>
/// <param name="retry">How long it waits after an attempt that failed.</param>
/// <param name="report">Takes note that it takes more than one attempt, and why; null when older snapshots are in the way.</param>
internal sealed class KeyRewrite(
    Func<CancellationToken, ValueTask<NpgsqlConnection>> connect, TimeSpan retry, Action<Exception?> report) : IAsyncDisposable
{
    /// <summary>Who reads keys waits behind it while it waits for its lock.</summary>
    private const string Settings = "SET lock_timeout = '100ms'; SET statement_timeout = 0";

    private static readonly string[] Tables = ["subjects", "city_subjects"];
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private Exception? failure;
    private bool isDue;
    private bool isRunning;

    /// <summary>Completes when nothing is left to do.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Some keys were erased.</summary>
    internal void Start()
    {
        lock (gate)
        {
            isDue = true;
            if (isRunning) return;
            isRunning = true;
            Running = Task.Run(RunAsync);
        }
    }

    /// <summary>What is not done by now is done when a hub opens the store again.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (IsDue())
        {
            if (await TryAsync().ConfigureAwait(false)) continue;
            report(failure);
            do await Task.Delay(retry, closing.Token).ConfigureAwait(false);
            while (!await TryAsync().ConfigureAwait(false));
        }
    }

    private bool IsDue()
    {
        lock (gate)
        {
            isRunning = isDue;
            isDue = false;
            return isRunning;
        }
    }

    private async Task<bool> TryAsync()
    {
        failure = null;
        try
        {
            var connection = await connect(closing.Token).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            return await TryRewriteAsync(connection).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            failure = failed;
            return false;
        }
    }

    private async Task<bool> TryRewriteAsync(NpgsqlConnection connection)
    {
        await connection.RunAsync(Settings, closing.Token).ConfigureAwait(false);
        var erasures = await NumbersAsync(connection, "SELECT number FROM erasures").ConfigureAwait(false);
        if (erasures.Count == 0) return true;
        foreach (var table in Tables)
            if (!await TryRewriteAsync(connection, table).ConfigureAwait(false)) return false;
        await NumbersAsync(connection, "DELETE FROM erasures WHERE number = ANY($1)", SqlRows.Of([.. erasures])).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> TryRewriteAsync(NpgsqlConnection connection, string table)
    {
        var deadRows = $"SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = '{table}'::regclass";
        var fileOfKeys = $"SELECT pg_relation_filenode('{table}')::bigint";
        await connection.RunAsync($"VACUUM {table}", closing.Token).ConfigureAwait(false); // counts the rows that it must leave
        if (await NumbersAsync(connection, deadRows).ConfigureAwait(false) is not [0]) return false;
        var before = await NumbersAsync(connection, fileOfKeys).ConfigureAwait(false);
        await connection.RunAsync($"VACUUM FULL {table}", closing.Token).ConfigureAwait(false);
        var after = await NumbersAsync(connection, fileOfKeys).ConfigureAwait(false);
        return !after.SequenceEqual(before); // the same: skipped, as this user does not own the table
    }

    private Task<List<long>> NumbersAsync(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters) =>
        connection.RowsAsync(sql, parameters, row => row.GetInt64(0), closing.Token);
}
