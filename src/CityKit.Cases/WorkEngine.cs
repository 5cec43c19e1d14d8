using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases;

/// <summary>
/// Moves work items by their profiles' tables (流转引擎): state, command, actor's role and time give events or a refusal.
/// Pure: it reads no clock, stores nothing, and gives the same answer for the same question.
/// </summary>
/// <param name="profiles">The profiles.</param>
/// <param name="policy">The city's rules.</param>
/// <param name="calendar">The working days.</param>
public sealed class WorkEngine(ProfileCatalogue profiles, WorkPolicy policy, WorkCalendar calendar)
{
    internal const string NotAutomatic = "not-automatic";

    private const int MaxStepsAtOnce = 256;
    private const int MaxText = 512;
    private const int MaxEvidence = 32;

    private readonly StageClocks clocks = new(policy, calendar);

    /// <summary>Opens an item. Its clocks and steps run from <paramref name="now"/>.</summary>
    public WorkDecision Open(OpenWorkItem request, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        if (!profiles.TryGet(request.Profile, out var profile)) return Refused(null, UnknownProfile(request.Profile));
        if (!profile.Openers.Any(actor.Roles.Contains)) return Refused(null, NotAnOpener(profile));
        if (IsTooLong(request)) return Refused(null, Refusal.Of("too-long", $"A text has at most {MaxText} characters, and there are at most {MaxEvidence} references.", $"文字最多 {MaxText} 字，引用最多 {MaxEvidence} 个。"));
        var opened = Opened(request, profile, now) with { Reports = request.ReportId is { } report ? [new WorkReport(report, actor.Id, now)] : [] };
        var change = new WorkChange(opened, profile);
        change.Add(OpeningEntry(request, actor, profile, now));
        RunDue(change, now);
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
        RunDue(change, at);
        if (Move(change, command, actor, at) is { } refusal) return Refused(item, refusal);
        RunDue(change, at);
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
        RunDue(change, now);
        return change.Done();
    }

