using CityKit.Notifications;
using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>Counts how often the feed is read.</summary>
internal sealed class CountingStore(ICityStore inner) : PassingStore(inner)
{
    private int notificationReads;

    internal int NotificationReads => notificationReads;

    public override ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(
        long after, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref notificationReads);
        return base.ReadNotificationsAsync(after, limit, cancellationToken);
    }
}
