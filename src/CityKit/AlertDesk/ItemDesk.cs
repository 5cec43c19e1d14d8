using System.Globalization;
using CityKit.Cases;
using CityKit.Cases.Importing;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Opens work items and moves them, and notifies those whom the life cycle names.</summary>
/// <param name="inForce">Gives the engine in force.</param>
/// <param name="numberPrefix">What numbers begin with.</param>
/// <param name="locator">Where things are.</param>
internal sealed class ItemDesk(Func<WorkEngine> inForce, string numberPrefix, Locator locator)
{
    private const int MaxLeadEvidence = 32; // what an item takes

    private WorkEngine Work => inForce();

    /// <summary>What an actor may see and do.</summary>
    internal ActorView ViewOf(Actor actor, Instant now) => new(actor, Work, now);

    internal static WorkItemId IdOf(LeadId lead) => WorkItemId.FromCause($"lead|{lead}");

    internal WorkDecision Open(Lead lead, Actor actor, Attempt changes) => Open(
        new OpenWorkItem(IdOf(lead.Id), lead.Profile, SourceOf(lead))
    {
        Class = ClassKey.TryParse(lead.Class, null, out var key) ? key : null,
        Title = lead.Title,
        Place = lead.Subject.Place,
        Component = lead.Subject.Component,
        Found = lead.Found,
        Household = lead.Subject.Household,
        ReportedAt = Instant.Min(lead.At, changes.Now),
        TimeUnknown = lead.TimeUnknown,
        AlertId = lead.Alerts[0].ToString(),
        Evidence = [.. lead.Evidence.Take(MaxLeadEvidence)],
    }, actor, changes);

    /// <param name="key">The command's key: each reporter's ids are its own.</param>
    internal static WorkItemId IdOfReport(string key) => WorkItemId.FromCause($"report|{key}");

    /// <summary>A report of what is open already joins it, by the policy; else it opens an item of its own.</summary>
    internal DeskAnswer Open(PersonReport report, Actor actor, Attempt changes)
    {
        TellUnread(IdOfReport(report.Key).ToString(), changes);
        if (Earlier(report, changes) is { } earlier && Join(earlier, report, actor, changes) is { Refusal: null } joined) return joined;
        return Answer(Open(new OpenWorkItem(IdOfReport(report.Key), report.Profile, SourceOf(actor))
        {
            Class = report.Class,
            Place = locator.PlaceOf(report.Place, report.Accuracy),
            Component = report.Component,
            ReportId = report.Key,
            Evidence = report.Evidence,
            Details = report.Details,
        }, actor, changes));
    }

    /// <summary>Opens what was asked for by a command; what its cause opened already is the answer.</summary>
    internal DeskAnswer OpenOnce(OpenWorkItem request, Actor actor, Attempt changes)
    {
        var view = ViewOf(actor, changes.Now);
        if (changes.Find(ItemDocuments.Kind, request.Id.ToString()) is { } known)
            return view.Over(known) is null ? DeskAnswer.Refused(ItemView.NoSuch) : DeskAnswer.Done(known);
        var placed = request.Place is { Grid: null, Point: { } point }
            ? request with { Place = request.Place with { Grid = locator.PlaceOf(point).Grid } } : request;
        return Answer(Open(placed, view.Actor, changes));
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
        if (repeat.Refusal is null) Settle(joined, NotificationKind.ItemMoved, actor, changes);
        return Answer(Settle(repeat, NotificationKind.ItemMoved, actor, changes));
    }

    /// <summary>Takes the mark of a repeat back.</summary>
    internal DeskAnswer UndoRepeat(WorkItem item, Actor actor, Attempt changes)
    {
        var (repeat, original) = Work.UndoRepeat(item, item.RepeatOf is { } of ? changes.OpenItem(of) : null, actor, changes.Now);
        if (original is not null) Settle(original, NotificationKind.ItemMoved, actor, changes);
        return Answer(Settle(repeat, NotificationKind.ItemMoved, actor, changes));
    }

    internal DeskAnswer Step(WorkItem item, WorkCommand command, Actor actor, Attempt changes) =>
        Answer(Settle(Work.Apply(Known(item, changes.Lookup), command, actor, changes.Now), NotificationKind.ItemMoved, actor, changes));

    /// <summary>Says which component an item is about; see <see cref="CommandLookup.Candidates"/> for what may be meant.</summary>
    internal DeskAnswer Confirm(WorkItem item, ComponentId? component, Actor actor, Attempt changes)
    {
        TellUnread(item.Id.ToString(), changes);
        return Answer(Settle(Work.ConfirmComponent(item, component, changes.Lookup?.Candidates ?? [], actor, changes.Now),
            NotificationKind.ItemMoved, actor, changes));
    }

    /// <summary>Says that the registry should have been asked for a command and could not be read.</summary>
    internal static void TellUnread(string source, Attempt changes)
    {
        if (changes.Lookup is { IsRegistryUnread: true }) changes.Add("registry-unread", source, null, null, RegistryUnread);
    }

    /// <summary>An item with what was looked up of it just now.</summary>
    private static WorkItem Known(WorkItem item, CommandLookup? lookup) => lookup is null ? item : item with
    {
        Found = item.Found ?? lookup.Found, Duties = lookup.Duties ?? item.Duties, Suggestion = lookup.Suggestion ?? item.Suggestion,
    };

