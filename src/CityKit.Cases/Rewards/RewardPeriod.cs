namespace CityKit.Cases.Rewards;

/// <summary>What a limit counts by: days and months of the city's calendar (Asia/Shanghai), by the time of the report.</summary>
public enum RewardPeriod : byte
{
    /// <summary>A day (每日).</summary>
    Day,

    /// <summary>A month (每月).</summary>
    Month,
}
