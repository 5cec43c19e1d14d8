using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Evidence;

/// <summary>
/// Deletes from the archive, once a day, what no evidence names any more: it was dropped or erased, or an interruption left it behind.
/// </summary>
internal sealed partial class EvidenceSweep(EvidenceParts hub, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>A file that is younger may belong to a commit that comes.</summary>
    private static readonly Duration Grace = Duration.FromDays(1);

    private CancellationTokenSource? stopping = new();
    private Task running = Task.CompletedTask;

    internal void Start()
    {
        if (stopping is { } going) running = RunAsync(going.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref stopping, null) is not { } going) return;
        await going.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        going.Dispose();
    }

    /// <returns>How many files were deleted.</returns>
    /// <exception cref="IOException">The archive or the store cannot be read now.</exception>
    internal async ValueTask<int> SweepAsync(CancellationToken cancellationToken)
    {
        var (deleted, before) = (0, hub.Time.GetUtcNow().ToInstant() - Grace);
        await foreach (var file in hub.Archive.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await IsNeededAsync(file, before, cancellationToken).ConfigureAwait(false)) continue;
            await hub.Archive.DeleteAsync(file.Name, cancellationToken).ConfigureAwait(false);
            deleted++;
        }
        return deleted;
    }

    /// <summary>What is erased or dropped goes at once, whatever its age.</summary>
    private async ValueTask<bool> IsNeededAsync(ArchivedFile file, Instant before, CancellationToken cancellationToken)
    {
        var named = await hub.Store.QueryAsync(
            EvidenceDocuments.Kind.Query().Where(EvidenceDocuments.Files, file.Name).Take(1), cancellationToken).ConfigureAwait(false);
        return named.Rows.Count == 0 ? file.WrittenAt > before
            : await hub.IsKeptAsync(named.Rows[0], cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, hub.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false)) await TrySweepAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
    }

    private async Task TrySweepAsync(CancellationToken stop)
    {
        try
        {
            await SweepAsync(stop).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            NotSwept(failed);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The evidence archive could not be swept; it is tried again in a day. 证据目录清理失败，一天后重试。")]
    private partial void NotSwept(Exception failed);
}
