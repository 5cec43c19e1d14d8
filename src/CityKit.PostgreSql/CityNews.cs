using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Says when a partition of a city has notifications that it had not. It waits on the database (<c>LISTEN citykit</c>), and where it
/// cannot, as on a standby, it looks at all positions in one query, again and again.
/// </summary>
internal sealed class CityNews : IAsyncDisposable
{
    private const string Positions = "SELECT coalesce(sum(notification), 0)::bigint FROM hub WHERE partition = ANY($1)";

    /// <summary>How long it waits on the database before it looks for itself: a word may be lost.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource closing = new();
    private readonly NpgsqlDataSource source;
    private readonly PartitionScope city;
    private Task running = Task.CompletedTask;
    private volatile TaskCompletionSource next = NewNext();
    private NpgsqlConnection? bell;
    private long seen;

    /// <param name="source">Connections that read.</param>
    /// <param name="city">All partitions.</param>
    internal CityNews(NpgsqlDataSource source, PartitionScope city) => (this.source, this.city) = (source, city);

    /// <summary>Completes when there are some that there were not when this was asked for.</summary>
    internal Task Next => next.Task;

    /// <summary>Looks where they are, and from then on sees every change.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        seen = await ReadAsync(cancellationToken).ConfigureAwait(false);
        running = Task.Run(RunAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (bell is not null) await bell.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            await WaitAsync().ConfigureAwait(false);
            await LookAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Until it is notified, or for as long as it goes without looking.</summary>
    private async Task WaitAsync()
    {
        try
        {
            if (bell is null) bell = await ListenAsync(source, closing.Token).ConfigureAwait(false);
            else await bell.WaitAsync(LongestWait, closing.Token).ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            if (bell is not null) await bell.DisposeAsync().ConfigureAwait(false);
            bell = null;
            await Task.Delay(Pause, closing.Token).ConfigureAwait(false);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            var found = await ReadAsync(closing.Token).ConfigureAwait(false);
            if (found == seen) return;
            seen = found;
            Tell();
        }
        catch (NpgsqlException)
        {
            await Task.Delay(Pause, closing.Token).ConfigureAwait(false);
        }
    }

    private async Task<long> ReadAsync(CancellationToken cancellationToken) =>
        (await source.RowsAsync(Positions, [city.Parameter], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    private void Tell()
    {
        var told = next;
        next = NewNext();
        told.SetResult();
    }

    /// <summary>A connection that is notified of all that is committed from here on.</summary>
    internal static async Task<NpgsqlConnection> ListenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await connection.RowsAsync($"LISTEN {NewsNotifier.Channel}", [], _ => 0, cancellationToken).ConfigureAwait(false);
        return connection;
    }

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
