namespace CityKit.Cases.Rewards;

/// <summary>How a measured field is compared with a threshold (阈值比较).</summary>
public enum RewardBound : byte
{
    /// <summary>More than it (大于).</summary>
    MoreThan,

    /// <summary>As much or more (不小于).</summary>
    AtLeast,

    /// <summary>As much or less (不大于).</summary>
    AtMost,
}
