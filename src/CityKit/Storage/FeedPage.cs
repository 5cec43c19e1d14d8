using CityKit.Notifications;

namespace CityKit.Storage;

/// <summary>Some notifications, in order.</summary>
/// <param name="Notifications">The notifications.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="RestoredFrom">
/// The last notification that still counts, when the hub was restored from an older copy since the reader's position: forget what came
/// after it, and go on from here. Null when nothing happened.
/// </param>
public sealed record FeedPage(IReadOnlyList<Notification> Notifications, FeedPosition Next, long? RestoredFrom);
