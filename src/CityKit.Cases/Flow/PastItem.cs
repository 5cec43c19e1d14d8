using System.Collections.Immutable;
using CityKit.Cases.Profiles;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>An item as it was at a moment before, from its history.</summary>
internal sealed class PastItem(WorkItem item, IReadOnlyList<HistoryEntry> history, Profile profile, ItemClocks clocks)
{
    private const string Opening = "open";

    internal WorkItem? AsOf(Instant moment)
    {
        if (moment < item.OpenedAt) return null;
        HistoryEntry[] then = [.. history.TakeWhile(entry => entry.At <= moment)];
        var last = then[^1];
        var state = profile.StateOf(last.To);
        var repeat = RepeatIn(then);
        return item with
        {
            State = last.To, Stage = state.Stage, StateSince = then.Last(entry => entry.To == last.To && entry.From != last.To).At,
            IsOpen = !state.Closed && repeat is null, RepeatOf = repeat is null ? null : WorkItemId.Parse(repeat.Evidence[0]),
            ClosedAt = repeat?.At ?? ClosedSince(then), Class = Last(then, entry => entry.Class) ?? FirstClass(),
            Condition = LastText(then, entry => entry.Condition), Outcome = LastText(then, entry => entry.Outcome),
            UpdatedAt = last.At, Entries = then.Length, Turns = Turns.Of(then),
            Clocks = ClocksAt(item.Clocks, moment, clock => IsMarked(then, clock, "overdue")),
            NamedClocks = ClocksAt(item.NamedClocks, moment, clock => IsMarked(then, clock, $"overdue/{clock.Stage}")),
            Assignments = [.. item.Assignments.Where(each => each.Since <= moment).Select(each => AsOf(each, then, moment))],
            Reports = [.. item.Reports.Where(report => report.At <= moment)],
            Counts = CountsOf(then), Overseen = Has(then, "oversee"), Exempt = Has(then, "exempt"), Component = ComponentOf(then),
            Details = then.Aggregate(TextMap.Empty, (details, entry) => Details.After(details, entry.Details)),
            DoneSteps = [], DueAt = null, KeptHistory = [],
        };
    }

    /// <summary>The mark of a repeat that was not taken back.</summary>
    private static HistoryEntry? RepeatIn(HistoryEntry[] then)
    {
        var last = then.LastOrDefault(entry => entry.Command is Repeats.MarkCommand or Repeats.UndoCommand);
        return last?.Command == Repeats.MarkCommand ? last : null;
    }

    /// <summary>When it was closed: the first of the last entries that are all of closed states.</summary>
    private Instant? ClosedSince(HistoryEntry[] then) =>
        then.Reverse().TakeWhile(entry => profile.StateOf(entry.To).Closed).LastOrDefault()?.At;

    private StageClock[] ClocksAt(IEnumerable<StageClock> all, Instant moment, Func<StageClock, bool> isMarked) =>
        [.. all.Where(clock => clock.StartedAt <= moment).Select(clock => clocks.AsOf(clock, moment, isMarked(clock)))];

    private Assignment AsOf(Assignment each, HistoryEntry[] then, Instant moment)
    {
        var isOver = each.EndedAt <= moment;
        return each with
        {
            EndedAt = isOver ? each.EndedAt : null,
            Done = isOver && each.Done,
            Person = each.Person is null ? null : PersonOf(each, then),
            Clock = each.Clock is not { } clock ? null
                : clocks.AsOf(clock, moment, IsMarked(then, clock, $"overdue/{clock.Stage}", each.Assignee)),
        };
    }

    private static string? PersonOf(Assignment each, HistoryEntry[] then) =>
        LastText(then, entry => entry.At < each.Since || entry.At > each.EndedAt ? null : entry.Person);

    /// <summary>Whether one of the entries marked a clock as overdue while it ran.</summary>
    private static bool IsMarked(HistoryEntry[] then, StageClock clock, string command, Assignee? of = null) => then.Any(entry =>
        entry.Command == command && entry.Assignee == of && entry.At >= clock.StartedAt && !(entry.At > clock.FinishedAt));

    /// <summary>The class before anybody gave another: the item's own, where nobody did.</summary>
    private Components.ClassKey? FirstClass() =>
        history.Any(entry => entry.Class is not null && entry.Command != Opening) ? null : item.Class;

    /// <summary>The component as it was confirmed by then; before the first confirmation none was certain.</summary>
    private Components.ComponentId? ComponentOf(HistoryEntry[] then)
    {
        if (then.LastOrDefault(entry => entry.Command == Confirmation.Command) is { } confirmed) return confirmed.Component;
        return history.Any(entry => entry.Command == Confirmation.Command) ? null : item.Component;
    }

    /// <summary>What the rows of its entries count; alerts and reports that joined are counted as they are now.</summary>
    private WorkCounts CountsOf(HistoryEntry[] then) => then.SelectMany(EffectsOf).Select(effect => effect.Turn).OfType<string>()
        .Aggregate(new WorkCounts(0, 0, 0, 0, item.Counts.Joined), (counts, turn) => counts.Plus(turn));

    private bool Has(HistoryEntry[] then, string effect) => then.SelectMany(EffectsOf).Any(each => each.Name == effect);

    /// <summary>What the row of an entry did; nothing where the profile has no such row any more.</summary>
    private IEnumerable<EffectCall> EffectsOf(HistoryEntry entry) => entry.From is not { } from ? []
        : (profile.Rows(from, entry.Command).FirstOrDefault(row => row.To == entry.To)?.Effects ?? []).SelectMany(Spelled);

    private IEnumerable<EffectCall> Spelled(EffectCall effect) =>
        profile.Effects.FirstOrDefault(declared => declared.Id == effect.Name) is { ByModule: false } own
            ? own.All.SelectMany(Spelled) : [effect];

    private static T? Last<T>(HistoryEntry[] then, Func<HistoryEntry, T?> value) where T : struct =>
        then.Select(value).LastOrDefault(each => each is not null);

    private static string? LastText(HistoryEntry[] then, Func<HistoryEntry, string?> value) =>
        then.Select(value).LastOrDefault(each => each is not null);
}
