namespace CityKit.Escalations;

/// <summary>What is escalated.</summary>
public enum EscalatedKind : byte
{
    /// <summary>An alert (告警).</summary>
    Alert = 0,

    /// <summary>A lead (预警线索).</summary>
    Lead = 1,

    /// <summary>A hand-over that nobody has accepted (交接班).</summary>
    HandOver = 2,
}
