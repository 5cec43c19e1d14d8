using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Alerts;

/// <summary>For which group of sensors a rule judged (判断单位), such as a building. <c>default</c> is of no group.</summary>
/// <param name="Per">What the group is.</param>
/// <param name="Value">Its code; a building is <c>compound/building</c>, an entrance <c>compound/building/entrance</c>,
/// the city <c>city</c>.</param>
public readonly record struct GroupKey(RulePer Per, string Value)
{
    private const string WholeCity = "city";

    /// <summary>The group of a sensor; null when the register has no code for it.</summary>
    public static GroupKey? Of(RulePer per, Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        return ValueOf(per, sensor) is { } value ? new GroupKey(per, value) : null;
    }

    internal string PerText => Per.ToString().ToLowerInvariant();

    private static string? ValueOf(RulePer per, Sensor sensor) => per switch
    {
        RulePer.Sensor => sensor.Key.ToString(),
        RulePer.Device => sensor.Key.Device.Value,
        RulePer.Household => sensor.Household,
        RulePer.Component => sensor.Component,
        RulePer.Entrance => Path(sensor.Compound, sensor.Building, sensor.Entrance),
        RulePer.Building => Path(sensor.Compound, sensor.Building),
        RulePer.Compound => sensor.Compound,
        RulePer.Grid => sensor.Grid,
        RulePer.City => WholeCity,
        _ => throw new ArgumentOutOfRangeException(nameof(per), per, "No such group."),
    };

    /// <summary>A code that has a slash itself is written so that no two groups have the same path.</summary>
    private static string? Path(params string?[] codes) =>
        codes.Contains(null) ? null : string.Join('/', codes.Select(code => code!.Replace("%", "%25").Replace("/", "%2F")));

    /// <summary>As text, such as <c>building:370202001-3/5</c>.</summary>
    public override string ToString() => $"{PerText}:{Value}";
}
