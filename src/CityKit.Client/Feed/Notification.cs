using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Feed;

/// <summary>One message out of the hub (通知); it comes at least once.</summary>
/// <param name="Number">Its place in the feed.</param>
/// <param name="At">When, by the hub's clock.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Subject">The id of the alert, lead or work item.</param>
/// <param name="Text">What people read.</param>
/// <param name="Audience">Who is to be notified: a role or a body; empty for the feed alone.</param>
public sealed record Notification(long Number, Instant At, string Kind, string Subject, LocalizedText Text, string Audience)
{
    /// <summary>The partition of a city whose feed it is in, such as <c>003</c> or <c>city</c>; null for a hub by itself.</summary>
    public string? Partition { get; init; }
}
