using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Raises alerts, reopens those that were over a moment ago, and follows how much they matter.</summary>
/// <param name="options">The hub's options.</param>
/// <param name="locator">Where things are.</param>
/// <param name="leads">Opens leads.</param>
/// <param name="sensors">Gives the sensors in force.</param>
internal sealed class AlertRaiser(HubOptions options, Locator locator, LeadDesk leads, Func<SensorRegister> sensors)
{
    internal void Raise(RuleOutcome outcome, bool timeUnknown, Attempt changes)
    {
        if (changes.OpenAlert(outcome.Alert) is not null) return;
        var alert = AlertOf(outcome, timeUnknown, changes.Now);
        if (SuspensionDesk.Hold(outcome, alert, changes)) return;
        if (DampedBy(outcome, changes) is { } before) Reopen(before, outcome, changes);
        else Raise(alert, outcome.Rule.Then, EventLabel.Of(outcome.Fields), outcome.Test, changes);
    }

    /// <summary>
    /// A rule whose window was filled from the past holds an alert open. The same one of the rule as it was before goes on, or is open
    /// again.
    /// </summary>
    internal void Resume(RuleOutcome outcome, Attempt changes)
    {
        var goingOn = changes.OpenAlert(outcome.Alert) ?? changes.OpenAlertBy(outcome.Alert)
            ?? changes.OpenAlert(outcome.Rule.Id, outcome.Source);
        if (goingOn is { } open) Follow(open, outcome, changes);
        else if (changes.Find(AlertDocuments.Kind, outcome.Alert.ToString()) is { } before) Reopen(before, outcome, changes);
        else Raise(outcome, timeUnknown: false, changes);
    }

    /// <summary>A suspension is over and the condition still holds. What became of the rule meanwhile counts.</summary>
    internal void Raise(HeldAlert held, Rule? rule, Attempt changes)
    {
        changes.Remove(SuspensionDocuments.Held, held.Alert.Id.ToString());
        if (rule is null || changes.OpenAlert(held.Alert.Id) is not null) return;
        var alert = held.Alert with { ReceivedAt = changes.Now, Late = IsLate(held.Alert.RaisedAt, changes.Now) };
        Raise(alert, rule.Then, null, isTest: false, changes);
    }

    /// <summary>An open alert matters more or less. A rise is notified again, and ends a snooze.</summary>
    internal void Follow(Alert alert, RuleOutcome outcome, Attempt changes)
    {
        var after = Weighed(alert, outcome);
        if (after.Severity == alert.Severity) return;
        var isMore = after.Severity > alert.Severity;
        if (isMore && after.Work.SnoozedUntil is not null) after = after with { Work = after.Work with { SnoozedUntil = null } };
        changes.Put(AlertDocuments.Kind, after);
        changes.Notify(NotificationKind.AlertChanged, after.Id.ToString(), Told(after));
        if (!isMore) return;
        foreach (var audience in outcome.Rule.Then.Notify)
            changes.Notify(NotificationKind.Notice, after.Id.ToString(), Told(after), audience);
    }

    /// <summary>The alert that matters as much as the outcome says, with the words of its value then.</summary>
    internal Alert Weighed(Alert alert, RuleOutcome outcome)
    {
        if (alert.Severity == outcome.Severity) return alert;
        var before = alert.Severities.IsEmpty ? [new SeverityChange(alert.RaisedAt, alert.Severity)] : alert.Severities;
        var message = outcome.Value is null ? null : AlertText.Message(outcome, PlaceOf(alert.Subject));
        return alert with
        {
            Severity = outcome.Severity,
            Severities = [.. before.TakeLast(MostSeverities - 1), new SeverityChange(outcome.At, outcome.Severity)],
            Message = message ?? alert.Message,
        };
    }

    /// <summary>The last changes that an alert keeps.</summary>
    private const int MostSeverities = 50;

    private static LocalizedText Told(Alert alert)
    {
        var (zh, en) = alert.Severity switch
        {
            Severity.Info => ("提示", "info"),
            Severity.Warning => ("警告", "warning"),
            _ => ("严重", "critical"),
        };
        return new LocalizedText($"{alert.Told.Zh}（现为{zh}）", $"{alert.Told.En} (now {en})");
    }

    private static string? PlaceOf(Subject subject)
    {
        var place = subject.Place;
        if (place.Compound is null) return subject.Component?.ToString() ?? place.Grid;
        return string.Join('/', new[] { place.Compound, place.Building, place.Entrance }.OfType<string>());
    }

