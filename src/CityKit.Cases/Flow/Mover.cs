using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Carries out rows of a profile's table, and what falls due by itself.</summary>
internal sealed class Mover(WorkPolicy policy, ItemClocks clocks, FlowWords words)
{
    private const int MaxStepsAtOnce = 256;

    private readonly GuardCheck guards = new(words);

    internal ItemClocks Clocks => clocks;

    internal DueSteps Due { get; } = new(policy, clocks, new GuardCheck(words));

    internal CommandCheck Check(WorkItem item, Profile profile, Actor actor, Instant now) =>
        new(policy, guards, new GuardQuestion(item, profile, policy, clocks.Work, actor, now));

    internal Refusal? Move(WorkChange change, WorkCommand command, Actor actor, Instant at)
    {
        var check = Check(change.Item, change.Profile, actor, at);
        var (row, refusal) = check.Find(command);
        if (row is null) return refusal;
        var entry = Dispatched(change.Item, row, command, EntryOf(row, command, actor, check.RoleFor(row), at));
        var before = change.Item;
        if (Affect(change, row, command, actor, at) is { } failed) return failed;
        change.Item = Entered(change.Item, change.Profile, row, entry);
        var details = Details.Between(before.Details, change.Item.Details);
        change.Add(ReferenceEquals(details, entry.Details) ? entry : entry with { Details = details });
        Tell(change, row, before.IsOpen, at);
        return null;
    }

    /// <summary>Does what fell due until now, each thing at its own time.</summary>
    internal void RunDue(WorkChange change, Instant now)
    {
        for (var i = 0; i < MaxStepsAtOnce; i++)
        {
            var step = Due.NextStep(change.Item, change.Profile);
            var overdue = DueSteps.NextOverdue(change.Item);
            if (step is { } next && next.Due <= now && (overdue is null || next.Due <= overdue.Due)) RunStep(change, next.Step, next.Due);
            else if (overdue is not null && overdue.Due <= now) MarkOverdue(change, overdue);
            else return;
        }
    }

    internal WorkItem Opened(WorkItem item, Profile profile, Instant now)
    {
        var started = item with { Clocks = [clocks.Start(item, profile.StageOf(item.Stage), now)] };
        foreach (var clock in profile.Clocks)
            if (clock.FromOpening) started = clocks.StartNamed(started, clock, now);
        return started;
    }

    internal static HistoryEntry BySystem(string command, Instant at, string state) =>
        new() { At = at, ActorId = Actor.System.Id, Role = Role.System, Command = command, From = state, To = state };

    private static void Tell(WorkChange change, Transition row, bool wasOpen, Instant at)
    {
        var item = change.Item;
        if (row.Tell.Count > 0) change.Tell(row.Tell, at, change.Profile.NameOf(row.Command));
        if (wasOpen == item.IsOpen) return;
        if (wasOpen) change.Tell(Repeats.Reporters(item), at, change.Profile.StateOf(row.To).Name);
        if (item.Parent is { } whole) change.Link(wasOpen ? WorkLinkKind.PartClosed : WorkLinkKind.PartReopened, whole);
    }

    /// <summary>The entry with whom the dispatch table names, and why, where the command names nobody.</summary>
    private HistoryEntry Dispatched(WorkItem item, Transition row, WorkCommand command, HistoryEntry entry)
    {
        if (command.Assignee is not null || !row.Needs.Contains("assignee")) return entry;
        var answer = policy.DispatchFor(item, entry.At)!;
        return entry with { Assignee = answer.Assignee, Because = policy.IsDispatchExplained ? answer.Because : null };
    }

    private static HistoryEntry EntryOf(Transition row, WorkCommand command, Actor actor, Role role, Instant at) => new()
    {
        At = at,
        ActorId = actor.Id,
        Role = role,
        Command = row.Command,
        From = row.From,
        To = row.To,
        Reason = command.Reason,
        Reply = command.Reply,
        Assignee = row.Needs.Contains("assignee") || row.Needs.Contains("crew") ? command.Assignee : null,
        Person = row.Needs.Contains("person") ? command.Person : null,
        Condition = row.Needs.Contains("condition") ? command.Condition : null,
        Class = row.Needs.Contains("class") ? command.Class : null,
        Outcome = row.Needs.Contains("outcome") ? command.Outcome : null,
        Details = command.Details,
        Evidence = command.Photo is { } photo ? [photo] : [],
        IsShown = command.Photo is not null && command.ShowPhoto,
    };

    /// <returns>Why not: code of a module threw. Nothing is changed then.</returns>
    private Refusal? Affect(WorkChange change, Transition row, WorkCommand command, Actor actor, Instant at)
    {
        var before = change.Item;
        try
        {
            for (var i = 0; i < row.Effects.Count; i++) change.Item = Affected(change, row.Effects[i], command, actor, at);
            return null;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && row.Effects.Any(effect => !EffectTable.Has(effect.Name)))
        {
            change.TakeBack(before);
            return Refusal.Of("effect-failed", $"What '{row.Command}' does besides failed: {failed.Message}",
                $"“{row.Command}”的附加动作执行出错：{failed.Message}");
        }
    }

