namespace CityKit.Sensors.Alerts;

/// <summary>What a rule has to tell.</summary>
public enum OutcomeKind : byte
{
    /// <summary>An alert is raised (告警产生).</summary>
    Raised = 1,

    /// <summary>An alert is over (告警解除).</summary>
    Cleared = 2,

    /// <summary>A window has too little data to be judged (数据不完整); never the same as low.</summary>
    Incomplete = 3,

    /// <summary>The window can be judged again.</summary>
    Complete = 4,
}
