namespace CityKit.Services.Conditions;

/// <summary>What became of a condition (条件结果).</summary>
public enum ConditionOutcome : byte
{
    /// <summary>A claim that it needs was not shown, or says something that cannot be compared.</summary>
    Unknown = 0,

    /// <summary>It holds (符合).</summary>
    Met = 1,

    /// <summary>It does not hold (不符合).</summary>
    NotMet = 2,
}
