using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>Runs the fetcher while the application runs: starts after its hub and stops before it.</summary>
internal sealed partial class CertificateFetching(CertificateFetcher fetcher, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            try
            {
                await fetcher.RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (IOException notNow)
            {
                NotNow(notNow);
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Certificates cannot be fetched now: they are asked for again. 暂时无法获取证照，稍后重试。")]
    private partial void NotNow(Exception notNow);
}
