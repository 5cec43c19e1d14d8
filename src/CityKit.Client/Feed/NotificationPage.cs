namespace CityKit.Client.Feed;

/// <summary>Notifications after a position.</summary>
/// <param name="Notifications">The notifications, in order.</param>
/// <param name="Position">Where to go on: give it back as it is.</param>
/// <param name="Restores">What was restored from an older copy since the position that was asked for: what came after is void.</param>
public sealed record NotificationPage(
    IReadOnlyList<Notification> Notifications, string Position, IReadOnlyList<FeedRestore> Restores);
