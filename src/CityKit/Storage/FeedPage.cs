using System.Collections.Immutable;
using CityKit.Notifications;

namespace CityKit.Storage;

/// <summary>Some notifications, in order; of a city, by time.</summary>
/// <param name="Notifications">The notifications.</param>
/// <param name="Start">Where the page begins, in the history that goes on.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="Restores">
/// What was restored from an older copy since the reader's position: forget what is void, and go on from here. Empty when nothing happened.
/// </param>
public sealed record FeedPage(
    IReadOnlyList<Notification> Notifications, FeedPosition Start, FeedPosition Next, IReadOnlyList<FeedRestore> Restores)
{
    /// <summary>The histories of a city's partitions, the city's own first; none for a hub by itself.</summary>
    internal ImmutableArray<HistoryId> Histories { get; init; } = [];

    /// <summary>
    /// Whether it was read as far as a page goes, so that more may be there already; an actor's page then has fewer when not all is
    /// visible.
    /// </summary>
    public bool IsFull { get; init; }

    /// <summary>The notifications, each with the position of a reader that has read it and none after it.</summary>
    public IEnumerable<(Notification Notification, FeedPosition Position)> Steps()
    {
        var position = Start;
        foreach (var notification in Notifications)
        {
            position = After(position, notification);
            yield return (notification, position);
        }
    }

    /// <summary>The history that a notification's number belongs to.</summary>
    public HistoryId HistoryOf(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification.Partition is { } partition ? Histories[partition + 1] : Next.History;
    }

    private FeedPosition After(FeedPosition position, Notification notification) => notification.Partition is { } partition
        ? FeedPosition.OfCity(Histories, position.Parts.SetItem(partition + 1, notification.Number))
        : position with { Number = notification.Number };
}
