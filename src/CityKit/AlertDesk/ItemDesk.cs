using CityKit.Notifications;
using System.Globalization;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Deciding;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Opens work items and moves them, and tells whom the life cycle says to tell.</summary>
internal sealed class ItemDesk(WorkInForce inForce, string numberPrefix, Locator locator, DueQueue due)
{
    private const string ItemKey = "item/";

    private WorkEngine Work => inForce.Engine;

    /// <summary>Takes up the deadlines of a state just loaded.</summary>
    internal void Load(HubState state)
    {
        foreach (var item in state.Items) due.Set(ItemKey + item.Id, Work.NextDue(item));
    }

    internal static WorkItemId IdOf(LeadId lead) => WorkItemId.FromCause($"lead|{lead}");

    internal WorkDecision Open(Lead lead, Actor actor, HubChanges changes) => Open(new OpenWorkItem(IdOf(lead.Id), lead.Profile, "sensor")
    {
        Class = ClassKey.TryParse(lead.Class, null, out var key) ? key : null,
        Title = lead.Title,
        Place = lead.Subject.Place,
        Component = lead.Subject.Component,
        Household = lead.Subject.Household,
        ReportedAt = Instant.Min(lead.At, changes.Now),
        TimeUnknown = lead.TimeUnknown,
        AlertId = lead.Alerts[0].ToString(),
    }, actor, changes);

    /// <param name="key">The command's key: each reporter's ids are its own.</param>
    internal static WorkItemId IdOfReport(string key) => WorkItemId.FromCause($"report|{key}");

    /// <summary>The open item that a person's report opened or joined; null when there is none.</summary>
    internal static WorkItem? OpenItemOf(string key, HubChanges changes) =>
        changes.State.Items.FirstOrDefault(item => item.Reports.Any(report => report.Id == key));

    /// <summary>A report of what is open already joins it, by the policy; else it opens an item of its own.</summary>
    internal CommandAnswer Open(FileReport report, Actor actor, HubChanges changes)
    {
        var key = CommandIds.KeyOf(actor, report.CommandId);
        string[] evidence = report.Photo is null ? [] : [report.Photo];
        if (Earlier(report, changes.State) is { } earlier && Join(earlier, key, evidence, actor, changes) is { Refusal: null } joined)
            return joined;
        return Answer(Open(new OpenWorkItem(IdOfReport(key), report.Profile, SourceOf(actor))
        {
            Class = report.Class,
            Place = locator.PlaceOf(report.Place),
            Component = report.Component,
            ReportId = key,
            Evidence = evidence,
        }, actor, changes));
    }

    /// <summary>That nobody can move an item any more; null while its profile is in force.</summary>
    internal Refusal? Frozen(WorkItem item) => Work.Knows(item) ? null : Refusal.Of("unknown-profile",
        $"The profile '{item.Profile}' of {item.Number} is not in force any more, or has no state '{item.State}': "
        + "the item stays as it is.",
        $"{item.Number} 的业务类型“{item.Profile}”或其状态“{item.State}”已停用，该工作项不再变动。");

    /// <summary>Marks an item as a repeat of another, which has to be open.</summary>
    internal CommandAnswer MarkRepeat(WorkItem item, WorkItem? original, Actor actor, HubChanges changes)
    {
        if (original is null)
            return CommandAnswer.Refused(
                Refusal.Of("no-open-item", "There is no open work item of that id: name one.", "没有该编号的未结工作项，请另行指定。"));
        var (repeat, joined) = Work.MarkRepeat(item, original, actor, changes.Now);
        if (repeat.Refusal is null) Settle(joined, NotificationKind.ItemMoved, changes);
        return Answer(Settle(repeat, NotificationKind.ItemMoved, changes));
    }

    /// <summary>Takes the mark of a repeat back.</summary>
    internal CommandAnswer UndoRepeat(WorkItem item, Actor actor, HubChanges changes)
    {
        var (repeat, original) = Work.UndoRepeat(item, item.RepeatOf is { } of ? changes.State.Item(of) : null, actor, changes.Now);
        if (original is not null) Settle(original, NotificationKind.ItemMoved, changes);
        return Answer(Settle(repeat, NotificationKind.ItemMoved, changes));
    }

    internal CommandAnswer Step(WorkItem item, WorkCommand command, Actor actor, HubChanges changes) =>
        Answer(Settle(Work.Apply(item, command, actor, changes.Now), NotificationKind.ItemMoved, changes));

