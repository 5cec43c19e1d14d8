using CityKit.Cases.Profiles;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>An item as it was at a moment before, from its history.</summary>
internal static class PastItem
{
    internal static WorkItem? AsOf(WorkItem item, IReadOnlyList<HistoryEntry> history, Profile profile, ItemClocks clocks, Instant moment)
    {
        if (moment < item.OpenedAt) return null;
        HistoryEntry[] then = [.. history.TakeWhile(entry => entry.At <= moment)];
        var last = then[^1];
        var state = profile.StateOf(last.To);
        var since = then.Last(entry => entry.To == last.To && entry.From != last.To).At;
        return item with
        {
            State = last.To, Stage = state.Stage, StateSince = since, IsOpen = !state.Closed && !IsRepeat(then),
            RepeatOf = IsRepeat(then) ? WorkItemId.Parse(then.Last(entry => entry.Command == Repeats.MarkCommand).Evidence[0]) : null,
            ClosedAt = IsRepeat(then) ? then.Last(entry => entry.Command == Repeats.MarkCommand).At : ClosedSince(then, profile),
            Class = Last(then, entry => entry.Class) ?? FirstClass(item, history), Condition = LastText(then, entry => entry.Condition),
            Outcome = LastText(then, entry => entry.Outcome), UpdatedAt = last.At, Entries = then.Length, Turns = Turns.Of(then),
            Clocks = [.. item.Clocks.Where(clock => clock.StartedAt <= moment).Select(clock => clocks.AsOf(clock, moment))],
            NamedClocks = [.. item.NamedClocks.Where(clock => clock.StartedAt <= moment).Select(clock => clocks.AsOf(clock, moment))],
            Assignments = [.. item.Assignments.Where(each => each.Since <= moment).Select(each => AsOf(each, clocks, moment))],
            Reports = [.. item.Reports.Where(report => report.At <= moment)],
            DoneSteps = [], DueAt = null, KeptHistory = [],
        };
    }

    /// <summary>When it was closed: the first of the last entries that are all of closed states.</summary>
    private static Instant? ClosedSince(HistoryEntry[] then, Profile profile) =>
        then.Reverse().TakeWhile(entry => profile.StateOf(entry.To).Closed).LastOrDefault()?.At;

    private static bool IsRepeat(HistoryEntry[] then) =>
        then.LastOrDefault(entry => entry.Command is Repeats.MarkCommand or Repeats.UndoCommand)?.Command == Repeats.MarkCommand;

    private static Assignment AsOf(Assignment each, ItemClocks clocks, Instant moment)
    {
        var isOver = each.EndedAt <= moment;
        return each with
        {
            EndedAt = isOver ? each.EndedAt : null, Done = isOver && each.Done, Clock = each.Clock is { } clock ? clocks.AsOf(clock, moment) : null,
        };
    }

    /// <summary>The class before anybody gave another: the item's own, where nobody did.</summary>
    private static Components.ClassKey? FirstClass(WorkItem item, IReadOnlyList<HistoryEntry> history) =>
        history.Any(entry => entry.Class is not null && entry.Command != Opening) ? null : item.Class;

    private static T? Last<T>(HistoryEntry[] then, Func<HistoryEntry, T?> value) where T : struct => then.Select(value).LastOrDefault(each => each is not null);

    private static string? LastText(HistoryEntry[] then, Func<HistoryEntry, string?> value) => then.Select(value).LastOrDefault(each => each is not null);

    private const string Opening = "open";
}
