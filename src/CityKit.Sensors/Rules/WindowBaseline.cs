namespace CityKit.Sensors.Rules;

/// <summary>What a window is compared with (比较基准).</summary>
public enum WindowBaseline : byte
{
    /// <summary>The same window 24 hours before (昨日同期).</summary>
    Yesterday = 1,

    /// <summary>The same window 7 days before (上周同期).</summary>
    LastWeek = 2,

    /// <summary>What is usual for the sensor at this hour of the day (自身常态): the median of the last days.</summary>
    Normal = 3,
}
