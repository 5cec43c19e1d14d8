using CityKit.Core;
using CityKit.Notifications;
using NodaTime;

namespace CityKit.Notifications;

/// <summary>
/// One message out of the hub (通知): committed with what caused it, delivered at least once, its subject the key for recognising a repeat.
/// </summary>
/// <param name="Number">Its place in the feed, from 1, without gaps.</param>
/// <param name="At">When, by the hub's clock.</param>
/// <param name="Kind">What it reports.</param>
/// <param name="Subject">The id of the alert, lead or work item.</param>
/// <param name="Text">What people read; names no person.</param>
/// <param name="Audience">Who is to be notified: a role or a body; empty for the feed alone.</param>
public sealed record Notification(long Number, Instant At, NotificationKind Kind, string Subject, LocalizedText Text, string Audience)
{
    /// <summary>
    /// The number of the partition in whose feed it is, -1 for the city's own; null for a hub by itself. A store keeps none: who reads a
    /// city sets it.
    /// </summary>
    public int? Partition { get; init; }
}
