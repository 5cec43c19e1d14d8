namespace CityKit.Sensors.Rules;

/// <summary>What a window makes of its readings (窗口函数).</summary>
public enum WindowFunction : byte
{
    /// <summary>Their sum (合计): for readings that are amounts.</summary>
    Sum = 0,

    /// <summary>How many there are (次数).</summary>
    Count = 1,

    /// <summary>Their mean (平均), each counting alike.</summary>
    Average = 2,

    /// <summary>The smallest (最小).</summary>
    Minimum = 3,

    /// <summary>The largest (最大).</summary>
    Maximum = 4,

    /// <summary>The last one (最后值).</summary>
    Last = 5,

    /// <summary>Their sum for each hour of the window (速率).</summary>
    Rate = 6,

    /// <summary>The last less the first (首末差): for readings that are a register's state.</summary>
    Difference = 7,
}