    private bool IsLate(Instant at, Instant now) => now - at > options.LateAfter;

    private Alert AlertOf(RuleOutcome outcome, bool timeUnknown, Instant now)
    {
        var subject = SubjectOf(outcome);
        return new Alert(outcome.Alert, outcome.Rule.Id, outcome.Source, outcome.At)
        {
            Severity = outcome.Severity,
            Title = EventLabel.Behind(outcome.Rule.Then.Title, EventLabel.Of(outcome.Fields)),
            Message = AlertText.Message(outcome, PlaceOf(subject)),
            Evidence = outcome.Rule.Version > 1 ? EvidenceOf(outcome) : [],
            Subject = subject,
            ReceivedAt = now,
            Late = IsLate(outcome.At, now),
            TimeUnknown = timeUnknown,
            ClearedAt = outcome.Final ? outcome.At : null,
        };
    }

    /// <summary>A group of several places is no single component or household, and a city no place in it.</summary>
    private Subject SubjectOf(RuleOutcome outcome)
    {
        if (outcome.Group is { Per: RulePer.City }) return Subject.Unknown;
        var subject = locator.SubjectOf(outcome.Entry);
        return outcome.Group is { Per: RulePer.Entrance or RulePer.Building or RulePer.Compound or RulePer.Grid }
            ? new Subject(subject.Place with { Point = null, Address = null }) : subject;
    }

    private ImmutableArray<AlertEvidence> EvidenceOf(RuleOutcome outcome)
    {
        if (outcome.Evidence.Count > 0) return [.. outcome.Evidence.Select(evidence => EvidenceOf(outcome.Rule, evidence))];
        var value = outcome.Value is { } number ? AlertText.Value(outcome.Rule, outcome.Entry, number) : null;
        return
        [
            new AlertEvidence(outcome.Rule.Words, outcome.Sensor.ToString(), outcome.At)
            {
                Value = value, Limit = AlertText.Limit(outcome.Rule), CoveragePermille = outcome.CoveragePermille,
            },
        ];
    }

    private AlertEvidence EvidenceOf(Rule rule, RuleEvidence evidence)
    {
        var leaf = rule is GroupRule group ? group.Conditions.FirstOrDefault(c => c.Words == evidence.Condition)?.Rule ?? rule : rule;
        var entry = sensors().Find(evidence.Sensor, evidence.At);
        return new AlertEvidence(evidence.Condition, evidence.Sensor.ToString(), evidence.At)
        {
            Value = evidence.Value is { } value && entry is not null ? AlertText.Value(leaf, entry, value) : null,
            Limit = AlertText.Limit(leaf),
        };
    }

    /// <summary>The alert of the same rule and source that was over so short a time ago that this is the same.</summary>
    private static Alert? DampedBy(RuleOutcome outcome, Attempt facts)
    {
        if (outcome.Rule.Then.Damp == Duration.Zero) return null;
        var last = facts.Query(AlertDocuments.Kind.Query().Where(AlertDocuments.Rule, outcome.Rule.Id)
            .Where(AlertDocuments.Source, outcome.Source).OrderBy(AlertDocuments.At, true).Take(1)).FirstOrDefault();
        return last is { IsOverByItself: true } && outcome.At - last.ClearedAt <= outcome.Rule.Then.Damp ? last : null;
    }

    private void Reopen(Alert before, RuleOutcome outcome, Attempt changes)
    {
        var open = before with
        {
            ClearedAt = outcome.Final ? Instant.Max(outcome.At, before.RaisedAt) : null,
            Repeats = before.Repeats + 1,
            RaisedBy = outcome.Alert == before.Id ? null : outcome.Alert,
        };
        changes.Put(AlertDocuments.Kind, open);
        if (outcome.Severity == open.Severity) changes.Notify(NotificationKind.AlertChanged, open.Id.ToString(), open.Told);
        else Follow(open, outcome, changes);
    }

    private void Raise(Alert alert, RuleAction then, string? label, bool isTest, Attempt changes)
    {
        changes.Put(AlertDocuments.Kind, alert);
        changes.Notify(NotificationKind.AlertRaised, alert.Id.ToString(), alert.Told);
        foreach (var audience in then.Notify) changes.Notify(NotificationKind.Notice, alert.Id.ToString(), alert.Told, audience);
        if (then.Lead is { } lead && !isTest)
            leads.Open(alert, lead.Title is { } own ? lead with { Title = EventLabel.Behind(own, label) } : lead, changes);
    }
}
