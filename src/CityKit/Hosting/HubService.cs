using Microsoft.Extensions.Hosting;

namespace CityKit.Hosting;

/// <summary>Starts and stops the hub with the application.</summary>
internal sealed class HubService(CityHub hub) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => hub.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => hub.StopAsync();
}
