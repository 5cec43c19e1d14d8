using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>The links of a work item's own, as far as the asker sees its parts.</summary>
internal sealed class ItemLinks(WorkItem item, ActorView view)
{
    private readonly WorkItemPart parts = view.Visible(item);

    /// <summary>The item itself.</summary>
    internal ChainLink Item => new("item", item.Id.ToString(), item.UpdatedAt) { Detail = Sees(WorkItemPart.Summary) ? LinkDetails.Of(item)
        : null };

    /// <summary>What an entry did with the item.</summary>
    internal ChainLink With(ChainLink entry, IReadOnlyList<HistoryEntry> steps) =>
        Sees(WorkItemPart.History) ? entry with { Detail = LinkDetails.Of(Matching(entry, steps), parts) } : entry;

    /// <summary>The component and the duties that were looked up for it.</summary>
    internal IEnumerable<ChainLink> LookUps(Instant at)
    {
        if (item.Found is { } found && Sees(WorkItemPart.Place))
            yield return new ChainLink("component", found.Id.ToString(), at) { Detail = LinkDetails.Of(found, item.Component == found.Id) };
        if (item.Duties is not { } duties || !Sees(WorkItemPart.Assignment)) yield break;
        foreach (var duty in duties.Found) yield return new ChainLink("duty", duty.Body, at) { Detail = LinkDetails.Of(duty, duties) };
    }

    /// <summary>Why it was that body, where a table decided.</summary>
    internal IEnumerable<ChainLink> Dispatches(IEnumerable<HistoryEntry> steps) => !Sees(WorkItemPart.Assignment) ? []
        : steps.Where(entry => entry.Because is not null)
            .Select(entry => new ChainLink("dispatch", entry.Assignee?.ToString() ?? "", entry.At) { Because = entry.Because });

    /// <summary>The clocks that began to run at a moment.</summary>
    internal IEnumerable<ChainLink> Clocks(Instant at) => !Sees(WorkItemPart.Summary) ? []
        : item.Clocks.Concat(item.NamedClocks).Where(clock => clock.StartedAt == at && clock.Limit is not null)
            .Select(clock => new ChainLink("clock", clock.Stage, at) { Detail = LinkDetails.Of(clock, view.Work.Clock) });

    /// <summary>Whether the asker sees a part of it.</summary>
    internal bool Sees(WorkItemPart part) => parts.HasFlag(part);

    /// <summary>Of several steps of one moment the one that the command names, else the first.</summary>
    private static HistoryEntry Matching(ChainLink entry, IReadOnlyList<HistoryEntry> steps) =>
        steps.FirstOrDefault(step => step.ActorId.Length > 0 && entry.Entry!.Key.StartsWith($"{step.ActorId}/", StringComparison.Ordinal))
            ?? steps[0];
}
