using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Wakes who waits for notifications (<c>NOTIFY citykit</c>), after commits and beside them: a commit that notified would take a lock that
/// all databases of the server share. Many commits in a short time are one notification.
/// </summary>
/// <param name="source">Connections to notify on.</param>
internal sealed class NewsNotifier(NpgsqlDataSource source) : IAsyncDisposable
{
    internal const string Channel = "citykit";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private HashSet<string> due = [];
    private bool isRunning;

    /// <summary>A partition has committed what somebody may wait for; its name is what is sent.</summary>
    internal void Ring(string partition)
    {
        lock (gate)
        {
            due.Add(partition);
            if (isRunning) return;
            isRunning = true;
            running = Task.Run(RunAsync);
        }
    }

    /// <summary>Sends what is still to be sent, without a pause.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (Due() is { Length: > 0 } partitions)
        {
            await TellAsync(partitions).ConfigureAwait(false);
            await Task.Delay(Pause, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A reader that misses it looks for itself before long.</summary>
    private async Task TellAsync(string[] partitions)
    {
        try
        {
            await source.RowsAsync($"SELECT pg_notify('{Channel}', name) FROM unnest($1) AS p(name)",
                [SqlRows.Of(partitions)], _ => 0, CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // later, by themselves
        }
    }

    private string[] Due()
    {
        lock (gate)
        {
            var told = due;
            (due, isRunning) = ([], told.Count > 0);
            return [.. told];
        }
    }
}
