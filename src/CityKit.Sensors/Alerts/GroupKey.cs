using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Alerts;

/// <summary>For which group of sensors a rule judged (判断单位), such as a building.</summary>
/// <param name="Per">What the group is.</param>
/// <param name="Value">Its code; a building is <c>compound/building</c>, an entrance <c>compound/building/entrance</c>.</param>
public readonly record struct GroupKey(RulePer Per, string Value)
{
    /// <summary>As text, such as <c>building:370202001-3/5</c>.</summary>
    public override string ToString() => $"{Per.ToString().ToLowerInvariant()}:{Value}";
}
