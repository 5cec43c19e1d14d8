using CityKit.Cases;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;

namespace CityKit.AlertDesk;

/// <summary>Opens leads, lets repeats join, and carries out what a duty officer decides.</summary>
internal sealed class LeadDesk(ItemDesk items)
{
    /// <summary>The longest reason of a dismissal, in characters.</summary>
    internal const int MaxReason = 500;

    /// <summary>The lead that an alert opens.</summary>
    internal static LeadId IdOf(string alert) => LeadId.FromCause($"alert|{alert}");

    /// <summary>Opens a lead for an alert, unless one like it, or a work item it would become, is open already.</summary>
    /// <returns>The lead that has the alert now; null when a work item has it.</returns>
    internal Lead? Open(Alert alert, RuleLead then, Attempt changes)
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
        var joined = open with { Alerts = open.Alerts.AddRange(more.Alerts) };
        changes.Put(LeadDocuments.Kind, joined);
        return joined;
    }

    internal DeskAnswer Confirm(Lead lead, Actor actor, Attempt changes)
    {
        if (Decided(lead) is { } refusal) return DeskAnswer.Refused(refusal);
        var decision = items.Open(lead, actor, changes);
        if (decision.Refusal is not null) return DeskAnswer.Refused(decision.Refusal);
        var decided = Decide(lead, LeadState.Confirmed, actor, changes) with { Item = decision.Item!.Id };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(decision.Item, decided);
    }

    internal DeskAnswer Dismiss(Lead lead, string reason, Actor actor, Attempt changes)
    {
        if (Decided(lead) is { } refusal) return DeskAnswer.Refused(refusal);
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason)
            return DeskAnswer.Refused(
                Refusal.Of("no-reason", "A dismissal needs a reason of 1 to 500 characters.", "排除线索须填写 1 至 500 字的理由。"));
        var decided = Decide(lead, LeadState.Dismissed, actor, changes) with { Reason = reason };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(null, decided);
    }

    internal DeskAnswer Merge(Lead lead, WorkItem? into, Actor actor, Attempt changes)
    {
        if (Decided(lead) is { } refusal) return DeskAnswer.Refused(refusal);
        if (into is not { IsOpen: true })
            return DeskAnswer.Refused(
                Refusal.Of("no-open-item", "There is no open work item to merge into.", "没有可合并的未结工作项。"));
        if (items.Join(into, lead, changes) is { } refused) return DeskAnswer.Refused(refused);
        var decided = Decide(lead, LeadState.Merged, actor, changes) with { Item = into.Id };
        changes.Put(LeadDocuments.Kind, decided);
        return DeskAnswer.Done(changes.Find(ItemDocuments.Kind, into.Id.ToString()), decided);
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

    private static Lead Decide(Lead lead, LeadState state, Actor actor, Attempt changes)
    {
        changes.Notify(NotificationKind.LeadDecided, lead.Id.ToString(),
            new LocalizedText($"{lead.Title.Zh}：{Words(state).Zh}", $"{lead.Title.En}: {Words(state).En}"));
        return lead with { State = state, DecidedAt = changes.Now, DecidedBy = actor.Id };
    }

    private static LocalizedText Words(LeadState state) => state switch
    {
        LeadState.Confirmed => new("已确认", "confirmed"),
        LeadState.Dismissed => new("已排除", "dismissed"),
        _ => new("已合并", "merged"),
    };

    private static Refusal? Decided(Lead lead) => lead.State == LeadState.Open ? null
        : Refusal.Of("already-decided", $"The lead is {Words(lead.State).En} already.", $"该线索{Words(lead.State).Zh}。");
}
