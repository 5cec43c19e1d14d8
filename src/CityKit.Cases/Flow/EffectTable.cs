using System.Collections.Frozen;
using CityKit.Cases.Profiles;

namespace CityKit.Cases.Flow;

/// <summary>The built-in effects, by the names of <see cref="ProfileWords.Effects"/>.</summary>
internal static class EffectTable
{
    private static readonly FrozenDictionary<string, Effect> Table = Effects().ToFrozenDictionary(effect => effect.Name);

    internal static IEnumerable<string> Names => Table.Keys;

    internal static bool Has(string name) => Table.ContainsKey(name);

    internal static Effect? Find(string name) => Table.GetValueOrDefault(name);

    private static IEnumerable<Effect> Effects() => [.. OfClocks(), .. OfPeople(), .. OfParts()];

    private static IEnumerable<Effect> OfClocks() =>
    [
        new("extend", q => Counted(q.Clocks.Extend(q.Item, q.At, q.Command.Limit), WorkCounts.ExtensionTurn)),
        new("pause", q => Counted(q.Clocks.Pause(q.Item, q.Profile, q.At), WorkCounts.SuspensionTurn)),
        new("resume", q => q.Clocks.Resume(q.Item, q.Profile, q.At)),
        new("restart", q => q.Clocks.Enter(q.Item, q.Profile.StageOf(q.Item.Stage), q.At, null)),
        new("finish", q => q.Clocks.Finish(q.Item, q.At)),
        new("start", q => q.Clocks.StartNamed(q.Item, ClockOf(q), q.At, q.Command.Limit)),
        new("stop", q => q.Clocks.StopNamed(q.Item, q.Argument, q.At)),
        new("return", q => Counted(q.Item, WorkCounts.ReturnTurn)),
        new("rework", q => Counted(q.Item, WorkCounts.ReworkTurn)),
        new("count", q => Counted(q.Item, q.Argument)),
        new("oversee", q => q.Item with { Overseen = true }),
        new("exempt", q => q.Item with { Exempt = true }),
        new("set", q => Set(q.Item, Words.Pair(q.Argument))),
    ];

    private static IEnumerable<Effect> OfPeople() =>
    [
        new("unassign", q => Ended(q.Item, each => each.EndedAt is null, q, done: false)),
        new("coHandle", q => With(q, AssignmentKind.CoHandler, q.Command.CoHandlers)),
        new("crew", q => With(q, AssignmentKind.Crew, [Crew(q)])),
        new("coDone", q => Ended(q.Item, each => IsOf(each, AssignmentKind.CoHandler, q), q, done: true)),
        new("coLeave", q => Ended(q.Item, each => IsOf(each, AssignmentKind.CoHandler, q), q, done: false)),
        new("release", q => Ended(q.Item, each => each.IsHelping, q, done: false)),
        new("crewDone", q => Ended(q.Item, each => IsOf(each, AssignmentKind.Crew, q) && IsCrew(each, q), q, done: true)),
        new("handTo", q => Each(q.Item, each => each.EndedAt is null && each.Assignee.Body == q.Actor.Body,
            each => each with { Person = q.Command.Person })),
    ];

    private static IEnumerable<Effect> OfParts() =>
    [
        new("openParts", q => q.Change.Open(q.Command.Parts)),
        new("openPart", q => q.Change.Open([new PartRequest(q.Argument)])),
        new("joinPart", q => q.Change.Join(q.Command.Other!.Value)),
        new("merge", q => q.Change.Merge(q.Command.Other!.Value)),
    ];

    private static WorkItem Counted(WorkItem item, string turn) => item with { Counts = item.Counts.Plus(turn) };

    private static WorkItem Set(WorkItem item, (string Name, string Value) pair) =>
        item with { Details = pair.Value.Length == 0 ? item.Details.Remove(pair.Name) : item.Details.SetItem(pair.Name, pair.Value) };

    private static ProfileClock ClockOf(EffectQuestion q) => q.Profile.Clocks.First(clock => clock.Id == q.Argument);

    /// <summary>The crew that a command names: of the lead's body, unless it names another body.</summary>
    private static Assignee Crew(EffectQuestion q) => q.Command.Assignee!;

    private static bool IsOf(Assignment each, AssignmentKind kind, EffectQuestion q) =>
        each.Kind == kind && each.EndedAt is null && each.Assignee.Body == q.Actor.Body;

    private static bool IsCrew(Assignment each, EffectQuestion q) =>
        q.Command.Assignee?.Crew is not { } crew || crew == each.Assignee.Crew;

    private static WorkItem With(EffectQuestion q, AssignmentKind kind, IReadOnlyList<Assignee> more)
    {
        if (more.Count == 0) return q.Item;
        var name = NameOf(kind);
        var added = more.Where(who => !q.Item.Assignments.Any(each => each.Kind == kind && each.EndedAt is null && each.Assignee == who))
            .Select(who => new Assignment(kind, who, q.At) { Clock = q.Clocks.StartHelper(q.Item, name, q.At) });
        return q.Item with { Assignments = [.. q.Item.Assignments, .. added] };
    }

    private static WorkItem Ended(WorkItem item, Func<Assignment, bool> which, EffectQuestion q, bool done) =>
        Each(item, which, each => q.Clocks.End(each, q.At) with { Done = done });

    private static WorkItem Each(WorkItem item, Func<Assignment, bool> which, Func<Assignment, Assignment> change) =>
        item with { Assignments = [.. item.Assignments.Select(each => which(each) ? change(each) : each)] };

    private static string NameOf(AssignmentKind kind) => kind == AssignmentKind.CoHandler ? ItemClocks.CoHandler : ItemClocks.Crew;
}
