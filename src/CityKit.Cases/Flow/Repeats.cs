using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Several reports of one thing: those that join its item, and items that a person marks as repeats.</summary>
internal static class Repeats
{
    internal const string MarkCommand = "mark-repeat";
    internal const string UndoCommand = "undo-repeat";
    private const string LeftCommand = "repeat-left";

    internal static Refusal Closed { get; } = Refusal.Of("closed", "The item is closed; open another.", "已结案，请另行立项。");

    internal static Refusal IsRepeat(WorkItemId original) =>
        Refusal.Of("repeat", $"The item is a repeat of {original}: work on that one, or take the mark back.",
            $"该件是 {original} 的重复件：请办理原件，或撤销重复标记。", UndoCommand);

    /// <summary>Who hears how an item ends.</summary>
    internal static IEnumerable<NoticeTarget> Reporters(WorkItem item) =>
        item.Reports.Select(report => report.Reporter).Distinct().Select(reporter => new NoticeTarget("reporter", reporter));

    /// <returns>Why they cannot join; nothing is changed then.</returns>
    internal static Refusal? Join(WorkChange change, IReadOnlyList<WorkReport> reports, IReadOnlyList<string> evidence,
        Actor actor, Instant now)
    {
        var item = change.Item;
        if (!item.IsOpen) return Closed;
        if (item.Reports.Count + reports.Count > WorkItem.MaxReports)
            return Refusal.Of("full", $"An item takes at most {WorkItem.MaxReports} reports; open another.",
                $"每件最多并入 {WorkItem.MaxReports} 条上报，请另行立项。");
        change.Item = item with
        {
            Reports = [.. item.Reports, .. reports],
            Counts = item.Counts with { Joined = item.Counts.Joined + reports.Count },
        };
        change.Add(Marks.Of("join", item, actor, now) with { Evidence = [.. reports.Select(report => report.Id), .. evidence] });
        return null;
    }

    internal static Refusal? CannotMark(WorkItem item, WorkItem original, Actor actor) => NotOnDuty(actor)
        ?? (item.RepeatOf is { } already ? IsRepeat(already) : null)
        ?? (item.IsOpen ? null : Refusal.Of("closed", "The item is closed: only an open one can be a repeat.", "已结案的工作项不能标记为重复件。"))
        ?? (original.IsOpen && original.RepeatOf is null ? null : Refusal.Of("no-open-item",
            "The other item is closed or a repeat itself: name an open one.", "所指工作项已结案或本身是重复件，请指定未结的原件。"))
        ?? (item.Id == original.Id ? Refusal.Of("same-item", "An item is no repeat of itself: name another.", "不能把工作项标记为自身的重复件。") : null)
        ?? (item.Profile == original.Profile ? null : Refusal.Of("other-profile",
            $"'{item.Profile}' is not repeated by '{original.Profile}': name an item of the same kind.",
            $"业务类型“{item.Profile}”与“{original.Profile}”不同，请指定同类工作项。"));

    internal static Refusal? CannotUndo(WorkItem item, Actor actor) => NotOnDuty(actor)
        ?? (item.RepeatOf is null ? Refusal.Of("no-repeat", "The item is marked as a repeat of none.", "该件没有重复标记。") : null);

    internal static void Mark(WorkChange change, WorkItem original, Actor actor, ItemClocks clocks, Instant now)
    {
        var at = Instant.Max(now, change.Item.UpdatedAt);
        change.Item = clocks.Pause(change.Item, change.Profile, at) with { RepeatOf = original.Id, IsOpen = false, ClosedAt = at };
        change.Add(Marks.Of(MarkCommand, change.Item, actor, at) with { Evidence = [original.Id.ToString()] });
    }

    /// <summary>
    /// A clock that stood still before the mark goes on standing still: only a pause that began with the mark ends with it.
    /// </summary>
    internal static void Undo(WorkChange change, Actor actor, ItemClocks clocks, Instant now)
    {
        var (item, at) = (change.Item, Instant.Max(now, change.Item.UpdatedAt));
        var open = item with { RepeatOf = null, IsOpen = true, ClosedAt = null };
        change.Item = item.Clock.Adjustments.LastOrDefault()?.From == item.ClosedAt ? clocks.Resume(open, change.Profile, at) : open;
        change.Add(Marks.Of(UndoCommand, item, actor, at) with { Evidence = [item.RepeatOf!.Value.ToString()] });
    }

    internal static void Leave(WorkChange change, WorkItem repeat, Actor actor, Instant now)
    {
        var item = change.Item;
        var left = repeat.Reports.Select(report => report.Id).ToHashSet();
        change.Item = item with
        {
            Reports = [.. item.Reports.Where(report => !left.Contains(report.Id))],
            Counts = item.Counts with { Joined = item.Counts.Joined - left.Count },
        };
        change.Add(Marks.Of(LeftCommand, item, actor, now) with { Evidence = [repeat.Id.ToString()] });
    }

    private static Refusal? NotOnDuty(Actor actor) => actor.Roles.Overlaps([Role.DutyOfficer, Role.DutyLeader]) ? null
        : Refusal.Of("wrong-role", $"Repeats are marked by a duty officer; {actor.Id} is not one.",
            $"重复件由值班员标记，{actor.Id} 无此权限。", nameof(Role.DutyOfficer), nameof(Role.DutyLeader));
}
