using Microsoft.Extensions.Hosting;

namespace CityKit.Credentials.Hub;

/// <summary>Runs a piece of work again and again while the application runs: starts after its hub and stops before it.</summary>
/// <param name="between">The time from one run to the next.</param>
/// <param name="work">The work. When the hub cannot be read now, it is done again at the next time.</param>
/// <param name="notNow">Called when it could not be done.</param>
/// <param name="time">The clock.</param>
internal sealed class RepeatedWork(TimeSpan between, Func<CancellationToken, Task> work, Action<IOException> notNow, TimeProvider time)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            try
            {
                await work(stoppingToken).ConfigureAwait(false);
            }
            catch (IOException failed)
            {
                notNow(failed);
            }
    }
}
