using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases;

/// <summary>
/// Moves work items by the tables of their profiles (流转引擎): state, command, actor's role and time give history entries or a refusal. It
/// reads no clock, stores nothing, and gives the same answer for the same question.
/// </summary>
/// <remarks>
/// For a program without a hub, a what-if or a test of a profile; in a hub, <c>CityHub.ExecuteAsync</c> runs it. It is immutable, and any
/// number of threads may use one. A refusal is a value, and changes nothing. It does not know where an actor's role counts: scopes are
/// checked by the hub.
/// </remarks>
/// <param name="profiles">The profiles.</param>
/// <param name="policy">The city's rules.</param>
/// <param name="calendar">The working days.</param>
/// <param name="words">Guards and effects that modules bring in code; null for none.</param>
/// <example><code>
/// var engine = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn);
/// var inspector = Actor.Of("inspector-1", "street office", Role.Inspector);
/// var item = engine.Open(new OpenWorkItem(WorkItemId.FromCause("report/4711"), "city-management", "inspector"), inspector, now).OrThrow();
/// var decision = engine.Apply(item, new WorkCommand("accept"), Actor.Of("acceptor-1", "command centre", Role.Acceptor), now);
/// Console.WriteLine(decision.Refusal?.Message.En ?? decision.Item!.State);
/// var later = engine.Tick(item, now + Duration.FromDays(1)); // what fell due by itself
/// </code></example>
public sealed class WorkEngine(ProfileCatalogue profiles, WorkPolicy policy, WorkCalendar calendar, FlowWords? words = null)
{
    internal const string NotAutomatic = "not-automatic";

    private readonly Mover mover = new(policy, new ItemClocks(policy, calendar), words ?? FlowWords.None);

    private ItemClocks Clocks => mover.Clocks;

    /// <summary>What deadlines are counted on.</summary>
    public WorkClock Clock => Clocks.Work;

    /// <summary>Opens an item. Its clocks and steps run from <paramref name="now"/>.</summary>
    public WorkDecision Open(OpenWorkItem request, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        if (!profiles.TryGet(request.Profile, out var profile)) return Refused(null, UnknownProfile(request.Profile));
        if (request.Parent is null && !profile.Openers.Any(actor.Roles.Contains)) return Refused(null, Opening.NotAnOpener(profile));
        if (Opening.Wrong(request, profile) is { } wrong) return Refused(null, wrong);
        var opened = mover.Opened(Opening.Of(request, profile, actor, now), profile, now);
        var change = new WorkChange(opened, profile);
        change.Add(Opening.EntryOf(request, actor, profile, now));
        mover.RunDue(change, now);
        return change.Done();
    }