    private WorkItem Affected(WorkChange change, EffectCall effect, WorkCommand command, Actor actor, Instant at)
    {
        if ((EffectTable.Find(effect.Name) ?? words.Effect(effect.Name)) is { } known)
            return known.Apply(new EffectQuestion(change, clocks, command, actor, at, effect.Argument));
        foreach (var own in change.Profile.Effects.FirstOrDefault(declared => declared.Id == effect.Name)?.All ?? [])
            change.Item = Affected(change, own, command, actor, at);
        return change.Item;
    }

    private WorkItem Entered(WorkItem item, Profile profile, Transition row, HistoryEntry entry)
    {
        var moved = IsPlain(entry) ? item : item with
        {
            Class = entry.Class ?? item.Class,
            Condition = entry.Condition ?? item.Condition,
            Standard = entry.Condition is { } id ? VersionOf(id) : item.Standard,
            Outcome = entry.Outcome ?? item.Outcome,
            Details = entry.Details.IsEmpty ? item.Details : item.Details.SetItems(entry.Details),
        };
        if (row.Needs.Contains("assignee")) moved = Led(moved, entry.Assignee!, entry.At);
        return row.To == row.From ? moved : InState(moved, profile, row, entry.At);
    }

    /// <summary>Whether an entry gives the item no field: most do not, and a copy of an item costs more than the question.</summary>
    private static bool IsPlain(HistoryEntry entry) =>
        entry is { Class: null, Condition: null, Outcome: null, Details.IsEmpty: true };

    private string? VersionOf(string condition) => policy.FindCondition(condition) is { } found ? policy.VersionOf(found) : null;

    /// <summary>The item with another lead, whose time begins.</summary>
    private WorkItem Led(WorkItem item, Assignee who, Instant at) => item with
    {
        Assignments =
        [
            .. item.Assignments.Select(each => each.IsLeading ? clocks.End(each, at) : each),
            new Assignment(AssignmentKind.Lead, who, at),
        ],
    };

    private WorkItem InState(WorkItem item, Profile profile, Transition row, Instant at)
    {
        var state = profile.StateOf(row.To);
        var moved = item with
        {
            State = state.Id, StateSince = at, IsOpen = !state.Closed,
            ClosedAt = state.Closed ? item.ClosedAt ?? at : null, Stage = state.Stage,
            Clocks = state.Stage == item.Stage ? item.Clocks : clocks.Entered(item, profile.StageOf(state.Stage), at, row.Limit),
        };
        if (profile.IsTerminal(state.Id)) moved = clocks.Finish(moved, at);
        return item.IsOpen && state.Closed ? clocks.Close(moved, at) : moved;
    }

    private void RunStep(WorkChange change, TimedStep step, Instant due)
    {
        var at = Instant.Max(due, change.Item.UpdatedAt);
        change.Item = change.Item with { DoneSteps = [.. change.Item.DoneSteps, DueSteps.KeyOf(change.Item, step)] };
        if (step.Command is { } name && Check(change.Item, change.Profile, Actor.System, at).IsLeftToPeople(name)) return;
        var refusal = step.Command is { } command ? Move(change, new WorkCommand(command), Actor.System, at) : null;
        if (step.Command is null || refusal is not null)
            change.Add(BySystem($"step/{step.Id}", at, change.Item.State) with { Reason = refusal?.Code });
        change.Tell(step.Tell, at, step.Name);
    }

    private static void MarkOverdue(WorkChange change, OverdueClock overdue)
    {
        var at = Instant.Max(overdue.Due, change.Item.UpdatedAt);
        change.Item = Marked(change.Item, overdue);
        change.Add(BySystem(overdue.Name is { } name ? $"overdue/{name}" : "overdue", at,
            change.Item.State) with { Assignee = overdue.Assignment?.Assignee });
        change.Tell(TargetsOf(change.Profile, overdue), at, TextOf(change.Profile, overdue));
    }

    private static WorkItem Marked(WorkItem item, OverdueClock overdue)
    {
        if (overdue.Assignment is { } mine)
            return item with
            {
                Assignments = [.. item.Assignments.Select(each => each == mine
                    ? each with { Clock = each.Clock! with { Overdue = true } } : each)],
            };
        return overdue.Name is { } name
            ? item with { NamedClocks = [.. item.NamedClocks.Select(clock => clock.Stage == name
                && clock.FinishedAt is null ? clock with { Overdue = true } : clock)] }
            : item with { Clocks = [.. item.Clocks.Take(item.Clocks.Count - 1), item.Clock with { Overdue = true }] };
    }

    private static IEnumerable<NoticeTarget> TargetsOf(Profile profile, OverdueClock overdue) =>
        overdue.Assignment is { } late ? [new NoticeTarget("body", late.Assignee.ToString())]
        : overdue.Name is { } name ? profile.Clocks.First(clock => clock.Id == name).Tell
        : [new NoticeTarget("assignee", ""), new NoticeTarget("role", nameof(Role.DutyOfficer))];

    private static LocalizedText TextOf(Profile profile, OverdueClock overdue)
    {
        if (overdue is not { Assignment: null, Name: { } name }) return new LocalizedText("已超期", "overdue");
        var what = profile.Clocks.First(clock => clock.Id == name).Name;
        return new LocalizedText($"{what.Zh}已超期", $"{what.En} is overdue");
    }
}
