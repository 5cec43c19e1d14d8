namespace CityKit.AlertDesk;

/// <summary>What a person did with an alert.</summary>
public enum AlertAct
{
    /// <summary>Gave it to a role or a person (指派).</summary>
    Assigned = 1,

    /// <summary>Wrote something (备注).</summary>
    Commented = 2,

    /// <summary>Let notices and escalation wait until a moment (暂缓).</summary>
    Snoozed = 3,

    /// <summary>Said what was found out (登记结果).</summary>
    Concluded = 4,

    /// <summary>Closed it while its condition held (人工关闭).</summary>
    Resolved = 5,

    /// <summary>Merged it into another, or another into it (合并).</summary>
    Merged = 6,
}