    /// <summary>Lets a lead's alerts join an open item.</summary>
    /// <returns>Why it could not: what fell due meanwhile closed the item.</returns>
    internal Refusal? Join(WorkItem item, Lead lead, HubChanges changes)
    {
        foreach (var alert in lead.Alerts)
            if (Settle(Work.Join(changes.Item(item.Id) ?? item, alert.ToString(), changes.Now, lead.TimeUnknown),
                NotificationKind.ItemMoved, changes).Refusal is { } refusal)
                return refusal;
        return null;
    }

    /// <summary>
    /// Moves every open item whose deadlines are others by calendar and policy in force, and watches what falls due by the profiles.
    /// </summary>
    internal void Recompute(HubChanges changes)
    {
        var before = changes.State.Items.OrderBy(i => i.ReportedAt).ThenBy(i => i.Id.Value).ToList();
        foreach (var decision in before.Select(i => Work.Recompute(i, changes.Now)).Where(d => d.Events.Count > 0))
            Settle(decision, NotificationKind.ItemMoved, changes);
        Load(changes.State);
    }

    /// <summary>Takes up an item key that fell due; false when the key is not an item's.</summary>
    internal bool TryTick(string key, HubChanges changes)
    {
        if (!key.StartsWith(ItemKey, StringComparison.Ordinal)) return false;
        due.Set(key, null);
        if (changes.State.Item(WorkItemId.Parse(key[ItemKey.Length..])) is { } item)
            Settle(Work.Tick(item, changes.Now), NotificationKind.ItemMoved, changes);
        return true;
    }

    private CommandAnswer Join(WorkItem earlier, string key, string[] evidence, Actor actor, HubChanges changes) =>
        Answer(Settle(Work.JoinReport(earlier, key, evidence, actor, changes.Now), NotificationKind.ItemMoved, changes));

    /// <summary>
    /// The open item that a report is about: of the same component and class, else the nearest of the class within the policy's radius.
    /// </summary>
    private WorkItem? Earlier(FileReport report, HubState state)
    {
        var rule = Work.Policy.RepeatFor(report.Profile, report.Class);
        var same = rule.SameComponent && report.Component is { } component
            ? state.OpenItem(JoinKey.Of(report.Profile, report.Class, component))
            : null;
        return same ?? (rule.Metres == 0 ? null : state.Items
            .Where(item => item.Profile == report.Profile && item.Class == report.Class
                && item.Household is null && (item.Component is null || report.Component is null))
            .Where(item => item.Place.Point?.MetresTo(report.Place) <= rule.Metres)
            .MinBy(item => (item.Place.Point!.Value.MetresTo(report.Place), item.ReportedAt, item.Id.Value)));
    }

    private WorkDecision Open(OpenWorkItem request, Actor actor, HubChanges changes)
    {
        var decision = Work.Open(request, actor, changes.Now);
        if (decision.Item is not { } opened || decision.Refusal is not null) return decision;
        if (request.Place.Grid is null) changes.Add("provisional", opened.Id.ToString(), null, null, NoGrid(opened));
        return Settle(decision with { Item = opened with { Number = NextNumber(changes) } }, NotificationKind.ItemOpened, changes);
    }

    private WorkDecision Settle(WorkDecision decision, NotificationKind kind, HubChanges changes)
    {
        if (decision.Item is not { } item || decision.Refusal is not null) return decision;
        changes.Put(item);
        due.Set(ItemKey + item.Id, item.IsOpen ? Work.NextDue(item) : null);
        foreach (var entry in decision.Events) changes.Notify(kind, item.Id.ToString(), Moved(item, entry));
        foreach (var notice in decision.Notices)
            changes.Notify(NotificationKind.Notice, item.Id.ToString(), notice.Text, notice.To.ToString());
        return decision;
    }

    private string NextNumber(HubChanges changes) =>
        string.Create(CultureInfo.InvariantCulture, $"{numberPrefix}{changes.Now.InUtc().Year}-{++changes.State.ItemsOpened:D6}");

    private static CommandAnswer Answer(WorkDecision decision) =>
        decision.Refusal is { } refusal ? CommandAnswer.Refused(refusal) : CommandAnswer.Done(decision.Item);

    private static string SourceOf(Actor actor) =>
        actor.Roles.Contains(Role.Inspector) ? "inspector" : actor.Roles.Contains(Role.Resident) ? "resident" : "staff";

    private static LocalizedText Moved(WorkItem item, HistoryEntry entry) => new(
        $"{item.Number} {item.Title?.Zh ?? item.Profile}：{entry.Command} → {entry.To}",
        $"{item.Number} {item.Title?.En ?? item.Profile}: {entry.Command}, now {entry.To}");

    private static LocalizedText NoGrid(WorkItem item) => new(
        $"{item.Number} 的位置不在任何已知单元网格内，网格待定。", $"{item.Number} lies in no known unit grid: its grid is provisional.");
}
