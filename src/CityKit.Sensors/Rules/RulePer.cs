namespace CityKit.Sensors.Rules;

/// <summary>What a rule is judged for, each by itself (判断单位): one alert is open for a rule and one of these at a time.</summary>
public enum RulePer : byte
{
    /// <summary>Each sensor (传感器).</summary>
    Sensor = 0,

    /// <summary>All sensors of a device (设备).</summary>
    Device = 1,

    /// <summary>All sensors of a household (住户).</summary>
    Household = 2,

    /// <summary>All sensors at a component (部件).</summary>
    Component = 3,

    /// <summary>All sensors of an entrance of a building (单元门).</summary>
    Entrance = 4,

    /// <summary>All sensors of a building (楼栋).</summary>
    Building = 5,

    /// <summary>All sensors of a compound (小区).</summary>
    Compound = 6,

    /// <summary>All sensors in a unit grid (单元网格).</summary>
    Grid = 7,

    /// <summary>
    /// All sensors of the city (全市), as one group. In a city of many partitions, the city's own partition judges such a rule.
    /// </summary>
    City = 8,
}
