namespace CityKit.Sensors.Rules;

/// <summary>Which rules of a file a hub judges (判断范围).</summary>
public enum RuleShare : byte
{
    /// <summary>All: the hub is the whole city.</summary>
    All = 0,

    /// <summary>All but those over the whole city: the hub is one partition of many.</summary>
    Local = 1,

    /// <summary>Those over the whole city alone (<see cref="RulePer.City"/>): the hub is the city's own partition.</summary>
    City = 2,
}
