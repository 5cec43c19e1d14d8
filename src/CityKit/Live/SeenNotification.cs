using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Modules;
using CityKit.Notifications;

namespace CityKit.Live;

/// <summary>A notification with what it is about, as that is now.</summary>
/// <param name="Notification">The notification.</param>
/// <param name="About">The alert, lead, work item or hand-over; null when it is about something else.</param>
internal sealed record SeenNotification(Notification Notification, object? About)
{
    /// <summary>Whether an actor is notified: what it is about is his to see, or it is addressed to him.</summary>
    internal bool IsFor(ActorView view) => Notification.Audience == view.Actor.Id || About switch
    {
        WorkItem item => view.Visible(item).HasFlag(WorkItemPart.Summary),
        Alert alert => DutyRoom.Sees(view, alert.Subject),
        Lead lead => DutyRoom.Sees(view, lead.Subject),
        HandOver handOver => HandOvers.Sees(view, handOver),
        _ => view.Reach.IsCity(DutyRoom.Watching.Roles),
    };
}
