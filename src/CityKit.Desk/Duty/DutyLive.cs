using CityKit.Desk.Access;
using CityKit.Storage;

namespace CityKit.Desk.Duty;

/// <summary>Listens to the hub's notifications for as long as a desk is open, and goes on after the store could not be read.</summary>
/// <param name="hub">The hub.</param>
/// <param name="clock">Waits.</param>
/// <param name="onNews">Gets each page, also an empty one after 15 s without news.</param>
/// <param name="onDeaf">Hears whether news can be read.</param>
internal sealed class DutyLive(DeskHub hub, TimeProvider clock, Func<FeedPage, Task> onNews, Func<bool, Task> onDeaf)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Listens from a position on until it is given up.</summary>
    internal async Task RunAsync(FeedPosition from, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await foreach (var page in hub.ListenAsync(from, cancel).ConfigureAwait(false))
                {
                    await onDeaf(false).ConfigureAwait(false);
                    await onNews(page).ConfigureAwait(false);
                    from = page.Next;
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                await onDeaf(true).ConfigureAwait(false);
            }
            await Task.Delay(Pause, clock, cancel).ConfigureAwait(false);
        }
    }
}