    /// <summary>Does what is due, then the command. A refusal changes nothing.</summary>
    public WorkDecision Apply(WorkItem item, WorkCommand command, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);
        if (item.RepeatOf is { } original) return Refused(item, Repeats.IsRepeat(original));
        var change = new WorkChange(item, ProfileOf(item));
        var at = Instant.Max(now, item.UpdatedAt);
        mover.RunDue(change, at);
        if (mover.Move(change, command, actor, at) is { } refusal) return Refused(item, refusal);
        mover.RunDue(change, at);
        return change.Done();
    }

    /// <summary>
    /// Does what fell due by itself until now, each thing at its own time: overdue marks, escalation. Nothing due: the same item, no
    /// events.
    /// </summary>
    public WorkDecision Tick(WorkItem item, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var change = new WorkChange(item, ProfileOf(item));
        mover.RunDue(change, now);
        return change.Done();
    }

    /// <summary>Lets a repeated alert or report join its open item. The same one twice changes nothing.</summary>
    /// <param name="item">The item.</param>
    /// <param name="alertId">The alert's or report's id.</param>
    /// <param name="now">Now; the history's time. An item moves on the hub's clock alone, whatever the device's says.</param>
    /// <param name="timeUnknown">True when the device that raised it had no wall time.</param>
    /// <param name="evidence">References to evidence that came with it; null for none.</param>
    public WorkDecision Join(WorkItem item, string alertId, Instant now, bool timeUnknown = false, IReadOnlyList<string>? evidence = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentException.ThrowIfNullOrEmpty(alertId);
        var change = new WorkChange(item, ProfileOf(item));
        if (!item.IsOpen) return Refused(item, Repeats.Closed);
        if (item.Alerts.Contains(alertId)) return change.Done();
        mover.RunDue(change, Instant.Max(now, item.UpdatedAt));
        if (!change.Item.IsOpen) return Refused(item, Repeats.Closed);
        AddAlert(change, [alertId, .. evidence ?? []], now, timeUnknown);
        return change.Done();
    }

    /// <summary>The profiles it moves items by.</summary>
    public ProfileCatalogue Profiles => profiles;

    /// <summary>Whether an item's profile is there and has its state; any other cannot be asked about or moved.</summary>
    public bool Knows(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Knows(item.Profile, item.State);
    }

    /// <summary>Whether there is a profile with a state.</summary>
    public bool Knows(string profile, string state) => profiles.TryGet(profile, out var found) && found.HasState(state);

    /// <summary>The city's rules it works by.</summary>
    public WorkPolicy Policy => policy;

    /// <summary>The working days it calculates with.</summary>
    public WorkCalendar Calendar => calendar;

    /// <summary>This engine with another calendar: one more notice, or an amended one.</summary>
    public WorkEngine With(WorkCalendar changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return new WorkEngine(profiles, policy, changed, words);
    }

    /// <summary>
    /// Calculates an open item's deadlines again with this engine's calendar and working hours: a notice came or was amended, or the
    /// policy changed. A limit that a stage began with stays. What moved is in the history and the assignee is notified. Nothing moved: the
    /// same item, no events.
    /// </summary>
    public WorkDecision Recompute(WorkItem item, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var change = new WorkChange(item, ProfileOf(item));
        var calculated = Clocks.Recompute(item, now);
        if (!item.IsOpen || ReferenceEquals(calculated, item)) return change.Done();
        change.Item = calculated;
        var at = Instant.Max(now, item.UpdatedAt);
        change.Add(Mover.BySystem("recompute", at, item.State) with { Reason = MovedDeadlines.Between(item, calculated) });
        if (item.Deadline is { } before && calculated.Deadline is { } after && before.At != after.At)
            change.Tell([new NoticeTarget("assignee", "")], at, MovedDeadlines.Text(after));
        return change.Done();
    }

    /// <summary>Lets a person's report join an open item; they hear its result. The same report twice changes nothing.</summary>
    /// <param name="item">The item.</param>
    /// <param name="reportId">The report's id.</param>
    /// <param name="evidence">References that came with it.</param>
    /// <param name="reporter">Who reports; one who may open such an item.</param>
    /// <param name="now">Now.</param>
    public WorkDecision JoinReport(WorkItem item, string reportId, IReadOnlyList<string> evidence, Actor reporter, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentException.ThrowIfNullOrEmpty(reportId);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(reporter);
        var change = new WorkChange(item, ProfileOf(item));
        if (!change.Profile.Openers.Any(reporter.Roles.Contains)) return Refused(item, Opening.NotAnOpener(change.Profile));
        if (item.Reports.Any(report => report.Id == reportId)) return change.Done();
        mover.RunDue(change, Instant.Max(now, item.UpdatedAt));
        return Repeats.Join(change, [new WorkReport(reportId, reporter.Id, now)], evidence, reporter, now) is { } refusal
            ? Refused(item, refusal) : change.Done();
    }

    /// <summary>
    /// Marks an open item as a repeat of another (标记重复件): its clock stands still, its reporters hear the other's result. <see
    /// cref="UndoRepeat"/> takes it back.
    /// </summary>
    /// <param name="item">The repeat.</param>
    /// <param name="original">The open item that it repeats; no repeat itself, and of the same profile.</param>
    /// <param name="actor">A duty officer or leader.</param>
    /// <param name="now">Now.</param>
    /// <returns>What becomes of the repeat, and of the original. A refusal is in the first and changes neither.</returns>
    public (WorkDecision Repeat, WorkDecision Original) MarkRepeat(WorkItem item, WorkItem original, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(actor);
        var (repeat, joined) = (new WorkChange(item, ProfileOf(item)), new WorkChange(original, ProfileOf(original)));
        var refusal = Repeats.CannotMark(item, original, actor) ?? Repeats.Join(joined, item.Reports, [], actor, now);
        if (refusal is not null) return (Refused(item, refusal), Refused(original, refusal));
        Repeats.Mark(repeat, original, actor, Clocks, now);
        return (repeat.Done(), joined.Done());
    }

    /// <summary>Takes the mark of a repeat back: the item goes on where it was, its clock too.</summary>
    /// <param name="item">The repeat.</param>
    /// <param name="original">The item it was marked as a repeat of, while that is open; null when it is closed: who was notified of its
    /// result stays notified.</param>
    /// <param name="actor">A duty officer or leader.</param>
    /// <param name="now">Now.</param>
    /// <returns>What becomes of the repeat, and of the original where it is open. A refusal is in the first and changes neither.</returns>
    public (WorkDecision Repeat, WorkDecision? Original) UndoRepeat(WorkItem item, WorkItem? original, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(actor);
        if (Repeats.CannotUndo(item, actor) is { } refusal) return (Refused(item, refusal), null);
        var repeat = new WorkChange(item, ProfileOf(item));
        Repeats.Undo(repeat, actor, Clocks, now);
        return (repeat.Done(), original is null ? null : Left(original, item, actor, now));
    }

    /// <summary>When <see cref="Tick"/> will next have something to do; null when never.</summary>
    public Instant? NextDue(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return mover.Due.NextDue(item, ProfileOf(item));
    }

    /// <summary>How long it is until an open item's deadline, or since it passed; null without a deadline.</summary>
    public TimeLeft? LeftAt(WorkItem item, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.IsOpen ? item.Clock.LeftAt(now, Clocks.Work) : null;
    }

    /// <summary>The commands this actor may give now, fields aside.</summary>
    public IReadOnlyList<string> Allowed(WorkItem item, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(actor);
        return item.RepeatOf is null ? mover.Check(item, ProfileOf(item), actor, now).Allowed() : [];
    }

    /// <summary>
    /// The row by which an actor may give a command now, whatever the command carries; null when none allows it. Allocates nothing.
    /// </summary>
    public Transition? RowFor(WorkItem item, string command, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);
        return item.RepeatOf is null ? mover.Check(item, ProfileOf(item), actor, now).Row(command) : null;
    }

    /// <summary>
    /// What becomes of another item that a decision touched: it becomes a part, takes what was merged, or hears of its part.
    /// </summary>
    /// <param name="link">How, from <see cref="WorkDecision.Links"/>.</param>
    /// <param name="from">The item of that decision, as it is after.</param>
    /// <param name="other">The other item.</param>
    /// <param name="actor">Who decided.</param>
    /// <param name="now">Now.</param>
    /// <returns>What becomes of the other; a refusal means that the decision itself cannot be.</returns>
    public WorkDecision Follow(WorkLink link, WorkItem from, WorkItem other, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(actor);
        var change = new WorkChange(other, ProfileOf(other));
        if (Followers.Follow(change, link, from, actor, now) is { } refusal) return Refused(other, refusal);
        mover.RunDue(change, Instant.Max(now, change.Item.UpdatedAt));
        return change.Done();
    }

    /// <summary>An item as it was at a moment before: state, people, deadlines (按时点查询).</summary>
    /// <param name="item">The item as it is.</param>
    /// <param name="history">Its whole history, in order.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>The item as it was; null when it was not opened yet.</returns>
    /// <exception cref="ArgumentException">The history is not all of the item's.</exception>
    public WorkItem? AsOf(WorkItem item, IReadOnlyList<HistoryEntry> history, Instant moment)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(history);
        if (history.Count != item.Entries)
            throw new ArgumentException($"The item has {item.Entries} entries, not {history.Count}.", nameof(history));
        return new PastItem(item, history, ProfileOf(item), Clocks).AsOf(moment);
    }

    /// <summary>
    /// Says which component an open item is about (确认部件): one of the candidates becomes its <see cref="WorkItem.Component"/>, and whose it
    /// is counts for dispatch; or that it is not one of them.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="component">The component; null for none.</param>
    /// <param name="candidates">What may be meant, beside the one that was found before.</param>
    /// <param name="actor">Who reported it, an acceptor, a dispatcher, a duty officer or a duty leader.</param>
    /// <param name="now">Now.</param>
    public WorkDecision ConfirmComponent(
        WorkItem item, ComponentId? component, IReadOnlyList<FoundComponent> candidates, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(actor);
        if (item.RepeatOf is { } original) return Refused(item, Repeats.IsRepeat(original));
        var change = new WorkChange(item, ProfileOf(item));
        mover.RunDue(change, Instant.Max(now, item.UpdatedAt));
        return Confirmation.Confirm(change, component, candidates, actor, now) is { } refusal ? Refused(item, refusal) : change.Done();
    }

    private WorkDecision Left(WorkItem original, WorkItem repeat, Actor actor, Instant now)
    {
        var change = new WorkChange(original, ProfileOf(original));
        Repeats.Leave(change, repeat, actor, now);
        return change.Done();
    }

    private static void AddAlert(WorkChange change, string[] evidence, Instant at, bool timeUnknown)
    {
        var item = change.Item;
        change.Item = item with
        {
            Alerts = item.Alerts.Count < WorkItem.MaxAlerts ? [.. item.Alerts, evidence[0]] : item.Alerts,
            Counts = item.Counts with { Joined = item.Counts.Joined + 1 },
        };
        if (item.Alerts.Count >= WorkItem.MaxAlerts) return;
        change.Add(Mover.BySystem("join", Instant.Max(at, item.UpdatedAt), item.State) with { Evidence = evidence,
            TimeUnknown = timeUnknown });
    }

    private Profile ProfileOf(WorkItem item) => profiles.TryGet(item.Profile, out var profile) && profile.HasState(item.State) ? profile
        : throw new ArgumentException($"No profile here has '{item.Profile}' with state '{item.State}': add it to the catalogue.",
            nameof(item));

    private Refusal UnknownProfile(string id) =>
        new("unknown-profile", new LocalizedText($"没有业务类型“{id}”。", $"There is no profile '{id}'."),
            [.. profiles.All.Select(profile => profile.Id)]);

    private static WorkDecision Refused(WorkItem? item, Refusal refusal) => new(item, [], [], refusal);
}
