using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;

namespace CityKit.AlertDesk;

/// <summary>Opens leads, lets repeats join, and carries out what a duty officer decides.</summary>
/// <param name="items">Opens work items.</param>
/// <param name="trust">Counts how often machines are right.</param>
/// <param name="policy">Gives the policy in force.</param>
internal sealed class LeadDesk(ItemDesk items, MachineTrust trust, Func<WorkPolicy> policy)
{
    /// <summary>The longest reason of a dismissal, in characters.</summary>
    internal const int MaxReason = 500;

    /// <summary>Who may decide what another has taken.</summary>
    private static readonly Role[] Overrulers = [Role.DutyLeader, Role.System];

    /// <summary>The lead that an alert opens.</summary>
    internal static LeadId IdOf(string alert) => LeadId.FromCause($"alert|{alert}");

    /// <summary>Opens a lead for an alert, unless one like it, or a work item it would become, is open already.</summary>
    /// <returns>The lead that has the alert now; null when a work item has it.</returns>
    internal Lead? Open(Alert alert, RuleLead then, Attempt changes, LeadWait? waitsFor = null)
    {
        var lead = new Lead(IdOf(alert.Id.ToString()), alert.Rule, alert.Source, then.Profile, then.Class, alert.RaisedAt)
        {
            Title = then.Title ?? alert.Title,
            Subject = alert.Subject,
            OpenedAt = changes.Now,
            Alerts = [alert.Id],
            TimeUnknown = alert.TimeUnknown,
            Automatic = then.Automatic,
            Machine = alert.Machine,
            Found = changes.Lookup?.Found,
            WaitsFor = waitsFor,
        };
        var key = JoinKey.Of(lead);
        if ((changes.OpenItem(key) ?? items.NearestTo(lead, changes)) is { } item && items.Join(item, lead, changes) is null) return null;
        if ((changes.OpenLead(key) ?? NearestTo(lead, changes)) is { } open) return Join(open, lead, changes);
        Add(lead, changes);
        return changes.Find(LeadDocuments.Kind, lead.Id.ToString());
    }

    private Lead? NearestTo(Lead lead, Attempt facts) => items.NearOf(lead) is not var (key, point, metres) ? null
        : facts.OpenLeadsNear(lead.Profile, key, point, metres)
            .Where(open => open.Subject is { Component: null, Household: null } && open.Subject.Place.Point?.MetresTo(point) <= metres)
            .MinBy(open => (open.Subject.Place.Point!.Value.MetresTo(point), open.At, open.Id.Value));

    private static Lead Join(Lead open, Lead more, Attempt changes)
    {
        var joined = open with { Alerts = open.Alerts.AddRange(more.Alerts), Findings = Findings(open, more) };
        changes.Put(LeadDocuments.Kind, joined);
        return joined;
    }

    /// <summary>What machines that say their kind found of the same thing, each finding once.</summary>
    private static ImmutableArray<MachineFinding> Findings(Lead open, Lead more) =>
        [
            .. open.Findings.Union(more.MachineFindings.Where(found => found.Source is not null && found != open.Machine))
                .Take(Lead.MaxFindings),
        ];

    internal DeskAnswer Confirm(Lead lead, Actor actor, Attempt changes)
    {
        if (Decided(lead, actor) is { } refusal) return DeskAnswer.Refused(refusal);
        var decision = items.Open(lead, actor, changes);
        if (decision.Refusal is not null) return DeskAnswer.Refused(decision.Refusal);
        var decided = Decide(lead, LeadState.Confirmed, actor, changes) with { Item = decision.Item!.Id };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(decision.Item, decided);
    }

    /// <param name="lead">The lead.</param>
    /// <param name="reason">Why, in words; empty when <paramref name="because"/> says enough.</param>
    /// <param name="because">One of the policy's reasons; null without one.</param>
    /// <param name="actor">Who.</param>
    /// <param name="changes">Takes it.</param>
    internal DeskAnswer Dismiss(Lead lead, string reason, string? because, Actor actor, Attempt changes)
    {
        if ((Decided(lead, actor) ?? WrongReason(reason, because)) is { } refusal) return DeskAnswer.Refused(refusal);
        var decided = Decide(lead, LeadState.Dismissed, actor, changes) with
        {
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason, Dismissal = because,
        };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(null, decided);
    }

    internal DeskAnswer Merge(Lead lead, WorkItem? into, Actor actor, Attempt changes)
    {
        MachineTrust.Read(lead, changes);
        if (Decided(lead, actor) is { } refusal) return DeskAnswer.Refused(refusal);
        if (into is not { IsOpen: true })
            return DeskAnswer.Refused(
                Refusal.Of("no-open-item", "There is no open work item to merge into.", "没有可合并的未结工作项。"));
        if (items.Join(into, lead, changes) is { } refused) return DeskAnswer.Refused(refused);
        var decided = Decide(lead, LeadState.Merged, actor, changes) with { Item = into.Id };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(changes.Find(ItemDocuments.Kind, into.Id.ToString()), decided);
    }

    /// <summary>A lead is the same as another one, which has its alerts and findings from now on and decides for both.</summary>
    internal static DeskAnswer Merge(Lead lead, Lead? into, Actor actor, Attempt changes)
    {
        if (Decided(lead, actor) is { } refusal) return DeskAnswer.Refused(refusal);
        if (into is not { State: LeadState.Open } || into.Id == lead.Id)
            return DeskAnswer.Refused(Refusal.Of("no-open-lead",
                "A lead is merged into another one that is open and yours to decide: name one.", "只能并入另一条待处理且您有权处理的线索，请另行指定。"));
        if (into.Profile != lead.Profile || into.Class != lead.Class)
            return DeskAnswer.Refused(Refusal.Of("other-class",
                $"The lead is of {lead.Class}, the other one of {into.Class}: merge leads of one class and profile, or dismiss this one.",
                $"该线索类别为 {lead.Class}，目标线索为 {into.Class}：仅可合并同一类别与业务类型的线索，或排除本线索。"));
        Join(into, lead, changes);
        var decided = Told(lead, LeadState.Merged, actor, changes) with { MergedInto = into.Id };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(null, decided);
    }

