using System.Globalization;
using CityKit.Cases;
using CityKit.Cases.Importing;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Opens work items and moves them, and tells whom the life cycle says to tell.</summary>
/// <param name="inForce">Gives the engine in force.</param>
/// <param name="numberPrefix">What numbers begin with.</param>
/// <param name="locator">Where things are.</param>
internal sealed class ItemDesk(Func<WorkEngine> inForce, string numberPrefix, Locator locator)
{
    private WorkEngine Work => inForce();

    /// <summary>What an actor may see and do.</summary>
    internal ActorView ViewOf(Actor actor, Instant now) => new(actor, Work, now);

    internal static WorkItemId IdOf(LeadId lead) => WorkItemId.FromCause($"lead|{lead}");

    internal WorkDecision Open(Lead lead, Actor actor, Attempt changes) => Open(new OpenWorkItem(IdOf(lead.Id), lead.Profile, "sensor")
    {
        Class = ClassKey.TryParse(lead.Class, null, out var key) ? key : null,
        Title = lead.Title,
        Place = lead.Subject.Place,
        Component = lead.Subject.Component,
        Household = lead.Subject.Household,
        ReportedAt = Instant.Min(lead.At, changes.Now),
        TimeUnknown = lead.TimeUnknown,
        AlertId = lead.Alerts[0].ToString(),
        Evidence = lead.Machine?.Snapshot is { } snapshot ? [snapshot] : [],
    }, actor, changes);

    /// <param name="key">The command's key: each reporter's ids are its own.</param>
    internal static WorkItemId IdOfReport(string key) => WorkItemId.FromCause($"report|{key}");

    /// <summary>A report of what is open already joins it, by the policy; else it opens an item of its own.</summary>
    internal DeskAnswer Open(PersonReport report, Actor actor, Attempt changes)
    {
        if (report.IsRegistryUnread) changes.Add("registry-unread", IdOfReport(report.Key).ToString(), null, null, RegistryUnread);
        if (Earlier(report, changes) is { } earlier && Join(earlier, report, actor, changes) is { Refusal: null } joined) return joined;
        return Answer(Open(new OpenWorkItem(IdOfReport(report.Key), report.Profile, SourceOf(actor))
        {
            Class = report.Class,
            Place = locator.PlaceOf(report.Place, report.Accuracy),
            Component = report.Component,
            Found = report.Found,
            ReportId = report.Key,
            Evidence = report.Evidence,
        }, actor, changes));
    }

    /// <summary>That nobody can move an item any more; null while its profile is in force.</summary>
    internal Refusal? Frozen(WorkItem item) => Work.Knows(item) ? null : Refusal.Of("unknown-profile",
        $"The profile '{item.Profile}' of {item.Number} is not in force any more, or has no state '{item.State}': "
        + "the item stays as it is.",
        $"{item.Number} 的业务类型“{item.Profile}”或其状态“{item.State}”已停用，该工作项不再变动。");

    /// <summary>Marks an item as a repeat of another, which has to be open.</summary>
    internal DeskAnswer MarkRepeat(WorkItem item, WorkItem? original, Actor actor, Attempt changes)
    {
        if (original is null || ViewOf(actor, changes.Now).Over(original) is null)
            return DeskAnswer.Refused(
                Refusal.Of("no-open-item", "There is no open work item of that id: name one.", "没有该编号的未结工作项，请另行指定。"));
        var (repeat, joined) = Work.MarkRepeat(item, original, actor, changes.Now);
        if (repeat.Refusal is null) Settle(joined, NotificationKind.ItemMoved, changes);
        return Answer(Settle(repeat, NotificationKind.ItemMoved, changes));
    }

    /// <summary>Takes the mark of a repeat back.</summary>
    internal DeskAnswer UndoRepeat(WorkItem item, Actor actor, Attempt changes)
    {
        var (repeat, original) = Work.UndoRepeat(item, item.RepeatOf is { } of ? changes.OpenItem(of) : null, actor, changes.Now);
        if (original is not null) Settle(original, NotificationKind.ItemMoved, changes);
        return Answer(Settle(repeat, NotificationKind.ItemMoved, changes));
    }

    internal DeskAnswer Step(WorkItem item, WorkCommand command, Actor actor, Attempt changes) =>
        Answer(Settle(Work.Apply(item, command, actor, changes.Now), NotificationKind.ItemMoved, changes));

    /// <summary>Lets a lead's alerts join an open item.</summary>
    /// <returns>Why it could not: what fell due meanwhile closed the item.</returns>
    internal Refusal? Join(WorkItem item, Lead lead, Attempt changes)
    {
        foreach (var alert in lead.Alerts)
            if (Settle(Work.Join(
                changes.Find(ItemDocuments.Kind, item.Id.ToString()) ?? item, alert.ToString(), changes.Now, lead.TimeUnknown),
                NotificationKind.ItemMoved, changes).Refusal is { } refusal)
                return refusal;
        return null;
    }

    /// <summary>The open item that a machine's finding is about: the nearest of its class within the policy's radius.</summary>
    internal WorkItem? NearestTo(Lead lead, Attempt facts) => NearOf(lead) is not var (key, point, _) ? null
        : Nearest(lead.Profile, key, point, facts).FirstOrDefault(item => item.Component is null);

    /// <summary>Around which point, and how far, other findings of a machine's class are of the same thing; null for nowhere.</summary>
    internal (ClassKey Class, GeoPoint Point, int Metres)? NearOf(Lead lead) =>
        lead is { Machine: not null, Subject: { Component: null, Household: null, Place.Point: { } point } }
        && ClassKey.TryParse(lead.Class, null, out var key) && Work.Policy.RepeatFor(lead.Profile, key).Metres is > 0 and var metres
            ? (key, point, metres) : null;

