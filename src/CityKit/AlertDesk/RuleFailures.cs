using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.AlertDesk;

/// <summary>A rule that failed is an alert of its own: what it watched is watched by nobody (规则故障).</summary>
internal static class RuleFailures
{
    internal static void Raise(RuleOutcome outcome, string audience, Attempt changes)
    {
        var (rule, source) = (outcome.Rule.Id, $"{outcome.Rule.Id}/{outcome.Sensor}");
        if (changes.OpenAlert(Alert.RuleFailed, source) is not null) return;
        var alert = new Alert(AlertId.Of($"{Alert.RuleFailed}/{rule}", outcome.Sensor, outcome.At), Alert.RuleFailed, source, changes.Now)
        {
            Severity = Severity.Warning,
            Title = new LocalizedText(
                $"规则 {rule} 在 {outcome.Sensor} 上出错（{outcome.Fault}），已停止判断；修改规则后恢复",
                $"Rule {rule} failed on {outcome.Sensor} ({outcome.Fault}) and judges it no more; change the rules to start it again"),
            Subject = Subject.Unknown,
            ReceivedAt = changes.Now,
        };
        changes.Put(AlertDocuments.Kind, alert);
        changes.Notify(NotificationKind.AlertRaised, alert.Id.ToString(), alert.Title);
        changes.Notify(NotificationKind.Notice, alert.Id.ToString(), alert.Title, audience);
    }

    /// <summary>Rules begin again: what failed judges again, and the alerts about it are over, up to 1,000 of them.</summary>
    /// <param name="changes">Where to.</param>
    /// <param name="sensors">The sensors that they begin again on; null for all.</param>
    internal static void End(Attempt changes, IReadOnlySet<SensorKey>? sensors = null)
    {
        var open = changes.Query(AlertDocuments.Kind.Query().Where(AlertDocuments.Rule, Alert.RuleFailed)
            .Where(AlertDocuments.Open, 1).OrderBy(AlertDocuments.At).Take(DocumentQuery.MaxRows));
        Desk.Clear([.. open.Where(alert => sensors is null || sensors.Any(key => IsOn(alert, key))).Select(alert => alert.Id)], changes);
    }

    private static bool IsOn(Alert alert, SensorKey sensor) => alert.Source.EndsWith($"/{sensor}", StringComparison.Ordinal);
}
