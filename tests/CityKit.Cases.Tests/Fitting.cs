using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using NodaTime;

namespace CityKit.Cases.Tests;

/// <summary>Changes an item, or the city's rules, so that a row's guards hold.</summary>
internal sealed class Fitting(Profile profile, Instant now)
{
    /// <summary>The rules under which a row's guards hold.</summary>
    internal static WorkPolicy PolicyFor(Transition row) => row.Guards.Contains(new GuardCall("automaticDispatch"))
        ? TestWorld.AutomaticPolicy
        : Argument(row, "check") is { } by ? TestWorld.Policy with { Checks = [new CheckRow("city-management", null, by)] }
            : TestWorld.Policy;

    internal WorkItem Fit(WorkItem item, Transition row, Actor actor) => row.Guards.SelectMany(Spelled)
        .Aggregate(item, (fitted, call) => Fit(fitted, call, actor));

    private IEnumerable<GuardCall> Spelled(GuardCall call) =>
        profile.Guards.FirstOrDefault(guard => guard.Id == call.Name) is not { ByModule: false } own ? [call]
        : call.Not ? [own.All[0] with { Not = !own.All[0].Not }] : own.All;

    private WorkItem Fit(WorkItem item, GuardCall call, Actor actor) => (call.Name, call.Not) switch
    {
        ("own" or "assigned", false) => item.Assignee is null ? With(item, AssignmentKind.Lead, actor.Body) : item,
        ("coHandler", false) => With(Alone(item), AssignmentKind.CoHandler, actor.Body),
        ("crew", false) => With(Alone(item), AssignmentKind.Crew, actor.Body),
        ("helpersDone", false) => Alone(item),
        ("helpersDone", true) => With(item, AssignmentKind.CoHandler, "别的单位"),
        ("wasOverdue", false) => item with { Clocks = [.. item.Clocks.Take(item.Clocks.Count - 1), item.Clock with { Overdue = true }] },
        ("left", true) => item with { Counts = Enumerable.Range(0, profile.AllowanceOf(call.Argument).AtMost!.Value)
            .Aggregate(item.Counts, (counts, _) => counts.Plus(call.Argument)) },
        ("within", true) => item with { Assignments = [
            .. item.Assignments.Select(each => each with { Since = now - Duration.FromDays(400) })] },
        ("reporter", false) => item with { Reports = [new WorkReport("report/1", actor.Id, now)] },
        ("running", false) => item with { NamedClocks = [.. item.NamedClocks, new StageClock { Stage = call.Argument, StartedAt = now }] },
        ("detail", false) => item with { Details = item.Details.SetItem(Field(call), Value(call)) },
        ("detail", true) => item with { Details = item.Details.Remove(Field(call)) },
        ("partsClosed", false) => item with { Parts = [.. item.Parts.Select(part => part with { IsOpen = false })] },
        ("source", var not) => item with { Source = not ? "inspector" : call.Argument.Split('|')[0] },
        _ => item,
    };

    private WorkItem With(WorkItem item, AssignmentKind kind, string body) =>
        item with { Assignments = [
            .. item.Assignments, new Assignment(kind, new Assignee(body, kind == AssignmentKind.Crew ? "环卫班组" : null), now)] };

    private static WorkItem Alone(WorkItem item) =>
        item with { Assignments = [.. item.Assignments.Where(each => each.Kind == AssignmentKind.Lead)] };

    private static string Field(GuardCall call) => call.Argument.Split('=')[0];

    private static string Value(GuardCall call) => call.Argument.Split('=') is [_, var value] ? value : "true";

    private static string? Argument(Transition row, string guard) =>
        row.Guards.FirstOrDefault(call => call.Name == guard) is { Argument: { Length: > 0 } argument } ? argument : null;
}
