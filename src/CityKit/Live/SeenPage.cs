using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Live;

/// <summary>A page of notifications with what they are about.</summary>
/// <param name="Page">The page.</param>
/// <param name="Seen">Its notifications.</param>
internal sealed record SeenPage(FeedPage Page, IReadOnlyList<SeenNotification> Seen)
{
    /// <summary>Whether it says nothing.</summary>
    internal bool IsEmpty => Seen.Count + Page.Restores.Count == 0;

    /// <summary>The page as far as an actor may see it.</summary>
    internal FeedPage For(ActorView view) => Page with
    {
        Notifications = [.. Seen.Where(seen => seen.IsFor(view)).Select(seen => seen.Notification)],
    };
}
