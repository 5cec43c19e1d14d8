namespace CityKit.Sensors.Alerts;

/// <summary>What a rule has to report.</summary>
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

    /// <summary>What a register shows is in doubt, so the rule cannot decide (存疑，无法判断).</summary>
    Undecided = 5,

    /// <summary>The doubt is settled; the rule decides again.</summary>
    Decided = 6,

    /// <summary>With a corrected reading the rule would have decided otherwise (更正后结论不同); nothing is taken back.</summary>
    Revised = 7,

    /// <summary>An open alert matters more or less than before (严重程度变化).</summary>
    SeverityChanged = 8,

    /// <summary>The rule failed and judges this sensor no more, until rules are changed (规则出错，已停止); the others go on.</summary>
    RuleFailed = 9,

    /// <summary>A reading came later than the rule waits for (迟到); it was not judged.</summary>
    TooLate = 10,
}
