using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>Runs the teller while the application runs: starts after its hub and stops before it.</summary>
internal sealed partial class GateTelling(GateTeller teller, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            try
            {
                await teller.RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (IOException notNow)
            {
                NotNow(notNow);
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub cannot read which gates to open now: it tries again. 暂时无法读取待开闸机，稍后重试。")]
    private partial void NotNow(Exception notNow);
}
