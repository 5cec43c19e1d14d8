namespace CityKit.AlertDesk;

/// <summary>The state of a lead.</summary>
public enum LeadState : byte
{
    /// <summary>Waits for a duty officer (待确认).</summary>
    Open = 0,

    /// <summary>Confirmed: a work item was opened (已确认).</summary>
    Confirmed = 1,

    /// <summary>Dismissed with a reason (已排除).</summary>
    Dismissed = 2,

    /// <summary>Merged into another work item (已合并).</summary>
    Merged = 3,
}
