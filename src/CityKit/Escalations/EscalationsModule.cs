using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Contacts;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Notifications;
using NodaTime;

namespace CityKit.Escalations;

/// <summary>
/// Notifies of alerts, leads and hand-overs, level by level, until somebody acknowledges them (升级). Each step is a notification of the
/// feed, so that what is sent, and to whom, follows from the journal alone.
/// </summary>
/// <param name="plans">The plans in force.</param>
public sealed class EscalationsModule(EscalationPlans plans) : ICityModule
{
    private const int MostAlerts = 64; // the last that joined an item; those before it were seen to when they did
    private static readonly Role[] Always = [Role.DutyOfficer, Role.DutyLeader];

    /// <inheritdoc/>
    public string Name => "escalations";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Needs => ["alerts", "leads", "items", "handovers"];

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        declaration
            .Documents(Escalation.Kind)
            .OnChange(AlertDocuments.Kind, Follow)
            .OnChange(LeadDocuments.Kind, Follow)
            .OnChange(ItemDocuments.Kind, Follow)
            .OnChange(HandOvers.Kind, Follow)
            .Timer(Escalation.Kind, Escalation.Due, Step)
            .Command("escalations/acknowledge", EscalationsJson.Shared.Acknowledge, Access.For(DataClass.Work), Acknowledge)
            .Route<Acknowledge>(c => CommandRoute.With(Escalation.Kind, c.Subject))
            .Query("escalations/open", Escalation.Kind, DutyRoom.WatchingAll,
                (_, _) => Escalation.Kind.Query().Where(Escalation.Open, 1).OrderBy(Escalation.Started),
                (writer, escalation) => JsonSerializer.Serialize(writer, escalation, EscalationsJson.Shared.Escalation));
    }

    private void Follow(Alert alert, IFacts facts, IChanges changes)
    {
        if (facts.Find(Escalation.Kind, alert.Id.ToString()) is { } known)
        {
            if (known.DueAt is not null) Follow(alert, known, facts, changes);
            else if (alert is { ClearedAt: null, Repeats: > 0 } && EscalationEngine.Resume(known, facts.Now) is var open && open != known)
                changes.Put(Escalation.Kind, open);
        }
        else if (plans.All.FirstOrDefault(plan => plan.Fits(alert)) is { } plan && !(alert.ClearedAt is not null && plan.StopsWhenCleared))
            Step(EscalationEngine.Begin(alert, plan, facts.Now), facts, changes);
    }

    /// <summary>The one who takes an alert has seen it; a snooze lets it wait, and when that is over, it goes on.</summary>
    private static void Follow(Alert alert, Escalation known, IFacts facts, IChanges changes)
    {
        var step = alert.Work.History.LastOrDefault(line => line.Act is not (AlertAct.Commented or AlertAct.Snoozed));
        if (step is not null && step.At >= known.StartedAt) Acknowledged(known, step.By, facts, changes);
        else if (alert.ClearedAt is not null && known.StopsWhenCleared) changes.Put(Escalation.Kind, EscalationEngine.End(known));
        else if (alert.Work.SnoozedUntil is { } until && until != known.WaitsUntil)
            changes.Put(Escalation.Kind, EscalationEngine.Wait(known, until));
        else if (alert.Work.SnoozedUntil is null && known.WaitsUntil is not null)
            Step(EscalationEngine.GoOn(known, facts.Now), facts, changes);
    }

    /// <summary>A work item is open for it: who is notified now is said by the item's profile.</summary>
    private static void Follow(WorkItem item, IFacts facts, IChanges changes)
    {
        foreach (var alert in item.Alerts.TakeLast(MostAlerts))
            if (facts.Find(Escalation.Kind, alert) is { DueAt: not null } open)
                changes.Put(Escalation.Kind, EscalationEngine.End(open) with { Item = item.Id.ToString() });
    }

    private void Follow(Lead lead, IFacts facts, IChanges changes)
    {
        if (lead.State == LeadState.Open) Begin(lead, facts, changes);
        else if (lead.DecidedBy is { } by && by != Actor.System.Id) Acknowledged(lead, by, facts, changes);
        if (lead is { State: LeadState.Open, TakenBy: { } taker }) Acknowledged(lead, taker, facts, changes, lead.TakenAt);
    }

    private void Follow(HandOver handOver, IFacts facts, IChanges changes)
    {
        var known = facts.Find(Escalation.Kind, handOver.Id);
        if (handOver.AcceptedBy is { } by)
        {
            if (known is { DueAt: not null }) Acknowledged(known, by, facts, changes);
        }
        else if (known is null && plans.All.FirstOrDefault(plan => plan.Fits(handOver)) is { } plan)
            Step(EscalationEngine.Begin(handOver, plan, facts.Now), facts, changes);
    }

    private void Begin(Lead lead, IFacts facts, IChanges changes)
    {
        if (facts.Find(Escalation.Kind, lead.Id.ToString()) is null && plans.All.FirstOrDefault(plan => plan.Fits(lead)) is { } plan)
            Step(EscalationEngine.Begin(lead, plan, facts.Now), facts, changes);
    }

    /// <summary>The one who takes or decides a lead has seen it, and the alerts in it; not what joins it after it was taken.</summary>
    private static void Acknowledged(Lead lead, string by, IFacts facts, IChanges changes, Instant? until = null)
    {
        foreach (var id in lead.Alerts.Select(alert => alert.ToString()).Prepend(lead.Id.ToString()))
            if (facts.Find(Escalation.Kind, id) is { DueAt: not null } open && !(open.StartedAt > until))
                Acknowledged(open, by, facts, changes);
    }

    private static void Step(Escalation escalation, IFacts facts, IChanges changes)
    {
        var (after, notify) = EscalationEngine.Step(escalation, facts.Now);
        changes.Put(Escalation.Kind, after);
        if (notify is not null) changes.Notify(notify.Audience, after.Id, after.Text);
    }

    private static Refusal? Acknowledge(Acknowledge command, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(Escalation.Kind, command.Subject) is not { } escalation) return NoSuch(command.Subject);
        if (!MayAcknowledge(actor, escalation, facts)) return WrongRole(actor, escalation);
        if (escalation.AcknowledgedAt is null) Acknowledged(escalation, actor.Id, facts, changes);
        return null;
    }

    private static void Acknowledged(Escalation escalation, string by, IFacts facts, IChanges changes)
    {
        changes.Put(Escalation.Kind, EscalationEngine.Acknowledge(escalation, by, facts.Now));
        ((Attempt)changes).Notify(NotificationKind.Acknowledged, escalation.Id,
            new LocalizedText($"{escalation.Text.Zh}：已确认收到", $"{escalation.Text.En}: acknowledged"));
    }

    /// <summary>Who is of the body, or whose role counts where it happened.</summary>
    private static bool MayAcknowledge(Actor actor, Escalation escalation, IFacts facts)
    {
        var roles = new Cases.Reach(actor.Grants).Over(ScopesOf(escalation.Id, facts)).Select(role => role.Name).ToHashSet();
        return AudiencesOf(escalation).Any(audience => audience == $"body:{actor.Body}" || roles.Contains(audience));
    }

    private static IEnumerable<Scope> ScopesOf(string id, IFacts facts) =>
        (facts.Find(AlertDocuments.Kind, id)?.Subject ?? facts.Find(LeadDocuments.Kind, id)?.Subject)?.Scopes
        ?? facts.Find(HandOvers.Kind, id)?.Scopes ?? [];

    private static IEnumerable<string> AudiencesOf(Escalation escalation) =>
        escalation.Levels.Select(level => Audiences.Plain(level.Audience)).Union(Always.Select(role => role.ToString()));

    private static Refusal NoSuch(string subject) => Refusal.Of("not-found",
        $"Nothing is escalated with the id '{subject}'.", $"没有编号为“{subject}”的升级事项。");

    private static Refusal WrongRole(Actor actor, Escalation escalation)
    {
        string[] allowed = [.. AudiencesOf(escalation)];
        return Refusal.Of("wrong-role",
            $"Those who are notified acknowledge it: {string.Join(", ", allowed)}; {actor.Id} is not one of them.",
            $"仅被通知者可确认：{string.Join("、", allowed)}；{actor.Id} 不在其中。", allowed);
    }
}
