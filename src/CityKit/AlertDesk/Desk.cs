using CityKit.Notifications;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Intake;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Turns what rules found into alerts and leads, and watches over silent devices (告警台).</summary>
internal sealed class Desk(HubOptions options, Locator locator, LeadDesk leads, DueQueue due)
{
    private const string DeviceKey = "device/";

    /// <summary>Takes up the deadlines of a state just loaded.</summary>
    internal void Load(HubState state)
    {
        foreach (var device in state.Devices) WatchDevice(device.Id, device.HeardAt, state);
    }

    internal void Apply(Judgement judgement, HubChanges changes)
    {
        if (judgement.IsEmpty) return;
        foreach (var (code, source, from, to, reason, audience) in judgement.Findings)
            changes.Add(code, source, from, to, reason, audience);
        foreach (var (audience, subject, text) in judgement.Notices) changes.Notify(NotificationKind.Notice, subject, text, audience);
        foreach (var outcome in judgement.Outcomes) Apply(outcome, judgement.WithoutTime.Contains(outcome), changes);
        foreach (var stretch in judgement.Outcomes.Where(o => o.Kind == OutcomeKind.Incomplete).GroupBy(o => (o.Rule.Id, o.Sensor.Device)))
            Incompletes.Add([.. stretch], changes);
    }

    /// <summary>A device's batch came: whatever was said of its silence is over.</summary>
    internal void DeviceIsBack(DeviceId device, HubChanges changes)
    {
        if (changes.State.OpenAlert(Alert.DeviceOffline, device.Value) is { } alert) Clear(alert, changes.Now, changes);
        WatchDevice(device, changes.Now, changes.State);
    }

    /// <summary>Clears alerts whose rule or sensor is gone.</summary>
    internal void Clear(IReadOnlyList<AlertId> orphans, HubChanges changes)
    {
        foreach (var id in orphans)
            if (changes.State.Alert(id) is { } alert) Clear(alert, changes.Now, changes);
    }

    /// <summary>Takes up a device key that fell due; false when the key is not a device's.</summary>
    internal bool TryTick(string key, HubChanges changes)
    {
        if (!key.StartsWith(DeviceKey, StringComparison.Ordinal)) return false;
        due.Set(key, null);
        var device = DeviceId.Parse(key[DeviceKey.Length..]);
        if (changes.State.Device(device)?.HeardAt is { } heard) RaiseOffline(device, heard + options.OfflineAfter, changes);
        return true;
    }

    private void Apply(RuleOutcome outcome, bool timeUnknown, HubChanges changes)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Raised: Raise(outcome, timeUnknown, changes); break;
            case OutcomeKind.Cleared when Held(outcome, changes.State) is { } alert: Clear(alert, outcome.At, changes); break;
            case OutcomeKind.Undecided: Tell(outcome, new("的读数存疑，暂时无法判断", "cannot be decided: the reading is in doubt"), changes); break;
            case OutcomeKind.Decided: Tell(outcome, new("的读数已澄清，恢复判断", "is decided again: the doubt is settled"), changes); break;
            case OutcomeKind.Revised: Revise(outcome, changes); break;
        }
    }

    /// <summary>By its identity; or, for an edge that knew no wall time, by what it is about.</summary>
    private static Alert? Held(RuleOutcome outcome, HubState state) =>
        state.Alert(outcome.Alert) ?? state.OpenAlert(outcome.Rule.Id, outcome.Sensor.ToString());

    private void Raise(RuleOutcome outcome, bool timeUnknown, HubChanges changes)
    {
        if (changes.State.Alert(outcome.Alert) is not null) return;
        var (then, label) = (outcome.Rule.Then, EventLabel.Of(outcome.Fields));
        var alert = new Alert(outcome.Alert, outcome.Rule.Id, outcome.Sensor.ToString(), outcome.At)
        {
            Severity = then.Severity,
            Title = EventLabel.Behind(then.Title, label),
            Subject = locator.SubjectOf(outcome.Entry),
            ReceivedAt = changes.Now,
            Late = changes.Now - outcome.At > options.LateAfter,
            TimeUnknown = timeUnknown,
            ClearedAt = outcome.Final ? outcome.At : null,
        };
        changes.Put(alert);
        Tell(alert, then.Notify, changes);
        if (then.Lead is { } lead && !outcome.Test)
            leads.Open(alert, lead.Title is { } own ? lead with { Title = EventLabel.Behind(own, label) } : lead, changes);
    }

    private static void Tell(Alert alert, IReadOnlyList<string> audiences, HubChanges changes)
    {
        changes.Notify(NotificationKind.AlertRaised, alert.Id.ToString(), alert.Told);
        foreach (var audience in audiences) changes.Notify(NotificationKind.Notice, alert.Id.ToString(), alert.Told, audience);
    }

    /// <summary>Everyone who relies on the rule hears at once that it does not decide, or does again.</summary>
    private static void Tell(RuleOutcome outcome, LocalizedText what, HubChanges changes)
    {
        var (title, sensor) = (outcome.Rule.Then.Title, outcome.Sensor);
        foreach (var audience in outcome.Rule.Then.Audiences)
            changes.Notify(NotificationKind.Notice, sensor.ToString(), new LocalizedText($"{title.Zh}：{sensor} {what.Zh}",
                $"{title.En}: {sensor} {what.En}"), audience);
    }

    private static void Revise(RuleOutcome outcome, HubChanges changes)
    {
        var reason = new LocalizedText(
            $"按更正后的读数，规则 {outcome.Rule.Id} 在 {outcome.At} 的结论会不同；已发出的告警不撤回，请人工核对。",
            $"With the corrected reading rule {outcome.Rule.Id} would have decided otherwise at {outcome.At}; "
            + "no alert is taken back, have a person look at it.");
        changes.Add("revised", outcome.Sensor.ToString(), outcome.At, outcome.At,
            reason, outcome.Rule.Then.Audiences.FirstOrDefault() ?? "");
    }

    private static void Clear(Alert alert, Instant at, HubChanges changes)
    {
        changes.Put(alert with { ClearedAt = Instant.Max(at, alert.RaisedAt) });
        changes.Notify(NotificationKind.AlertCleared, alert.Id.ToString(), alert.Told);
    }

    private void RaiseOffline(DeviceId device, Instant at, HubChanges changes)
    {
        var alert = new Alert(AlertId.Of(Alert.DeviceOffline, new SensorKey(device, SensorName.Device), at),
            Alert.DeviceOffline, device.Value, at)
        {
            Severity = Severity.Warning,
            Title = new LocalizedText($"设备 {device} 已 {options.OfflineAfter.TotalMinutes:0} 分钟没有上报",
                $"Device {device} has been silent for {options.OfflineAfter.TotalMinutes:0} minutes"),
            Subject = Subject.Unknown,
            ReceivedAt = changes.Now,
        };
        changes.Put(alert);
        changes.Notify(NotificationKind.AlertRaised, alert.Id.ToString(), alert.Title);
    }

    private void WatchDevice(DeviceId device, Instant? heardAt, HubState state) =>
        due.Set(DeviceKey + device, state.OpenAlert(Alert.DeviceOffline, device.Value) is null ? heardAt + options.OfflineAfter : null);
}