    /// <summary>A duty officer takes a lead; a duty leader may take it from another.</summary>
    internal static DeskAnswer Take(Lead lead, Actor actor, Attempt changes)
    {
        if (lead is { State: LeadState.Open, HandOver: null } && lead.TakenBy == actor.Id) return DeskAnswer.Done(null, lead);
        if (Decided(lead, actor) is { } refusal) return DeskAnswer.Refused(refusal);
        return Hold(lead, actor.Id, new LocalizedText($"{actor.Id} 已接手", $"taken by {actor.Id}"), "", changes);
    }

    /// <summary>The one who has a lead gives it back to the room, which is notified.</summary>
    internal static DeskAnswer Release(Lead lead, Actor actor, Attempt changes)
    {
        if (Decided(lead, actor) is { } refusal) return DeskAnswer.Refused(refusal);
        if (lead.TakenBy is null)
            return DeskAnswer.Refused(Refusal.Of("not-taken", "Nobody has taken the lead: there is nothing to release.", "该线索无人接手，无须释放。"));
        return Hold(lead, null, new LocalizedText("已释放，等待接手", "released, waits for somebody"), nameof(Role.DutyOfficer), changes);
    }

    private void Add(Lead lead, Attempt changes)
    {
        changes.Put(LeadDocuments.Kind, lead);
        changes.Notify(NotificationKind.LeadOpened, lead.Id.ToString(),
            Alert.Marked(lead.Title, lead.TimeUnknown), nameof(Role.DutyOfficer));
        if (!lead.Automatic) return;
        if (Confirm(lead, Actor.System, changes).Refusal is { } refusal)
            changes.Add("undecided", lead.Source, lead.At, lead.At, refusal.Message);
    }

    private Lead Decide(Lead lead, LeadState state, Actor actor, Attempt changes)
    {
        if (actor.Id != Actor.System.Id) trust.Count(lead, state != LeadState.Dismissed, changes);
        return Told(lead, state, actor, changes);
    }

    private static Lead Told(Lead lead, LeadState state, Actor actor, Attempt changes)
    {
        changes.Notify(NotificationKind.LeadDecided, lead.Id.ToString(),
            new LocalizedText($"{lead.Title.Zh}：{Words(state).Zh}", $"{lead.Title.En}: {Words(state).En}"));
        return lead with { State = state, DecidedAt = changes.Now, DecidedBy = actor.Id };
    }

    private static DeskAnswer Hold(Lead lead, string? by, LocalizedText what, string audience, Attempt changes)
    {
        var held = lead with { TakenBy = by, TakenAt = by is null ? null : changes.Now, HandOver = null };
        changes.Put(LeadDocuments.Kind, held);
        changes.Notify(NotificationKind.Notice, lead.Id.ToString(),
            new LocalizedText($"{lead.Title.Zh}：{what.Zh}", $"{lead.Title.En}: {what.En}"), audience);
        return DeskAnswer.Done(null, held);
    }

    /// <summary>A policy that has a list of reasons wants one of them; else words of one's own will do.</summary>
    private Refusal? WrongReason(string reason, string? because)
    {
        var known = policy().Dismissals;
        if (because is null ? known.Count > 0 : !known.Contains(because)) return UnknownReason(because, known);
        return (because is not null || !string.IsNullOrWhiteSpace(reason)) && reason.Length <= MaxReason ? null
            : Refusal.Of("no-reason", "A dismissal needs a reason of 1 to 500 characters.", "排除线索须填写 1 至 500 字的理由。");
    }

    private static Refusal UnknownReason(string? because, IReadOnlyList<string> known) => known.Count == 0
        ? Refusal.Of("unknown-reason", $"The policy has no list of reasons, so '{because}' is not one: give the reason in words.",
            $"办理规则未设排除理由列表，“{because}”不可用，请填写文字理由。")
        : Refusal.Of("unknown-reason",
            $"'{because}' is no reason for a dismissal; there are: {string.Join(", ", known)}.",
            $"“{because}”不是可用的排除理由；可用：{string.Join("、", known)}。", [.. known]);

    private static LocalizedText Words(LeadState state) => state switch
    {
        LeadState.Confirmed => new("已确认", "confirmed"),
        LeadState.Dismissed => new("已排除", "dismissed"),
        _ => new("已合并", "merged"),
    };

    private static Refusal? Decided(Lead lead, Actor actor) => lead.State != LeadState.Open
        ? Refusal.Of("already-decided", $"{lead.DecidedBy} {Words(lead.State).En} the lead at {CityTime.Of(lead.DecidedAt)} already.",
            $"该线索已由 {lead.DecidedBy} 于 {CityTime.Of(lead.DecidedAt)} {Words(lead.State).Zh[1..]}。")
        : lead is { TakenBy: { } by, HandOver: null } && by != actor.Id && !actor.Roles.Overlaps(Overrulers)
            ? Refusal.Of("taken",
                $"{by} has had the lead since {CityTime.Of(lead.TakenAt)}: ask for its release or a hand-over, or a duty leader.",
                $"该线索自 {CityTime.Of(lead.TakenAt)} 起由 {by} 处理：请对方释放或交接，或由值班长处理。", [by])
            : null;
}
