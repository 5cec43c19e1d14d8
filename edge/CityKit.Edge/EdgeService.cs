using Microsoft.Extensions.Hosting;

namespace CityKit.Edge;

/// <summary>
/// Runs the device as long as the host runs. The loop takes up its work before the host counts as started, so that a driven source is not
/// moved too early.
/// </summary>
internal sealed class EdgeService(EdgeRuntime runtime) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        runtime.Loop.Start(cancellationToken);
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runtime.RunAsync(stoppingToken);
}
