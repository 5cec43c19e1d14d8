using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Rules;

/// <summary>Whether the amounts of a rule fit a sensor's unit.</summary>
internal static class RuleFit
{
    /// <summary>Whether a rule has amounts at all.</summary>
    internal static bool HasAmounts(Rule rule) => AmountOf(rule) is not null;

    /// <returns>What is wrong with a rule for a sensor that it is about; null when it fits.</returns>
    internal static ConfigError? Misfit(Rule rule, Sensor sensor)
    {
        if (AmountOf(rule) is not { } amount || Fits(rule, sensor)) return null;
        var nearMiss = MetricUnits.Ratio(amount.Unit, sensor.Unit) is null ? MetricUnits.NearMissOf(amount.Unit, sensor.Unit) : null;
        return new ConfigError(rule.Line, rule.Column, GroupRule.IdInFile(rule.Id),
            new($"不适合传感器 {sensor.Key}（{sensor.Unit}）的限值", $"a limit that does not fit sensor {sensor.Key} in '{sensor.Unit}'"),
            Allowed(rule, sensor), nearMiss);
    }

    private static Amount? AmountOf(Rule rule) => rule switch
    {
        ThresholdRule threshold => threshold.Limit,
        WindowRule { ComparedWith: null } window => window.Limit,
        ChangeRule change => change.Limit,
        StuckRule stuck => stuck.By,
        _ => null,
    };

    private static bool Fits(Rule rule, Sensor sensor) => rule switch
    {
        ThresholdRule threshold => RuleRange.Of(threshold, sensor) is not null,
        WindowRule window => RuleLimit.Of(window, sensor) is not null,
        ChangeRule change => change.MostAnHour(sensor) is not null,
        StuckRule stuck => stuck.SlackOf(sensor) is not null,
        _ => true,
    };

    private static LocalizedText Allowed(Rule rule, Sensor sensor) => rule is ThresholdRule { IsRate: true } or ChangeRule
        ? new($"{sensor.Unit}/h，且每小时为其最小单位的整数", $"'{sensor.Unit}/h', a whole number of its smallest unit an hour")
        : new($"以 {sensor.Unit} 计的量", $"an amount in '{sensor.Unit}'");
}
