using NodaTime;

namespace CityKit.Cases.Kpi;

/// <summary>
/// The facts of a city-management case that figures count (统计项), under the names the field uses. Exempt cases count nothing.
/// </summary>
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
        ("overtimeArchive", (item, _) => Is(Was(item, "closed") == 1 && !AllOnTime(item, "check"))),
        ("intimeVerify", (item, _) => Is(Did(item, "confirm", "refute") == 1 && AllOnTime(item, "collect"))),
        ("intimeCheck", (item, _) => Is(Did(item, "pass-check", "fail-check") == 1 && AllOnTime(item, "check"))),
    ];

    private const string Handle = "handle";

    private static readonly HashSet<string> ByDeadline =
    [
        "needDispose", "dispose", "intimeDispose", "overtimeDispose", "toDispose", "overtimeToDispose", "extension",
        "needArchive", "archive", "intimeArchive", "overtimeArchive", "rework",
    ];

    /// <summary>The names a definition may use.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    private static readonly Dictionary<string, int> Places =
        Names.Select((name, place) => (name, place)).ToDictionary(row => row.name, row => row.place);

    /// <summary>How often a fact holds for one item.</summary>
    /// <exception cref="ArgumentException">There is no such fact; the message lists them.</exception>
    public static int Count(string fact, WorkItem item, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var place = PlaceOf(fact);
        return item.Exempt ? 0 : Table[place].Count(item, now);
    }

    /// <summary>A fact's place among <see cref="Names"/>.</summary>
    internal static int PlaceOf(string fact) => Places.TryGetValue(fact, out var place) ? place
        : throw new ArgumentException($"'{fact}' is not a counted fact; use one of {string.Join(", ", Names)}.", nameof(fact));

    /// <summary>
    /// Whether a fact counts in the period in which the handling falls due, so with what was carried over into it (含上期结转): 应处置数
    /// and what is measured by it. Every other fact counts in the period of the report.
    /// </summary>
    public static bool IsByDeadline(string fact) => ByDeadline.Contains(fact);

    /// <summary>
    /// When the handling of a case is or was due, by its last stay there; when it was reported, where handling has no limit. Null before
    /// the dispatch and while the clock stands still.
    /// </summary>
    public static Instant? DueAt(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var last = item.Clocks.LastOrDefault(clock => clock.Stage == Handle);
        return last is null ? null : last.Limit is null && last.Deadline is null ? item.ReportedAt : last.Deadline?.At;
    }

    /// <summary>The moment whose period a fact of an item counts in; null for none.</summary>
    public static Instant? CountedAt(string fact, WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return IsByDeadline(fact) ? DueAt(item) : item.ReportedAt;
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
    private static bool AllOnTime(WorkItem item, string stage) =>
        item.Clocks.All(clock => clock.Stage != stage || clock.OnTime is not false);

    private static int Is(bool holds) => holds ? 1 : 0;
}
