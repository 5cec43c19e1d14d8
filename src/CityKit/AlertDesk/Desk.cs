using CityKit.Core;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Setup;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Turns what rules found, and the silence of devices, into alerts and leads (告警台). All it knows are facts.</summary>
internal sealed class Desk(HubOptions options, AlertRaiser raiser)
{
    internal void Apply(Judgement judgement, Attempt changes)
    {
        if (judgement.IsEmpty) return;
        foreach (var (code, source, from, to, reason, audience) in judgement.Findings)
            changes.Add(code, source, from, to, reason, audience);
        foreach (var (audience, subject, text) in judgement.Notices) changes.Notify(NotificationKind.Notice, subject, text, audience);
        foreach (var outcome in judgement.Outcomes) Apply(outcome, judgement.WithoutTime.Contains(outcome), changes);
        TellIncomplete(judgement.Outcomes, changes);
        foreach (var late in judgement.Outcomes.Where(o => o.Kind == OutcomeKind.TooLate).GroupBy(o => (o.Rule.Id, o.Source)))
            LateReadings.Add([.. late], options.MaintenanceAudience, changes);
    }

    /// <summary>What rules hold open whose windows were filled from the past: alerts, and windows that lack readings.</summary>
    internal void Resume(IReadOnlyList<RuleOutcome> open, Attempt changes)
    {
        foreach (var outcome in open.Where(o => o.Kind == OutcomeKind.Raised)) raiser.Resume(outcome, changes);
        TellIncomplete(open, changes);
    }

    /// <summary>A device that was silent is heard again.</summary>
    internal static void DeviceIsBack(DeviceId device, Attempt changes)
    {
        if (changes.OpenAlert(Alert.DeviceOffline, device.Value) is { } alert) Clear(alert, changes.Now, changes);
    }

    /// <summary>A device is silent.</summary>
    internal void DeviceIsSilent(SilentDevice silent, Attempt changes)
    {
        var alert = new Alert(AlertId.Of(Alert.DeviceOffline, new SensorKey(silent.Device, SensorName.Device), silent.Since),
            Alert.DeviceOffline, silent.Device.Value, silent.Since)
        {
            Severity = Severity.Warning,
            Title = new LocalizedText($"设备 {silent.Device} 已 {options.OfflineAfter.TotalMinutes:0} 分钟没有上报",
                $"Device {silent.Device} has been silent for {options.OfflineAfter.TotalMinutes:0} minutes"),
            Subject = Subject.Unknown,
            ReceivedAt = changes.Now,
        };
        changes.Put(AlertDocuments.Kind, alert);
        changes.Notify(NotificationKind.AlertRaised, alert.Id.ToString(), alert.Title);
    }

    /// <summary>Clears alerts whose rule or sensor is gone.</summary>
    internal static void Clear(IReadOnlyList<AlertId> orphans, Attempt changes)
    {
        foreach (var id in orphans)
        {
            if ((changes.OpenAlert(id) ?? changes.OpenAlertBy(id)) is { } alert) Clear(alert, changes.Now, changes);
            if (changes.Find(SuspensionDocuments.Held, id.ToString()) is not null) changes.Remove(SuspensionDocuments.Held, id.ToString());
        }
    }

    private static void TellIncomplete(IReadOnlyList<RuleOutcome> outcomes, Attempt changes)
    {
        foreach (var stretch in outcomes.Where(o => o.Kind == OutcomeKind.Incomplete).GroupBy(o => (o.Rule.Id, o.Sensor.Device)))
            Incompletes.Add([.. stretch], changes);
    }

    private void Apply(RuleOutcome outcome, bool timeUnknown, Attempt changes)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Raised: raiser.Raise(outcome, timeUnknown, changes); break;
            case OutcomeKind.Cleared when Held(outcome, changes) is { } alert: Clear(alert, outcome.At, changes); break;
            case OutcomeKind.SeverityChanged when Held(outcome, changes) is { } alert: raiser.Follow(alert, outcome, changes); break;
            case OutcomeKind.Cleared or OutcomeKind.SeverityChanged: SuspensionDesk.Follow(outcome, raiser, changes); break;
            case OutcomeKind.Undecided: Tell(outcome, new("的读数存疑，暂时无法判断", "cannot be decided: the reading is in doubt"), changes); break;
            case OutcomeKind.Decided: Tell(outcome, new("的读数已澄清，恢复判断", "is decided again: the doubt is settled"), changes); break;
            case OutcomeKind.RuleFailed: RuleFailures.Raise(outcome, options.MaintenanceAudience, changes); break;
            case OutcomeKind.Revised: Revise(outcome, changes); break;
        }
    }

    /// <summary>By its identity; or, for an edge that knew no wall time, by what it is about.</summary>
    private static Alert? Held(RuleOutcome outcome, Attempt facts) =>
        facts.OpenAlert(outcome.Alert) ?? facts.OpenAlert(outcome.Rule.Id, outcome.Source);

    /// <summary>Everyone who relies on the rule hears at once that it does not decide, or does again.</summary>
    private static void Tell(RuleOutcome outcome, LocalizedText what, Attempt changes)
    {
        var (title, sensor) = (outcome.Rule.Then.Title, outcome.Sensor);
        foreach (var audience in outcome.Rule.Then.Audiences)
            changes.Notify(NotificationKind.Notice, sensor.ToString(), new LocalizedText($"{title.Zh}：{sensor} {what.Zh}",
                $"{title.En}: {sensor} {what.En}"), audience);
    }

    private static void Revise(RuleOutcome outcome, Attempt changes)
    {
        var reason = new LocalizedText(
            $"按更正后的读数，规则 {outcome.Rule.Id} 在 {outcome.At} 的结论会不同；已发出的告警不撤回，请人工核对。",
            $"With the corrected reading rule {outcome.Rule.Id} would have decided otherwise at {outcome.At}; "
            + "no alert is taken back, have a person look at it.");
        changes.Add("revised", outcome.Sensor.ToString(), outcome.At, outcome.At,
            reason, outcome.Rule.Then.Audiences.FirstOrDefault() ?? "");
    }

    private static void Clear(Alert alert, Instant at, Attempt changes)
    {
        changes.Put(AlertDocuments.Kind, alert with { ClearedAt = Instant.Max(at, alert.RaisedAt) });
        changes.Notify(NotificationKind.AlertCleared, alert.Id.ToString(), alert.Told);
    }
}
