using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Delivering;

/// <summary>
/// Delivers notifications while the application runs: starts after its hub and stops before it. Of the nodes of a city one delivers, and
/// the others wait.
/// </summary>
internal sealed partial class NotificationService(
    DeliveryQueue queue, Dispatcher dispatcher, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!queue.IsShared) await queue.OpenAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await queue.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!queue.IsShared)
        {
            await dispatcher.RunAsync(stoppingToken).ConfigureAwait(false);
            return;
        }
        while (!stoppingToken.IsCancellationRequested && !dispatcher.IsHubGone)
            if (await TryOpenAsync(stoppingToken).ConfigureAwait(false)) await dispatcher.RunAsync(stoppingToken).ConfigureAwait(false);
            else await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryOpenAsync(CancellationToken stoppingToken)
    {
        try
        {
            await queue.OpenAsync(stoppingToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return false;
        }
        catch (IOException failed)
        {
            NotOpened(failed);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store of deliveries cannot be opened; tried again in 5 seconds. "
        + "投递存储暂时无法打开，稍后重试。")]
    private partial void NotOpened(Exception failed);
}
