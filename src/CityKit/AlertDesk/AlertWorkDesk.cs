using CityKit.Cases;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using NodaTime;
using NodaTime.Text;

namespace CityKit.AlertDesk;

/// <summary>Carries out what people do with alerts (告警处置). Each step is kept in the alert's history.</summary>
internal static class AlertWorkDesk
{
    /// <summary>The longest comment or reason, in characters.</summary>
    internal const int MaxText = 500;

    private const int MaxAssignee = 64;
    private static readonly Duration LongestSnooze = Duration.FromDays(7);

    internal static DeskAnswer Assign(Alert alert, string to, Actor actor, Attempt changes)
    {
        if (Closed(alert) is { } closed) return DeskAnswer.Refused(closed);
        if (to.Length is 0 or > MaxAssignee || to.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return DeskAnswer.Refused(Refusal.Of("bad-assignee",
                $"An alert is given to a role or an account, 1 to {MaxAssignee} characters without spaces, not '{to}'.",
                $"告警须指派给角色或账号（1 至 {MaxAssignee} 个字符，无空格），而非“{to}”。"));
        var given = new LocalizedText($"{alert.Told.Zh}：指派给 {to}", $"{alert.Told.En}: given to {to}");
        changes.Notify(NotificationKind.Notice, alert.Id.ToString(), given, to);
        return Put(alert, alert.Work with { Assignee = to }, AlertAct.Assigned, to, actor, changes);
    }

    internal static DeskAnswer Comment(Alert alert, string text, Actor actor, Attempt changes) =>
        WithoutText(text) is { } refusal ? DeskAnswer.Refused(refusal) : Put(alert, alert.Work, AlertAct.Commented, text, actor, changes);

    internal static DeskAnswer Snooze(Alert alert, Instant until, Actor actor, Attempt changes)
    {
        if (Closed(alert) is { } closed) return DeskAnswer.Refused(closed);
        if (until <= changes.Now || until > changes.Now + LongestSnooze) return DeskAnswer.Refused(NotThen(until, changes.Now));
        changes.Put(AlertSnooze.Kind, new AlertSnooze(alert.Id, until));
        var text = InstantPattern.ExtendedIso.Format(until);
        return Put(alert, alert.Work with { SnoozedUntil = until }, AlertAct.Snoozed, text, actor, changes);
    }

    private static Refusal NotThen(Instant until, Instant now)
    {
        var (from, last, days) = (CityTime.Of(now), CityTime.Of(now + LongestSnooze), LongestSnooze.TotalDays);
        return Refusal.Of("bad-until",
            $"{CityTime.Of(until)} is {(until <= now ? "over" : $"more than {days:0} days away")}: choose a moment after {from}, and until {last}.",
            $"{CityTime.Of(until)}{(until <= now ? "已过" : $"超过 {days:0} 天")}：请选择 {from} 之后、{last} 之前的时刻。");
    }

    /// <summary>Also of an alert that is over: what it was is often found out later. A later outcome replaces it.</summary>
    internal static DeskAnswer Conclude(Alert alert, AlertOutcome outcome, Actor actor, Attempt changes)
    {
        CountHere(alert, changes);
        return Put(alert, alert.Work with { Outcome = outcome }, AlertAct.Concluded, outcome.ToString(), actor, changes);
    }

    /// <summary>The engine still knows that the condition holds, so nothing new is raised before it ends.</summary>
    internal static DeskAnswer Resolve(Alert alert, string reason, Actor actor, Attempt changes)
    {
        if ((Closed(alert) ?? WithoutText(reason)) is { } refusal) return DeskAnswer.Refused(refusal);
        var now = Instant.Max(changes.Now, alert.RaisedAt);
        changes.Notify(NotificationKind.AlertCleared, alert.Id.ToString(), alert.Told);
        var work = alert.Work with { ResolvedAt = now, SnoozedUntil = null };
        return Put(alert with { ClearedAt = now }, work, AlertAct.Resolved, reason, actor, changes);
    }

    /// <param name="alert">The alert that ends.</param>
    /// <param name="into">The one that goes on; null when it does not exist or is not the actor's.</param>
    /// <param name="actor">Who.</param>
    /// <param name="changes">Takes both.</param>
    internal static DeskAnswer Merge(Alert alert, Alert? into, Actor actor, Attempt changes)
    {
        if (Closed(alert) is { } closed) return DeskAnswer.Refused(closed);
        if (into is null || into.ClearedAt is not null || into.Id == alert.Id)
            return DeskAnswer.Refused(Refusal.Of("bad-target", "An alert is merged into another one that is open and yours to handle.",
                "只能并入另一个未解除且您有权处理的告警。"));
        if (Full(into) is { } full) return DeskAnswer.Refused(full);
        CountHere(alert, changes);
        Put(into, into.Work, AlertAct.Merged, alert.Id.ToString(), actor, changes);
        changes.Notify(NotificationKind.AlertCleared, alert.Id.ToString(), alert.Told);
        return Put(alert with { ClearedAt = Instant.Max(changes.Now, alert.RaisedAt) },
            alert.Work with { MergedInto = into.Id, SnoozedUntil = null }, AlertAct.Merged, into.Id.ToString(), actor, changes);
    }

    /// <summary>A snooze is over. If the alert still holds, those who handle it are notified again.</summary>
    internal static void Wake(AlertSnooze snooze, Attempt changes)
    {
        changes.Remove(AlertSnooze.Kind, snooze.Alert.ToString());
        if (changes.OpenAlert(snooze.Alert) is not { } alert || alert.Work.SnoozedUntil != snooze.Until) return;
        changes.Put(AlertDocuments.Kind, alert with { Work = alert.Work with { SnoozedUntil = null } });
        var text = new LocalizedText($"{alert.Told.Zh}：暂缓结束，仍未解除", $"{alert.Told.En}: the snooze is over, it still holds");
        changes.Notify(NotificationKind.Notice, alert.Id.ToString(), text, alert.Work.Assignee ?? nameof(Role.DutyOfficer));
    }

    private static DeskAnswer Put(Alert alert, AlertWork work, AlertAct act, string? detail, Actor actor, Attempt changes)
    {
        if (Full(alert) is { } full) return DeskAnswer.Refused(full);
        var after = alert with
        {
            Work = work with
            {
                SeenAt = work.SeenAt ?? changes.Now, History = work.History.Add(new AlertStep(changes.Now, actor.Id, act, detail)),
            },
        };
        changes.Put(AlertDocuments.Kind, after);
        changes.Notify(NotificationKind.AlertChanged, alert.Id.ToString(), alert.Told);
        return new DeskAnswer(null) { Alert = after };
    }

    /// <summary>What people say of an alert itself is what figures count, not what they decide of its lead.</summary>
    private static void CountHere(Alert alert, Attempt changes)
    {
        var lead = changes.Query(LeadDocuments.Kind.Query().Where(LeadDocuments.OfAlert, alert.Id.ToString())
            .OrderBy(LeadDocuments.At).Take(1)).FirstOrDefault();
        if (lead is { IsConcluded: false }) changes.Put(LeadDocuments.Kind, lead with { IsConcluded = true });
    }

    private static Refusal? Closed(Alert alert) => alert.ClearedAt is not { } at ? null
        : Refusal.Of("already-closed",
            $"The alert is over since {CityTime.Of(at)}{Closer(alert, " (", ")")}: comment on it, or say what it was (outcome).",
            $"该告警已于 {CityTime.Of(at)} 解除{Closer(alert, "（", "）")}；仍可备注或登记结果。", ["comment", "outcome"]);

    /// <summary>Who closed it, where a person did.</summary>
    private static string Closer(Alert alert, string before, string after) =>
        alert.Work.History.LastOrDefault(step => step.Act is AlertAct.Resolved or AlertAct.Merged) is { } step && !alert.IsOverByItself
            ? $"{before}{step.By}{after}" : "";

    private static Refusal? WithoutText(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxText ? null
        : Refusal.Of("no-reason", $"It needs words, 1 to {MaxText} characters; there are {text.Length}.",
            $"须填写 1 至 {MaxText} 字，现为 {text.Length} 字。");

    private static Refusal? Full(Alert alert) => alert.Work.History.Length < AlertWork.MaxSteps ? null
        : Refusal.Of("too-many", $"An alert keeps {AlertWork.MaxSteps} steps and has them all: open a work item for it.",
            $"一个告警最多记录 {AlertWork.MaxSteps} 步，已满；请转为工单处理。");
}