    /// <summary>Lets a lead's alerts join an open item.</summary>
    /// <returns>Why it could not: what fell due meanwhile closed the item.</returns>
    internal Refusal? Join(WorkItem item, Lead lead, Attempt changes)
    {
        string[] pictures = [.. lead.PicturesOfMachines.Take(MaxLeadEvidence)];
        foreach (var (i, alert) in lead.Alerts.Index())
        {
            var known = changes.Find(ItemDocuments.Kind, item.Id.ToString()) ?? item;
            var joined = Work.Join(known, alert.ToString(), changes.Now, lead.TimeUnknown, i == 0 ? pictures : []);
            if (Settle(joined, NotificationKind.ItemMoved, Actor.System, changes).Refusal is { } refusal) return refusal;
        }
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
        if (decision.Events.Count > 0 || Work.NextDue(item) != item.DueAt)
            Settle(decision, NotificationKind.ItemMoved, Actor.System, changes);
    }

    /// <summary>Puts when something falls due on an item, and nothing else.</summary>
    internal void PutDue(WorkItem item, ICommitChanges changes) =>
        changes.Put(ItemDocuments.Kind, item.Id.ToString(), item with { DueAt = Work.NextDue(item) });

    /// <summary>Does what fell due on an item by itself.</summary>
    internal void Tick(WorkItem item, Attempt changes)
    {
        if (Settle(Work.Tick(item, changes.Now), NotificationKind.ItemMoved, Actor.System, changes).Refusal is { } refusal)
            changes.Add("undecided", item.Id.ToString(), changes.Now, changes.Now, refusal.Message);
    }

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
        return Answer(Settle(opened, NotificationKind.ItemOpened, actor, changes));
    }

    private DeskAnswer Join(WorkItem earlier, PersonReport report, Actor actor, Attempt changes) =>
        Answer(Settle(Work.JoinReport(earlier, report.Key, report.Evidence, actor, changes.Now), NotificationKind.ItemMoved, actor,
            changes));

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
        var decision = Work.Open(Known(request, changes.Lookup), actor, changes.Now);
        if (decision.Item is not { } opened || decision.Refusal is not null) return decision;
        if (request.Place.Grid is null) changes.Add("provisional", opened.Id.ToString(), null, null, NoGrid(opened));
        return Settle(decision with { Item = opened with { Number = NextNumber(changes) } }, NotificationKind.ItemOpened, actor, changes);
    }

    /// <summary>A request with what was looked up for its command; a part of another item was not looked up.</summary>
    private static OpenWorkItem Known(OpenWorkItem request, CommandLookup? lookup) =>
        lookup is null || request.Parent is not null ? request : request with
        {
            Found = request.Found ?? lookup.Found, Duties = lookup.Duties, Suggestion = lookup.Suggestion,
        };

    private WorkDecision Settle(WorkDecision decision, NotificationKind kind, Actor actor, Attempt changes)
    {
        if (decision.Item is not { } decided || decision.Refusal is not null) return decision;
        var item = decided with { DueAt = Work.NextDue(decided) };
        Put(item, decision.Events, changes);
        foreach (var entry in decision.Events) changes.Notify(kind, item.Id.ToString(), Moved(item, entry));
        foreach (var notice in decision.Notices)
            changes.Notify(NotificationKind.Notice, item.Id.ToString(), notice.Text, notice.To.ToString());
        return Others(decision, item, actor, changes) is { } refusal
            ? new WorkDecision(decided, [], [], refusal)
            : decision with { Item = changes.Find(ItemDocuments.Kind, item.Id.ToString())! };
    }

    /// <summary>Puts an item and what was added to its history; what a version before kept in the item becomes rows with it.</summary>
    private static void Put(WorkItem item, IReadOnlyList<HistoryEntry> events, Attempt changes)
    {
        var first = item.Entries - events.Count - item.KeptHistory.Count;
        foreach (var (i, entry) in item.KeptHistory.Concat(events).Index())
            changes.Put(ItemHistory.Kind, new ItemEntry(item.Id, first + i + 1, entry));
        changes.Put(ItemDocuments.Kind, item with { KeptHistory = [] });
    }

    /// <summary>Opens the parts that a decision opens, and moves the other items that it touches.</summary>
    /// <returns>Why that cannot be; the decision itself cannot be then.</returns>
    private Refusal? Others(WorkDecision decision, WorkItem item, Actor actor, Attempt changes)
    {
        foreach (var part in decision.Opens)
            if (Open(part, actor, changes).Refusal is { } refusal) return refusal;
        foreach (var link in decision.Links)
            if (Follow(link, item, actor, changes) is { } refusal) return refusal;
        return null;
    }

    private Refusal? Follow(WorkLink link, WorkItem from, Actor actor, Attempt changes) =>
        changes.Find(ItemDocuments.Kind, link.Item.ToString()) is not { } other ? ItemView.NoSuch
        : Frozen(other) ?? Settle(Work.Follow(link, from, other, actor, changes.Now), NotificationKind.ItemMoved, actor, changes).Refusal;

    private string NextNumber(Attempt changes) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{numberPrefix}{changes.Now.InUtc().Year}-{changes.NextNumber(ItemDocuments.Kind):D6}");

    private static DeskAnswer Answer(WorkDecision decision) =>
        decision.Refusal is { } refusal ? DeskAnswer.Refused(refusal) : DeskAnswer.Done(decision.Item);

    private static string SourceOf(Lead lead) => lead.Machine?.Source is { } machine ? LeadSources.WordOf(machine) : "sensor";

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
