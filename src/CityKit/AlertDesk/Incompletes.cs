using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>
/// Windows that cannot be judged: one finding for a rule over a device or feed, however many of its sensors lack readings.
/// </summary>
internal static class Incompletes
{
    private const int MaxNames = 3;

    /// <param name="outcomes">What one rule says of one device or feed; at least one.</param>
    /// <param name="changes">Takes the finding.</param>
    internal static void Add(IReadOnlyList<RuleOutcome> outcomes, Attempt changes)
    {
        var first = outcomes[0];
        var source = outcomes.All(o => o.Sensor == first.Sensor) ? first.Sensor.ToString() : first.Sensor.Device.Value;
        changes.Add("incomplete", source, null, outcomes.Max(o => o.At), outcomes.Count == 1 ? Of(first) : Of(first, outcomes));
    }

    private static LocalizedText Of(RuleOutcome outcome) => new(
        $"规则 {outcome.Rule.Id} 的时间窗只有 {outcome.CoveragePermille / 10.0:0.0}% 的数据，不作判断。",
        $"Rule {outcome.Rule.Id}: only {outcome.CoveragePermille / 10.0:0.0} % of the window was seen, so it is not judged.");

    private static LocalizedText Of(RuleOutcome first, IReadOnlyList<RuleOutcome> outcomes)
    {
        var sensors = outcomes.Select(o => o.Sensor.Sensor.Value).Distinct().ToArray();
        var names = string.Join(", ", sensors.Take(MaxNames)) + (sensors.Length > MaxNames ? " …" : "");
        return new LocalizedText(
            $"规则 {first.Rule.Id}：{sensors.Length} 个传感器（{names}）的时间窗数据不全，不作判断。",
            $"Rule {first.Rule.Id}: the windows of {sensors.Length} sensors ({names}) lack readings, so they are not judged.");
    }
}
