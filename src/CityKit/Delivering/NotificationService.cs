using Microsoft.Extensions.Hosting;

namespace CityKit.Delivering;

/// <summary>Delivers notifications while the application runs: starts after its hub and stops before it.</summary>
internal sealed class NotificationService(DeliveryQueue queue, Dispatcher dispatcher) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await queue.OpenAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await queue.DisposeAsync().ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}
