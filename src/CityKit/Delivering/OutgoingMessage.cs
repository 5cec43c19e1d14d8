using CityKit.Notifications;
using CityKit.Storage;

namespace CityKit.Delivering;

/// <summary>One message to one recipient.</summary>
public sealed record OutgoingMessage
{
    /// <summary>
    /// The same whenever this message is sent again: the subject, the notification's number and its history. ASCII, no dot.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The person's address on this channel; empty when the channel has one recipient of its own. Personal data.</summary>
    public required string Recipient { get; init; }

    /// <summary>The title, from the template, in the recipient's language.</summary>
    public required string Title { get; init; }

    /// <summary>The text, from the template, in the recipient's language.</summary>
    public required string Body { get; init; }

    /// <summary>The notification that it is about; its audience never names a person.</summary>
    public required Notification Notification { get; init; }

    /// <summary>The history that the notification's number belongs to.</summary>
    public required HistoryId History { get; init; }

    /// <summary>What is known of its subject.</summary>
    public required NotificationMatter Matter { get; init; }

    /// <summary>The key alone, so that no log shows the recipient.</summary>
    public override string ToString() => Key;
}
