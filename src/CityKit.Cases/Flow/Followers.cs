using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>What becomes of another item that a decision touches.</summary>
internal static class Followers
{
    private const string JoinedCommand = "become-part";
    private const string MergedCommand = "merge-in";
    private const string ClosedCommand = "part-closed";
    private const string ReopenedCommand = "part-reopened";

    /// <returns>Why it cannot be; nothing is changed then.</returns>
    internal static Refusal? Follow(WorkChange change, WorkLink link, WorkItem from, Actor actor, Instant now)
    {
        switch (link.Kind)
        {
            case WorkLinkKind.BecomesPart: return BecomePart(change, from, actor, now);
            case WorkLinkKind.MergedInto: return MergeIn(change, from, actor, now);
            default:
                Part(change, from.Id, link.Kind == WorkLinkKind.PartReopened, now);
                return null;
        }
    }

    private static Refusal? BecomePart(WorkChange change, WorkItem whole, Actor actor, Instant now)
    {
        var part = change.Item;
        if (part is not { IsOpen: true, Parent: null, RepeatOf: null } || part.Id == whole.Id || part.Parts.Any(own => own.Id == whole.Id))
            return NotFree;
        change.Item = part with { Parent = whole.Id };
        change.Add(Marks.Of(JoinedCommand, part, actor, now) with { Evidence = [whole.Id.ToString()] });
        return null;
    }

    /// <summary>Takes the reports, alerts and open parts of an item that was merged into this one.</summary>
    private static Refusal? MergeIn(WorkChange change, WorkItem merged, Actor actor, Instant now)
    {
        var item = change.Item;
        if (item is not { IsOpen: true, RepeatOf: null } || item.Profile != merged.Profile) return NotOpen;
        if (item.Reports.Count + merged.Reports.Count > WorkItem.MaxReports) return TooMany;
        string[] alerts = [.. item.Alerts.Union(merged.Alerts)];
        change.Item = item with
        {
            Reports = [.. item.Reports, .. merged.Reports],
            Alerts = alerts.Length <= WorkItem.MaxAlerts ? alerts : item.Alerts,
            Counts = item.Counts with { Joined = item.Counts.Joined + merged.Counts.Joined },
        };
        change.Add(Marks.Of(MergedCommand, item, actor, now) with { Evidence = [merged.Id.ToString()] });
        return null;
    }

    private static void Part(WorkChange change, WorkItemId part, bool isOpen, Instant now)
    {
        var item = change.Item;
        change.Item = item with { Parts = [.. item.Parts.Select(each => each.Id == part ? each with { IsOpen = isOpen } : each)] };
        change.Add(Marks.Of(isOpen ? ReopenedCommand : ClosedCommand, item, Actor.System, now) with { Evidence = [part.ToString()] });
    }

    private static Refusal NotFree { get; } = Refusal.Of("no-open-item",
        "A part is an open item that is no part, no repeat and not the whole itself: name another.",
        "子件须为未结、未归属其他件且非重复件的工作项，请另行指定。");

    private static Refusal NotOpen { get; } = Refusal.Of("no-open-item",
        "An item is merged into an open one of the same kind that is no repeat: name another.", "只能并入同类、未结且非重复件的工作项，请另行指定。");

    private static Refusal TooMany { get; } = Refusal.Of("full",
        $"Together they have more than {WorkItem.MaxReports} reports: leave them apart.", $"合并后上报超过 {WorkItem.MaxReports} 条，请勿并案。");
}
