using CityKit.Notifications;
namespace CityKit.Notifications;

/// <summary>What a notification tells.</summary>
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

    /// <summary>Somebody is to be told something: the audience says who.</summary>
    Notice = 7,

    /// <summary>Something was not seen or could not be decided.</summary>
    Finding = 8,
}