    /// <summary>Moves an open item whose deadlines, or next step, are others by what is in force.</summary>
    internal void Recompute(WorkItem item, Attempt changes)
    {
        var decision = Work.Recompute(item, changes.Now);
        if (decision.Events.Count > 0 || Work.NextDue(item) != item.DueAt) Settle(decision, NotificationKind.ItemMoved, changes);
    }

    /// <summary>Puts when something falls due on an item, and nothing else.</summary>
    internal void PutDue(WorkItem item, ICommitChanges changes) =>
        changes.Put(ItemDocuments.Kind, item.Id.ToString(), item with { DueAt = Work.NextDue(item) });

    /// <summary>Does what fell due on an item by itself.</summary>
    internal void Tick(WorkItem item, Attempt changes) => Settle(Work.Tick(item, changes.Now), NotificationKind.ItemMoved, changes);

    /// <summary>Takes a case of another system over; one that is here already stays as it is.</summary>
    internal DeskAnswer Import(string system, ImportedCase from, Actor actor, Attempt changes)
    {
        var id = CaseImport.IdOf(system, from.ExternalId).ToString();
        if (changes.Find(ItemDocuments.Kind, id) is { } known) return DeskAnswer.Done(known);
        if (CaseImport.Check(from, Work, changes.Now) is { } refusal) return DeskAnswer.Refused(refusal);
        var (item, entry) = CaseImport.Take(system, from, actor, changes.Now);
        var placed = item.Place is { Grid: null, Point: { } point }
            ? item with { Place = item.Place with { Grid = locator.PlaceOf(point).Grid } } : item;
        var opened = new WorkDecision(placed with { Number = NextNumber(changes) }, [entry], [], null);
        return Answer(Settle(opened, NotificationKind.ItemOpened, changes));
    }

    private DeskAnswer Join(WorkItem earlier, PersonReport report, Actor actor, Attempt changes) =>
        Answer(Settle(Work.JoinReport(earlier, report.Key, report.Evidence, actor, changes.Now), NotificationKind.ItemMoved, changes));

    /// <summary>
    /// The open item that a report is about: of the same component and class, else the nearest of the class within the policy's radius.
    /// </summary>
    private WorkItem? Earlier(PersonReport report, Attempt facts)
    {
        var rule = Work.Policy.RepeatFor(report.Profile, report.Class);
        var same = rule.SameComponent && report.Component is { } component
            ? facts.OpenItem(JoinKey.Of(report.Profile, report.Class, component))
            : null;
        return same ?? Nearest(report.Profile, report.Class, report.Place, facts)
            .FirstOrDefault(item => item.Component is null || report.Component is null);
    }

    /// <summary>The open items of no household that are near enough by the policy, the nearest first.</summary>
    private IEnumerable<WorkItem> Nearest(string profile, ClassKey key, GeoPoint point, Attempt facts)
    {
        var metres = Work.Policy.RepeatFor(profile, key).Metres;
        return metres == 0 ? [] : facts.OpenItemsNear(profile, key, point, metres)
            .Where(item => item.Household is null && item.Place.Point?.MetresTo(point) <= metres)
            .OrderBy(item => (item.Place.Point!.Value.MetresTo(point), item.ReportedAt, item.Id.Value));
    }

    private WorkDecision Open(OpenWorkItem request, Actor actor, Attempt changes)
    {
        var decision = Work.Open(request, actor, changes.Now);
        if (decision.Item is not { } opened || decision.Refusal is not null) return decision;
        if (request.Place.Grid is null) changes.Add("provisional", opened.Id.ToString(), null, null, NoGrid(opened));
        return Settle(decision with { Item = opened with { Number = NextNumber(changes) } }, NotificationKind.ItemOpened, changes);
    }

    private WorkDecision Settle(WorkDecision decision, NotificationKind kind, Attempt changes)
    {
        if (decision.Item is not { } decided || decision.Refusal is not null) return decision;
        var item = decided with { DueAt = decided.IsOpen ? Work.NextDue(decided) : null };
        changes.Put(ItemDocuments.Kind, item);
        foreach (var entry in decision.Events) changes.Notify(kind, item.Id.ToString(), Moved(item, entry));
        foreach (var notice in decision.Notices)
            changes.Notify(NotificationKind.Notice, item.Id.ToString(), notice.Text, notice.To.ToString());
        return decision with { Item = item };
    }

    private string NextNumber(Attempt changes) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{numberPrefix}{changes.Now.InUtc().Year}-{changes.NextNumber(ItemDocuments.Kind):D6}");

    private static DeskAnswer Answer(WorkDecision decision) =>
        decision.Refusal is { } refusal ? DeskAnswer.Refused(refusal) : DeskAnswer.Done(decision.Item);

    private static string SourceOf(Actor actor) =>
        actor.Roles.Contains(Role.Inspector) ? "inspector" : actor.Roles.Contains(Role.Resident) ? "resident" : "staff";

    private static LocalizedText Moved(WorkItem item, HistoryEntry entry) => new(
        $"{item.Number} {item.Title?.Zh ?? item.Profile}：{entry.Command} → {entry.To}",
        $"{item.Number} {item.Title?.En ?? item.Profile}: {entry.Command}, now {entry.To}");

    private static LocalizedText RegistryUnread { get; } = new(
        "收到上报时部件库无法读取，未查找最近部件；请检查部件库文件。",
        "The component registry could not be read when the report came: no component was looked for. See to the registry's file.");

    private static LocalizedText NoGrid(WorkItem item) => new(
        $"{item.Number} 的位置不在任何已知单元网格内，网格待定。", $"{item.Number} lies in no known unit grid: its grid is provisional.");
}
