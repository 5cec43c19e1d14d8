namespace CityKit.Client.Feed;

/// <summary>Notifications after a position.</summary>
/// <param name="Notifications">The notifications, in order.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="History">The history that this number is of: give it back with it.</param>
/// <param name="RestoredFrom">The last number that both histories have, when the hub was restored since; null otherwise.</param>
public sealed record NotificationPage(IReadOnlyList<Notification> Notifications, long Next, string History, long? RestoredFrom = null);
