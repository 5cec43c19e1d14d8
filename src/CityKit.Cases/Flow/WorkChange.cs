using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>A decision being made: the item so far, what was added to its history, who is to be told.</summary>
internal sealed class WorkChange(WorkItem item, Profile profile)
{
    private readonly List<HistoryEntry> events = [];
    private readonly List<WorkNotice> notices = [];

    internal WorkItem Item { get; set; } = item;

    internal Profile Profile { get; } = profile;

    internal WorkDecision Done() => new(Item, events, notices, null);

    internal void Add(HistoryEntry entry)
    {
        events.Add(entry);
        Item = Item with { History = [.. Item.History, entry] };
    }

    internal void Tell(IEnumerable<NoticeTarget> targets, Instant at, LocalizedText what)
    {
        foreach (var target in targets)
            if (Resolve(target) is { } to) notices.Add(new WorkNotice($"{Item.Id}/{Item.History.Count}/{to}", Item.Id, at, to, Describe(what)));
    }

    private NoticeTarget? Resolve(NoticeTarget target)
    {
        if (target.Kind != "assignee") return target;
        return Item.Assignee is { } assignee ? new NoticeTarget("body", assignee.ToString()) : null;
    }

    private LocalizedText Describe(LocalizedText what)
    {
        var title = Item.Title ?? Profile.Name;
        return new LocalizedText($"{title.Zh}：{what.Zh}", $"{title.En}: {what.En}");
    }
}
