using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>
/// A decision being made: the item so far, what was added to its history, who is to be notified, which other items it touches.
/// </summary>
internal sealed class WorkChange(WorkItem item, Profile profile)
{
    private readonly List<HistoryEntry> events = [];
    private List<WorkNotice>? notices;
    private List<OpenWorkItem>? opens;
    private List<WorkLink>? links;

    internal WorkItem Item { get; set; } = item;

    internal Profile Profile { get; } = profile;

    internal WorkDecision Done() => new(Item, events, notices ?? [], null) { Opens = opens ?? [], Links = links ?? [] };

    internal void Add(HistoryEntry entry)
    {
        events.Add(entry);
        Item = Item with { UpdatedAt = entry.At, Entries = Item.Entries + 1, Turns = Turns.With(Item.Turns, entry) };
    }

    internal void Tell(IEnumerable<NoticeTarget> targets, Instant at, LocalizedText what)
    {
        var text = Describe(what);
        foreach (var target in targets)
            foreach (var to in Resolve(target))
                (notices ??= []).Add(new WorkNotice($"{Item.Id}/{Item.Entries}/{to}", Item.Id, at, to, text));
    }

    /// <summary>Takes back what a row did before it failed.</summary>
    internal void TakeBack(WorkItem before)
    {
        Item = before;
        (opens, links) = (null, null);
    }

    internal void Link(WorkLinkKind kind, WorkItemId other) => (links ??= []).Add(new WorkLink(kind, other));

    /// <summary>Opens parts: what a request leaves out is as the whole has it.</summary>
    internal WorkItem Open(IReadOnlyList<PartRequest> requests)
    {
        var parts = requests.Select((request, i) => PartOf(request, Item.Parts.Count + i)).ToArray();
        (opens ??= []).AddRange(parts);
        return Item with { Parts = [.. Item.Parts, .. parts.Select(part => new WorkPart(part.Id, true))] };
    }

    internal WorkItem Join(WorkItemId part)
    {
        Link(WorkLinkKind.BecomesPart, part);
        return Item with { Parts = [.. Item.Parts, new WorkPart(part, true)] };
    }

    internal WorkItem Merge(WorkItemId into)
    {
        Link(WorkLinkKind.MergedInto, into);
        return Item with { MergedInto = into };
    }

    private OpenWorkItem PartOf(PartRequest request, int number) =>
        new(WorkItemId.FromCause($"part|{Item.Id}|{number}"), request.Profile ?? Item.Profile, Item.Source)
        {
            Class = request.Class ?? Item.Class,
            Title = request.Title ?? Item.Title,
            Place = request.Place ?? Item.Place,
            Component = request.Place is null ? Item.Component : null,
            Household = Item.Household,
            ReportedAt = Item.ReportedAt,
            TimeUnknown = Item.TimeUnknown,
            Parent = Item.Id,
            Details = request.Profile is { } other && other != Item.Profile ? TextMap.Empty : Item.Details,
        };

    private IEnumerable<NoticeTarget> Resolve(NoticeTarget target) => target.Kind switch
    {
        "assignee" => Item.Assignee is { } assignee ? [Body(assignee)] : [],
        "former" => Item.Assignments.LastOrDefault(IsFormer) is { } former ? [Body(former.Assignee)] : [],
        "coHandlers" => Helpers(AssignmentKind.CoHandler),
        "crews" => Helpers(AssignmentKind.Crew),
        "reporters" => Repeats.Reporters(Item),
        _ => [target],
    };

    /// <summary>Whether the last entry took the lead from somebody.</summary>
    private bool IsFormer(Assignment each) => each.Kind == AssignmentKind.Lead && each.EndedAt == Item.UpdatedAt;

    private IEnumerable<NoticeTarget> Helpers(AssignmentKind kind) =>
        Item.Assignments.Where(each => each.Kind == kind && each.EndedAt is null).Select(each => Body(each.Assignee)).Distinct();

    private static NoticeTarget Body(Assignee assignee) => new("body", assignee.ToString());

    private LocalizedText Describe(LocalizedText what)
    {
        var title = Item.Title ?? Profile.Name;
        return new LocalizedText($"{title.Zh}：{what.Zh}", $"{title.En}: {what.En}");
    }
}
