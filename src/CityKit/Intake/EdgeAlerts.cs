using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using NodaTime;

namespace CityKit.Intake;

/// <summary>
/// Takes over the alerts that an edge raised, without judging them again: only those of a rule that runs on the edge and is about that
/// sensor, and for a household's sensor only what it consented to. The edge's word for the time
/// counts where it can be true; else the alert counts as of when it was received, and is marked.
/// </summary>
internal sealed class EdgeAlerts(HubOptions options, SensorsInForce sensors)
{
    internal void Take(RuleSet rules, SensorKey key, CityEvent read, Instant at, Instant receivedAt, bool isUndated, Judgement judgement)
    {
        var id = read.Fields.TextOf("rule") ?? "";
        var rule = rules.Rules.FirstOrDefault(r => r.Id == id);
        if (sensors.Register.Find(key, at) is not { } entry) judgement.NoteUndecided(key.ToString(), at, Doubts.NotRegistered(key));
        else if (rule is null) judgement.NoteUndecided(key.ToString(), at, Doubts.NoSuchRule(id));
        else if (rule.Where != RuleHost.Edge || !rule.IsAbout(entry))
            judgement.NoteUndecided(key.ToString(), at, Doubts.NotAnEdgeRule(rule, key), options.MaintenanceAudience);
        else Take(rule, entry, read, at, isUndated ? null : receivedAt + options.DeviceClockTolerance, receivedAt, judgement);
    }

    private void Take(Rule rule, Sensor entry, CityEvent read, Instant at, Instant? latest, Instant receivedAt, Judgement judgement)
    {
        var (stated, statedRaise) = (TimeOf(read, "at"), TimeOf(read, "raisedAt"));
        var isTrue = IsPossible(stated, entry, latest) && IsPossible(statedRaise, entry, latest);
        var outcomeAt = isTrue ? stated ?? at : latest is null ? at : receivedAt;
        var outcome = Outcome(rule, entry, read, outcomeAt, isTrue ? statedRaise ?? outcomeAt : outcomeAt);
        if (outcome.Kind == OutcomeKind.Raised && !rule.MayJudge(entry, outcomeAt))
        {
            judgement.NoteUndecided(entry.Key.ToString(), outcomeAt, Doubts.NoConsent(rule, entry.Key), options.MaintenanceAudience);
            return;
        }
        if (!isTrue) judgement.WithoutTime.Add(outcome);
        judgement.Outcomes.Add(outcome);
    }

    /// <summary>The edge names the rule's own times; a device without wall time names none, and the hub's is used.</summary>
    private static RuleOutcome Outcome(Rule rule, Sensor entry, CityEvent read, Instant at, Instant raisedAt)
    {
        var raised = read.Kind == EventKind.AlertRaised;
        var group = rule.Per == RulePer.Sensor ? null : GroupKey.Of(rule.Per, entry);
        var alert = group is { } key ? AlertId.Of(rule.Id, key, raisedAt) : AlertId.Of(rule.Id, entry.Key, raisedAt);
        return new RuleOutcome(KindOf(read), rule, entry.Key, at, alert)
        {
            Group = group,
            Entry = entry,
            RaisedAt = raisedAt,
            Test = read.Flags.HasFlag(EventFlags.Test),
            Final = raised && (rule is MatchRule { HasLevel: false } || (rule is GroupRule && read.Fields.NumberOf("final") == 1)),
            Value = read.Value,
            Fields = read.Fields,
            Severity = SeverityOf(read) ?? rule.Then.Severity,
        };
    }

    /// <summary>A raised alert that matters more or less by now is said again.</summary>
    private static OutcomeKind KindOf(CityEvent read) => read.Kind != EventKind.AlertRaised ? OutcomeKind.Cleared
        : read.Fields.NumberOf("again") == 1 ? OutcomeKind.SeverityChanged : OutcomeKind.Raised;

    private static Severity? SeverityOf(CityEvent read) =>
        read.Fields.NumberOf("severity") is { } number and >= 0 and <= (long)Severity.Critical ? (Severity)number : null;

    /// <summary>No time is possible for a device whose own is not known.</summary>
    private static bool IsPossible(Instant? stated, Sensor entry, Instant? latest) =>
        stated is null || (latest is { } end && stated >= entry.ValidFrom && stated <= end);

    private static Instant? TimeOf(CityEvent read, string field) =>
        read.Fields.NumberOf(field) is { } nanoseconds ? InstantNanoseconds.FromUnixNanoseconds(nanoseconds) : null;
}
