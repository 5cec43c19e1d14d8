using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>A rule that failed is an alert of its own: what it watched is watched by nobody (规则故障).</summary>
internal static class RuleFailures
{
    internal static void Raise(RuleOutcome outcome, string audience, Attempt changes)
    {
        var (rule, source) = (outcome.Rule.Id, $"{outcome.Rule.Id}/{outcome.Source}");
        if (changes.OpenAlert(Alert.RuleFailed, source) is not null) return;
        var alert = new Alert(AlertId.Of($"{Alert.RuleFailed}/{rule}", outcome.Sensor, outcome.At), Alert.RuleFailed, source, changes.Now)
        {
            Severity = Severity.Warning,
            Title = new LocalizedText(
                $"规则 {rule} 在 {outcome.Source} 上出错（{outcome.Fault}），已停止判断；修改规则后恢复",
                $"Rule {rule} failed on {outcome.Source} ({outcome.Fault}) and judges it no more; change the rules to start it again"),
            Subject = Subject.Unknown,
            ReceivedAt = changes.Now,
        };
        changes.Put(AlertDocuments.Kind, alert);
        changes.Notify(NotificationKind.AlertRaised, alert.Id.ToString(), alert.Title);
        changes.Notify(NotificationKind.Notice, alert.Id.ToString(), alert.Title, audience);
    }
}
