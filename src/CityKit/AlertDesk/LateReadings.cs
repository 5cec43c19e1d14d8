using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>Readings that came later than a rule waits for (迟到读数): kept, judged by no rule, one finding for those of one input.</summary>
internal static class LateReadings
{
    internal static void Add(IReadOnlyList<RuleOutcome> late, string audience, Attempt changes)
    {
        var (rule, source) = (late[0].Rule, late[0].Source);
        var reason = new LocalizedText(
            $"{late.Count} 条读数晚于规则 {rule.Id} 的容许迟到 {rule.Lateness.TotalMinutes:0} 分钟，未参与判断",
            $"{late.Count} readings came later than the {rule.Lateness.TotalMinutes:0} minutes that rule {rule.Id} waits; "
            + "it did not judge them");
        changes.Add("too-late", source, late.Min(o => o.At), late.Max(o => o.At), reason, audience);
    }
}
