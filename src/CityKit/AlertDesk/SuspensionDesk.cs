using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>
/// Keeps alerts from being raised while their rule is suspended. How many is kept; one whose condition still holds at the end is
/// raised then.
/// </summary>
/// <param name="sensors">Gives the sensors in force.</param>
/// <param name="rules">Gives the rules in force.</param>
/// <param name="maintenance">Who is notified of what somebody has to handle.</param>
internal sealed class SuspensionDesk(Func<SensorRegister> sensors, Func<RuleSet> rules, string maintenance)
{
    private const int MaxReason = 500;
    private static readonly Duration LongestWindow = Duration.FromDays(90);
    private static readonly Duration LongestAway = Duration.FromDays(366);

    /// <summary>The finding's code.</summary>
    internal const string Code = "suspended";

    /// <summary>Notes a maintenance window of a rule.</summary>
    internal DeskAnswer Suspend(SuspensionNote note, Attempt changes) => rules().Rules.Any(rule => rule.Id == note.Of.Rule)
        ? Begin(note, LongestWindow, changes) : DeskAnswer.Refused(NoSuchRule(note.Of.Rule!));

    /// <summary>Notes that a household is away.</summary>
    internal static DeskAnswer NoteAway(SuspensionNote note, Attempt changes) => Begin(note, LongestAway, changes);

    /// <summary>The places of a household's sensors with its consent for a purpose; empty when there is none.</summary>
    internal IReadOnlyList<Sensor> Under(string household, string purpose) =>
        [.. sensors().Sensors.Where(entry => entry.Household == household && entry.Consent?.Purpose == purpose)];

    /// <summary>Ends one: what it still holds back is raised with the next tick.</summary>
    internal void End(SuspensionNote note, Attempt changes)
    {
        changes.Put(SuspensionDocuments.Kind, note with { EndedAt = changes.Now });
        if (note.Suppressed > 0) changes.Add(Code, SourceOf(note.Of), note.Of.From, changes.Now, Words(note), maintenance);
        foreach (var held in HeldBy(note.Id, changes))
            if (held.Until > changes.Now) changes.Put(SuspensionDocuments.Held, held with { Until = changes.Now });
    }

    /// <summary>What a suspension held back is raised at its end, unless another one holds it back still.</summary>
    internal void Release(HeldAlert held, AlertRaiser raiser, Attempt changes)
    {
        var rule = rules().Rules.FirstOrDefault(known => known.Id == held.Alert.Rule);
        var entry = EntryOf(held.Alert, changes.Now);
        if (rule is not null && entry is not null && !rule.MayJudge(entry, changes.Now)) rule = null; // its consent was withdrawn meanwhile
        if (rule is not null && entry is not null && CoveringOf(rule, entry, changes.Now, changes) is { } other)
            changes.Put(SuspensionDocuments.Held, held with { Suspension = other.Id, Until = other.Of.Until });
        else raiser.Raise(held, rule, changes);
    }

    private static DeskAnswer Begin(SuspensionNote note, Duration longest, Attempt changes)
    {
        var now = changes.Now;
        if (note.Of.Until <= note.Of.From || note.Of.Until <= now || note.Of.Until > now + longest)
            return DeskAnswer.Refused(Refusal.Of("bad-until",
                $"It ends after it begins and after now ({now}), within {longest.TotalDays:0} days; "
                + $"{note.Of.From} to {note.Of.Until} does not.",
                $"结束须晚于开始和当前时刻（{now}），且不超过 {longest.TotalDays:0} 天；{note.Of.From} 至 {note.Of.Until} 不符。"));
        if (note.Reason is { } reason && (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason))
            return DeskAnswer.Refused(Refusal.Of("no-reason",
                $"It needs a reason of 1 to {MaxReason} characters.", $"须填写 1 至 {MaxReason} 字的理由。"));
        changes.Put(SuspensionDocuments.Kind, note);
        return DeskAnswer.Done(null);
    }

