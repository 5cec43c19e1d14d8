using NodaTime;

namespace CityKit.Cases.Kpi;

/// <summary>The facts of a city-management case that figures count (统计项), under the names the field uses. Exempt cases count nothing.</summary>
public static class CaseFacts
{
    private static readonly (string Name, Func<WorkItem, Instant, int> Count)[] Table =
    [
        ("report", (_, _) => 1),
        ("validReport", (item, _) => Is(item.State is not "rejected")),
        ("accept", (item, _) => Was(item, "filing")),
        ("inst", (item, _) => Was(item, "dispatching")),
        ("intimeInst", (item, _) => Is(Was(item, "dispatching") == 1 && AllOnTime(item, "establish"))),
        ("notInst", (item, _) => Is(item.State is "declined")),
        ("cancel", (item, _) => Is(item.State is "void" && Was(item, "dispatching") == 1)),
        ("needDispatch", (item, _) => Was(item, "dispatching")),
        ("dispatch", (item, _) => Was(item, "assigned")),
        ("intimeDispatch", (item, _) => Is(Was(item, "assigned") == 1 && AllOnTime(item, "dispatch"))),
        ("accurDispatch", (item, _) => Is(Was(item, "assigned") == 1 && !Returned(item))),
        ("needDispose", (item, _) => Is(Was(item, "assigned") == 1 && item.State is not ("void" or "merged" or "forced-closed"))),
        ("dispose", (item, _) => Is(IsHandled(item))),
        ("intimeDispose", (item, _) => Is(IsHandled(item) && AllOnTime(item, "handle"))),
        ("overtimeDispose", (item, _) => Is(IsHandled(item) && !AllOnTime(item, "handle"))),
        ("toDispose", (item, _) => Is(item.IsOpen && item.Stage is "handle")),
        ("overtimeToDispose", (item, now) => Is(item.IsOpen && item.Stage is "handle" && item.Deadline is { } due && now > due.At)),
        ("needArchive", (item, _) => Is(Was(item, "dispatching") == 1 && item.State is not ("void" or "merged"))),
        ("archive", (item, _) => Was(item, "closed")),
        ("intimeArchive", (item, _) => Is(Was(item, "closed") == 1 && AllOnTime(item, "check"))),
        ("toArchive", (item, _) => Is(item.IsOpen)),
        ("needVerify", (item, _) => Was(item, "verifying")),
        ("verify", (item, _) => Did(item, "confirm", "refute")),
        ("needCheck", (item, _) => Is(Was(item, "feedback") == 1 && Did(item, "skip-check") == 0)),
        ("check", (item, _) => Did(item, "pass-check", "fail-check")),
        ("rework", (item, _) => item.Counts.Reworks),
        ("back", (item, _) => item.Counts.Returns),
        ("extension", (item, _) => item.Counts.Extensions),
        ("patrolDeal", (item, _) => Is(item.State is "self-handled")),
        ("forced", (item, _) => Is(item.State is "forced-closed")),
    ];

    /// <summary>The names a definition may use.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>How often a fact holds for one item.</summary>
    /// <exception cref="ArgumentException">There is no such fact; the message lists them.</exception>
    public static int Count(string fact, WorkItem item, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var row = Array.Find(Table, candidate => candidate.Name == fact);
        if (row.Count is null) throw new ArgumentException($"'{fact}' is not a counted fact; use one of {string.Join(", ", Names)}. 未知的统计项。", nameof(fact));
        return item.Exempt ? 0 : row.Count(item, now);
    }

    private static int Was(WorkItem item, string state) => Is(item.Turns.Any(turn => turn.To == state && turn.Moved));

    private static int Did(WorkItem item, params ReadOnlySpan<string> commands)
    {
        foreach (var turn in item.Turns)
            if (commands.Contains(turn.Command)) return 1;
        return 0;
    }

    private static bool IsHandled(WorkItem item) => Was(item, "feedback") == 1 && item.State is not ("void" or "merged" or "forced-closed");

    // A return by the body the work was dispatched to, or that it was given to another, is a confirmed mis-dispatch (误派).
    private static bool Returned(WorkItem item) =>
        item.Turns.Any(turn => turn is { Command: "return", To: "dispatching" } or { Command: "redispatch" });

    /// <summary>Every finished stay in the stage ended by its deadline; a stage without a limit is on time.</summary>
    private static bool AllOnTime(WorkItem item, string stage) => item.Clocks.All(clock => clock.Stage != stage || clock.OnTime is not false);

    private static int Is(bool holds) => holds ? 1 : 0;
}