    /// <summary>Lets a repeated alert or report join its open item. The same one twice changes nothing.</summary>
    /// <param name="item">The item.</param>
    /// <param name="alertId">The alert's or report's id.</param>
    /// <param name="now">Now; the history's time. An item moves on the hub's clock alone, whatever the device's says.</param>
    /// <param name="timeUnknown">True when the device that raised it had no wall time.</param>
    public WorkDecision Join(WorkItem item, string alertId, Instant now, bool timeUnknown = false)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentException.ThrowIfNullOrEmpty(alertId);
        var change = new WorkChange(item, ProfileOf(item));
        if (!item.IsOpen) return Refused(item, Repeats.Closed);
        if (item.Alerts.Contains(alertId)) return change.Done();
        RunDue(change, Instant.Max(now, item.UpdatedAt));
        if (!change.Item.IsOpen) return Refused(item, Repeats.Closed);
        AddAlert(change, alertId, now, timeUnknown);
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
        return new WorkEngine(profiles, policy, changed);
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
        var calculated = clocks.Recompute(item, now);
        if (!item.IsOpen || ReferenceEquals(calculated, item)) return change.Done();
        change.Item = calculated;
        var at = Instant.Max(now, item.UpdatedAt);
        change.Add(BySystem("recompute", at, item.State) with { Reason = MovedDeadlines.Between(item, calculated) });
        if (item.Deadline is { } before && calculated.Deadline is { } after && before.At != after.At) change.Tell([new NoticeTarget("assignee", "")], at, MovedDeadlines.Text(after));
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
        if (!change.Profile.Openers.Any(reporter.Roles.Contains)) return Refused(item, NotAnOpener(change.Profile));
        if (item.Reports.Any(report => report.Id == reportId)) return change.Done();
        RunDue(change, Instant.Max(now, item.UpdatedAt));
        return Repeats.Join(change, [new WorkReport(reportId, reporter.Id, now)], evidence, reporter, now) is { } refusal ? Refused(item, refusal) : change.Done();
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
        Repeats.Mark(repeat, original, actor, clocks, now);
        return (repeat.Done(), joined.Done());
    }

    /// <summary>Takes the mark of a repeat back: the item goes on where it was, its clock too.</summary>
    /// <param name="item">The repeat.</param>
    /// <param name="original">The item it was marked as a repeat of, while that is open; null when it is closed: who was told of its result
    /// stays told.</param>
    /// <param name="actor">A duty officer or leader.</param>
    /// <param name="now">Now.</param>
    /// <returns>What becomes of the repeat, and of the original where it is open. A refusal is in the first and changes neither.</returns>
    public (WorkDecision Repeat, WorkDecision? Original) UndoRepeat(WorkItem item, WorkItem? original, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(actor);
        if (Repeats.CannotUndo(item, actor) is { } refusal) return (Refused(item, refusal), null);
        var repeat = new WorkChange(item, ProfileOf(item));
        Repeats.Undo(repeat, actor, clocks, now);
        return (repeat.Done(), original is null ? null : Left(original, item, actor, now));
    }

    /// <summary>
    /// Says which component an open item is about (确认部件): one of the candidates becomes its <see cref="WorkItem.Component"/>, and whose it
    /// is counts for dispatch; or that it is none of them.
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
        RunDue(change, Instant.Max(now, item.UpdatedAt));
        return Confirmation.Confirm(change, component, candidates, actor, now) is { } refusal ? Refused(item, refusal) : change.Done();
    }

    /// <summary>When <see cref="Tick"/> will next have something to do; null when never.</summary>
    public Instant? NextDue(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return TimedSteps.NextDue(item, ProfileOf(item));
    }

    /// <summary>The commands this actor may give now, fields aside.</summary>
    public IReadOnlyList<string> Allowed(WorkItem item, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(actor);
        return item.RepeatOf is null ? new CommandCheck(ProfileOf(item), policy, item, actor, now).Allowed() : [];
    }

    private WorkDecision Left(WorkItem original, WorkItem repeat, Actor actor, Instant now)
    {
        var change = new WorkChange(original, ProfileOf(original));
        Repeats.Leave(change, repeat, actor, now);
        return change.Done();
    }

    private Refusal? Move(WorkChange change, WorkCommand command, Actor actor, Instant at)
    {
        var check = new CommandCheck(change.Profile, policy, change.Item, actor, at);
        var (row, refusal) = check.Find(command);
        if (row is null) return refusal;
        var entry = EntryOf(change.Item, row, command, actor, check.RoleFor(row), at);
        var wasOpen = change.Item.IsOpen;
        change.Item = Moved(change.Item, change.Profile, row, entry);
        change.Add(entry);
        change.Tell(row.Tell, at, change.Profile.Commands.First(known => known.Id == row.Command).Name);
        if (wasOpen && !change.Item.IsOpen) change.Tell(Repeats.Reporters(change.Item), at, change.Profile.StateOf(row.To).Name);
        return null;
    }

    private HistoryEntry EntryOf(WorkItem item, Transition row, WorkCommand command, Actor actor, Role role, Instant at)
    {
        var entry = NamedBy(item, row, command, actor, role, at);
        if (command.Assignee is not null || !row.Needs.Contains(RequiredField.Assignee)) return entry;
        var answer = policy.DispatchFor(item, at)!;
        return entry with { Assignee = answer.Assignee, Because = policy.IsDispatchExplained ? answer.Because : null };
    }

    private static HistoryEntry NamedBy(WorkItem item, Transition row, WorkCommand command, Actor actor, Role role, Instant at) => new()
    {
        At = at,
        ActorId = actor.Id,
        Role = role,
        Command = row.Command,
        From = row.From,
        To = row.To,
        Reason = command.Reason,
        Assignee = row.Needs.Contains(RequiredField.Assignee) ? command.Assignee : null,
        Condition = row.Needs.Contains(RequiredField.Condition) ? command.Condition : null,
        Class = row.Needs.Contains(RequiredField.Class) ? command.Class : null,
        Outcome = row.Needs.Contains(RequiredField.Outcome) ? command.Outcome : null,
        Evidence = command.Photo is { } photo ? [photo] : [],
    };

    private WorkItem Moved(WorkItem item, Profile profile, Transition row, HistoryEntry entry)
    {
        var moved = row.Effects.Aggregate(item, (current, effect) => Affected(current, effect, entry.At)) with
        {
            Class = entry.Class ?? item.Class,
            Condition = entry.Condition ?? item.Condition,
            Outcome = entry.Outcome ?? item.Outcome,
        };
        if (entry.Assignee is not null) moved = moved with { Assignee = entry.Assignee };
        return row.To == row.From ? moved : InState(moved, profile, profile.StateOf(row.To), entry.At);
    }

    private WorkItem InState(WorkItem item, Profile profile, ProfileState state, Instant at)
    {
        var staged = state.Stage == item.Stage ? item : clocks.Enter(item, profile.StageOf(state.Stage), at);
        if (profile.IsTerminal(state.Id)) staged = clocks.Finish(staged, at);
        return staged with { State = state.Id, StateSince = at, IsOpen = !state.Closed, ClosedAt = state.Closed ? item.ClosedAt ?? at : null };
    }

    private WorkItem Affected(WorkItem item, TransitionEffect effect, Instant at) => effect switch
    {
        TransitionEffect.Return => item with { Counts = item.Counts with { Returns = item.Counts.Returns + 1 } },
        TransitionEffect.Rework => item with { Counts = item.Counts with { Reworks = item.Counts.Reworks + 1 } },
        TransitionEffect.Extend => clocks.Extend(item, at) with { Counts = item.Counts with { Extensions = item.Counts.Extensions + 1 } },
        TransitionEffect.Pause => clocks.Pause(item, at) with { Counts = item.Counts with { Suspensions = item.Counts.Suspensions + 1 } },
        TransitionEffect.Resume => clocks.Resume(item, at),
        TransitionEffect.Oversee => item with { Overseen = true },
        TransitionEffect.Exempt => item with { Exempt = true },
        _ => item with { Assignee = null },
    };

    private void RunDue(WorkChange change, Instant now)
    {
        for (var i = 0; i < MaxStepsAtOnce; i++)
        {
            var step = TimedSteps.NextStep(change.Item, change.Profile);
            var overdue = TimedSteps.OverdueDue(change.Item);
            if (step is { } next && next.Due <= now && (overdue is null || next.Due <= overdue)) RunStep(change, next.Step, next.Due);
            else if (overdue is { } due && due <= now) MarkOverdue(change, due);
            else return;
        }
    }

    private void RunStep(WorkChange change, TimedStep step, Instant due)
    {
        var at = Instant.Max(due, change.Item.UpdatedAt);
        change.Item = change.Item with { DoneSteps = [.. change.Item.DoneSteps, TimedSteps.KeyOf(change.Item, step)] };
        var refusal = step.Command is { } command ? Move(change, new WorkCommand(command), Actor.System, at) : null;
        if (refusal is { Code: NotAutomatic }) return; // the policy leaves it to a person
        if (step.Command is null || refusal is not null) change.Add(BySystem($"step/{step.Id}", at, change.Item.State) with { Reason = refusal?.Code });
        change.Tell(step.Tell, at, step.Name);
    }

    private static void MarkOverdue(WorkChange change, Instant due)
    {
        var at = Instant.Max(due, change.Item.UpdatedAt);
        change.Item = change.Item with { Clocks = [.. change.Item.Clocks.Take(change.Item.Clocks.Count - 1), change.Item.Clock with { Overdue = true }] };
        change.Add(BySystem("overdue", at, change.Item.State));
        change.Tell([new NoticeTarget("assignee", ""), new NoticeTarget("role", nameof(Role.DutyOfficer))], at, new LocalizedText("已超期", "overdue"));
    }

    private static void AddAlert(WorkChange change, string alertId, Instant at, bool timeUnknown)
    {
        var item = change.Item;
        change.Item = item with
        {
            Alerts = item.Alerts.Count < WorkItem.MaxAlerts ? [.. item.Alerts, alertId] : item.Alerts,
            Counts = item.Counts with { Joined = item.Counts.Joined + 1 },
        };
        if (item.Alerts.Count >= WorkItem.MaxAlerts) return;
        change.Add(BySystem("join", Instant.Max(at, item.UpdatedAt), item.State) with { Evidence = [alertId], TimeUnknown = timeUnknown });
    }

    private WorkItem Opened(OpenWorkItem request, Profile profile, Instant now)
    {
        var state = profile.StateOf(profile.Initial);
        var item = new WorkItem
        {
            Id = request.Id, Profile = profile.Id, Class = request.Class, Title = request.Title, Source = request.Source, Place = request.Place,
            Component = request.Component, Found = request.Found, Duties = request.Duties, Suggestion = request.Suggestion,
            Household = request.Household, State = state.Id, StateSince = now, Stage = state.Stage, IsOpen = true,
            ReportedAt = request.ReportedAt ?? now, TimeUnknown = request.TimeUnknown, Clocks = [], History = [],
            Alerts = request.AlertId is { } alert ? [alert] : [], Counts = new WorkCounts(0, 0, 0, 0, 1),
        };
        return item with { Clocks = [clocks.Start(item, profile.StageOf(state.Stage), now)] };
    }

    private static bool IsTooLong(OpenWorkItem request)
    {
        var place = request.Place;
        string?[] texts = [request.Source, request.Household, request.AlertId, request.Title?.Zh, request.Title?.En, place.Grid, place.Compound, place.Building, place.Entrance, place.Address, .. request.Evidence];
        return request.Evidence.Count > MaxEvidence || texts.Any(text => text?.Length > MaxText);
    }

    private static HistoryEntry OpeningEntry(OpenWorkItem request, Actor actor, Profile profile, Instant now) => new()
    {
        At = now,
        ActorId = actor.Id,
        Role = profile.Openers.First(actor.Roles.Contains),
        Command = "open",
        To = profile.Initial,
        TimeUnknown = request.TimeUnknown,
        Evidence = request.AlertId is { } alert ? [alert, .. request.Evidence] : request.Evidence,
    };

    private static HistoryEntry BySystem(string command, Instant at, string state) =>
        new() { At = at, ActorId = Actor.System.Id, Role = Role.System, Command = command, From = state, To = state };

    private Profile ProfileOf(WorkItem item) => profiles.TryGet(item.Profile, out var profile) && profile.HasState(item.State) ? profile
        : throw new ArgumentException($"No profile here has '{item.Profile}' with state '{item.State}': add it to the catalogue. 缺少该业务类型或状态。", nameof(item));

    private Refusal UnknownProfile(string id) => new("unknown-profile", new LocalizedText($"没有业务类型“{id}”。", $"There is no profile '{id}'."), [.. profiles.All.Select(profile => profile.Id)]);

    private static Refusal NotAnOpener(Profile profile) =>
        Refusal.Of("wrong-role", $"{profile.Name.En} is opened by {string.Join(", ", profile.Openers)}.", $"{profile.Name.Zh}须由 {string.Join(", ", profile.Openers)} 提交。");

    private static WorkDecision Refused(WorkItem? item, Refusal refusal) => new(item, [], [], refusal);
}