    private Refusal NoSuchRule(string id)
    {
        var near = NearMiss.Of(id, rules().Rules.Select(rule => rule.Id));
        return Refusal.Of("not-found", $"There is no rule '{id}'{(near is null ? "" : $"; did you mean '{near}'")}.",
            $"没有规则“{id}”{(near is null ? "" : $"，是否为“{near}”")}。", near is null ? [] : [near]);
    }

    private Sensor? EntryOf(Alert alert, Instant at) => alert.Source.Split('/') is [var device, var sensor]
        && DeviceId.TryParse(device, null, out var id) && SensorName.TryParse(sensor, null, out var name)
        ? sensors().Find(new SensorKey(id, name), at) : null;

    /// <summary>Keeps an alert back when a suspension covers it.</summary>
    /// <returns>Whether one does.</returns>
    internal static bool Hold(RuleOutcome outcome, Alert alert, Attempt changes)
    {
        if (CoveringOf(outcome.Rule, outcome.Entry, outcome.At, changes) is not { } note) return false;
        changes.Put(SuspensionDocuments.Kind, note with { Suppressed = note.Suppressed + 1 });
        if (note.Suppressed == 0) changes.Add(Code, alert.Source, outcome.At, note.Of.Until, First(outcome.Rule.Id, note.Of.Until));
        if (alert.ClearedAt is null && !outcome.Test) changes.Put(SuspensionDocuments.Held, new HeldAlert(alert, note.Id, note.Of.Until));
        return true;
    }

    /// <summary>An alert that is held back is over, or matters more or less: nobody is notified.</summary>
    internal static void Follow(RuleOutcome outcome, AlertRaiser raiser, Attempt changes)
    {
        if (Find(outcome.Rule.Id, outcome.Source, changes) is not { } held) return;
        if (outcome.Kind == OutcomeKind.Cleared) changes.Remove(SuspensionDocuments.Held, held.Alert.Id.ToString());
        else changes.Put(SuspensionDocuments.Held, held with { Alert = raiser.Weighed(held.Alert, outcome) });
    }

    private static HeldAlert? Find(string rule, string source, Attempt facts) => facts.Query(SuspensionDocuments.Held.Query()
        .Where(SuspensionDocuments.HeldCause, AlertDocuments.CauseOf(rule, source))
        .OrderBy(SuspensionDocuments.HeldUntil).Take(1)).FirstOrDefault();

    private static IReadOnlyList<HeldAlert> HeldBy(string suspension, Attempt facts) => facts.Query(SuspensionDocuments.Held.Query()
        .Where(SuspensionDocuments.HeldBy, suspension).OrderBy(SuspensionDocuments.HeldUntil).Take(DocumentQuery.MaxRows));

    /// <summary>What is suspended is looked up as a device does; the notes are found by rule and household.</summary>
    private static SuspensionNote? CoveringOf(Rule rule, Sensor entry, Instant at, Attempt facts)
    {
        List<SuspensionNote> notes = [.. Under(SuspensionDocuments.KeyOf(rule.Id, null))];
        if (entry.Household is { } household) notes.AddRange(Under(SuspensionDocuments.KeyOf(null, household)));
        return Suspension.Covering(notes.Select(note => note.Of), rule, entry, at) is { } of ? notes.First(note => note.Of == of) : null;

        IReadOnlyList<SuspensionNote> Under(string key) => facts.Query(SuspensionDocuments.Kind.Query()
            .Where(SuspensionDocuments.Key, key).OrderBy(SuspensionDocuments.Due).Take(DocumentQuery.MaxRows));
    }

    private static string SourceOf(Suspension of) => of.Rule ?? $"household/{of.Household}";

    private static LocalizedText First(string rule, Instant until) => new(
        $"规则 {rule} 已暂停至 {until}：条件成立但未产生告警；届时仍成立则产生。",
        $"Rule {rule} is suspended until {until}: its condition holds and no alert is raised; if it still holds then, one is.");

    private static LocalizedText Words(SuspensionNote note) => new(
        $"暂停已结束，其间有 {note.Suppressed} 个告警未产生。", $"The suspension is over; {note.Suppressed} alerts were not raised for it.");
}
