namespace CityKit.Desk.Duty;

/// <summary>Which list of the duty desk.</summary>
public enum DutyShow
{
    /// <summary>What machines found and a person decides (预警线索).</summary>
    Leads,

    /// <summary>What rules found (告警).</summary>
    Alerts,

    /// <summary>Work items (工作项).</summary>
    Items,
}
