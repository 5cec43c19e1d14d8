using CityKit.Notifications;
namespace CityKit.Notifications;

/// <summary>What a notification reports.</summary>
public enum NotificationKind : byte
{
    /// <summary>An alert rose.</summary>
    AlertRaised = 1,

    /// <summary>An alert cleared.</summary>
    AlertCleared = 2,

    /// <summary>A lead waits for a decision.</summary>
    LeadOpened = 3,

    /// <summary>A lead was confirmed, dismissed or merged.</summary>
    LeadDecided = 4,

    /// <summary>A work item was opened.</summary>
    ItemOpened = 5,

    /// <summary>A work item moved.</summary>
    ItemMoved = 6,

    /// <summary>Somebody is to be notified of something: the audience says who.</summary>
    Notice = 7,

    /// <summary>Something was not seen or could not be decided.</summary>
    Finding = 8,

    /// <summary>Somebody has seen an alert or a lead and is handling it.</summary>
    Acknowledged = 9,

    /// <summary>
    /// The hub was restored from an older copy: what came after the number is void. A subscription gets it; it is never in the feed.
    /// </summary>
    Restored = 10,

    /// <summary>An open alert matters more or less, is open again, or people did something about it.</summary>
    AlertChanged = 11,
}
