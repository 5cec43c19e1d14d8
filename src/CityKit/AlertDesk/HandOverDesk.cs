using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>Hands what is open from one duty officer to the next (交接班).</summary>
/// <param name="items">Says what an actor sees.</param>
internal sealed class HandOverDesk(ItemDesk items)
{
    /// <summary>The longest note, in characters.</summary>
    internal const int MaxNote = 500;

    private const int MaxAccount = 64;

    /// <summary>Who hands over and accepts.</summary>
    internal static Access Officers { get; } = Access.For(DataClass.Work, Role.DutyOfficer, Role.DutyLeader);

    /// <summary>The hand-over that a command gives.</summary>
    internal static string IdOf(string key) => LeadId.FromCause($"handover|{key}").ToString();

    /// <summary>Hands over what an officer has, what he names, or all that is open where his duty counts.</summary>
    internal DeskAnswer Give(ShiftEnd asked, Actor actor, Attempt changes)
    {
        if (WrongForm(asked, actor) is { } wrong) return DeskAnswer.Refused(wrong);
        var open = new OpenWork(items.ViewOf(actor, changes.Now), changes);
        var (leads, alerts, work) = (open.Leads(asked), open.Alerts(asked), open.Items(asked));
        if (open.Refusal is { } refusal) return DeskAnswer.Refused(refusal);
        var given = new HandOver(IdOf(asked.Key), actor.Id, asked.To, changes.Now)
        {
            Note = string.IsNullOrWhiteSpace(asked.Note) ? null : asked.Note,
            In = open.Scopes,
            Leads = [.. leads.Select(lead => lead.Id)],
            Alerts = [.. alerts.Select(alert => alert.Id)],
            Items = [.. work.Select(item => item.Id)],
            HasMore = open.HasMore,
        };
        changes.Put(HandOvers.Kind, given);
        foreach (var lead in leads.Where(lead => lead.TakenBy == actor.Id))
            changes.Put(LeadDocuments.Kind, lead with { HandOver = given.Id });
        changes.Notify(NotificationKind.Notice, given.Id, Given(given), asked.To ?? nameof(Role.DutyOfficer));
        return new DeskAnswer(null) { HandOver = given };
    }

    /// <summary>Accepts a hand-over: what is still open of it and still its giver's is the accepter's.</summary>
    internal DeskAnswer Accept(string id, Actor actor, Attempt changes)
    {
        var view = items.ViewOf(actor, changes.Now);
        if (changes.Find(HandOvers.Kind, id) is not { } given || !HandOvers.Sees(view, given)) return DeskAnswer.Refused(NoSuch);
        if (WrongAccepter(given, view.Actor) is { } refusal) return DeskAnswer.Refused(refusal);
        foreach (var lead in given.Leads) Take(lead, given, actor, changes);
        foreach (var alert in given.Alerts) Assign(alert, given, actor, changes);
        var accepted = given with { AcceptedAt = changes.Now, AcceptedBy = actor.Id };
        changes.Put(HandOvers.Kind, accepted);
        changes.Notify(NotificationKind.Notice, id,
            new LocalizedText($"交接班：{actor.Id} 已接班", $"Hand-over: accepted by {actor.Id}"), given.From);
        return new DeskAnswer(null) { HandOver = accepted };
    }

    /// <summary>The answer for a hand-over that does not exist, and for one that is not the actor's to see.</summary>
    internal static Refusal NoSuch { get; } = Refusal.Of("not-found",
        "There is no such hand-over, or it is not yours to see.", "没有该交接班记录，或您无权查看。");

    private static void Take(LeadId id, HandOver given, Actor actor, Attempt changes)
    {
        if (changes.Find(LeadDocuments.Kind, id.ToString()) is { State: LeadState.Open } lead && lead.HandOver == given.Id)
            changes.Put(LeadDocuments.Kind, lead with { TakenBy = actor.Id, TakenAt = changes.Now, HandOver = null });
    }

    private static void Assign(AlertId id, HandOver given, Actor actor, Attempt changes)
    {
        if (changes.OpenAlert(id) is { } alert && alert.Work.Assignee == given.From) AlertWorkDesk.Assign(alert, actor.Id, actor, changes);
    }

    private static Refusal? WrongForm(ShiftEnd asked, Actor actor) =>
        asked.To is { } to && (to.Length is 0 or > MaxAccount || to == actor.Id || to.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            ? Refusal.Of("bad-target",
                $"A shift is handed to a colleague's account, 1 to {MaxAccount} characters without spaces, or to the room; not to '{to}'.",
                $"须交接给同事账号（1 至 {MaxAccount} 个字符，无空格）或不指定接班人，而非“{to}”。")
        : asked.Note?.Length > MaxNote ? Refusal.Of("too-long",
            $"The note has {asked.Note.Length} characters, the limit is {MaxNote}: shorten it.",
            $"交接说明 {asked.Note.Length} 字，上限 {MaxNote} 字，请缩短。")
        : null;

    private static Refusal? WrongAccepter(HandOver given, Actor actor) =>
        given.AcceptedAt is { } at ? Refusal.Of("already-accepted",
            $"{given.AcceptedBy} accepted the hand-over at {at}.", $"该交接班已由 {given.AcceptedBy} 于 {at} 接收。")
        : given.From == actor.Id ? Refusal.Of("not-yours",
            "You handed it over yourself: a colleague accepts it. To go on with a lead, take it.", "本人移交的班次须由他人接收；如需继续处理线索，请重新接手。")
        : given.To is { } to && to != actor.Id && !actor.IsAny(Role.DutyLeader) ? Refusal.Of("not-yours",
            $"It was handed to {to}, who accepts it, or a duty leader.", $"该班次已指定由 {to} 接收，其本人或值班长可接收。", [to])
        : null;

    /// <summary>What people read of it.</summary>
    internal static LocalizedText Given(HandOver given)
    {
        var (leads, alerts, items) = (given.Leads.Length, given.Alerts.Length, given.Items.Length);
        return new LocalizedText($"交接班：{given.From} 移交线索 {leads} 条、告警 {alerts} 个、工作项 {items} 件，请接收。",
            $"Hand-over of {given.From}: {leads} leads, {alerts} alerts, {items} work items wait for you to accept them.");
    }
}
