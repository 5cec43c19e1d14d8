using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Says to the second of two who act on a work item that somebody else was quicker, who, and with what.</summary>
internal static class ItemChanged
{
    private const int MostShown = 3;

    internal static Refusal Refuse(WorkItem item, ActorView view, IFacts facts)
    {
        var (state, told) = (StateOf(item, view), Told(item, view, facts));
        return Refusal.Of("changed",
            $"The work item is not as you saw it: look at it again, then decide. It is '{state.En}' now. {told.En}".TrimEnd(),
            $"该工作项已有变化，请重新查看后再操作。现为“{state.Zh}”。{told.Zh}", [.. view.Allowed(item)]);
    }

    private static LocalizedText StateOf(WorkItem item, ActorView view) =>
        view.Profiles.TryGet(item.Profile, out var profile) ? profile.StateOf(item.State).Name : new(item.State, item.State);

    private static LocalizedText Told(WorkItem item, ActorView view, IFacts facts)
    {
        var parts = view.Visible(item);
        if (!parts.HasFlag(WorkItemPart.History)) return new("", "");
        var last = facts.Query(ItemHistory.Of(item.Id).OrderBy(ItemHistory.At, descending: true).Take(MostShown))
            .Reverse().Select(row => row.Entry).ToArray();
        string Who(HistoryEntry entry) => parts.HasFlag(WorkItemPart.Assignment) ? $"{entry.Role} {entry.ActorId}" : $"{entry.Role}";
        return new(string.Join("；", last.Select(entry => $"{CityTime.Of(entry.At)} {Who(entry)} {NameOf(entry, item, view).Zh}")),
            string.Join("; ", last.Select(entry => $"{CityTime.Of(entry.At)}: {NameOf(entry, item, view).En} by {Who(entry)}")));
    }

    private static LocalizedText NameOf(HistoryEntry entry, WorkItem item, ActorView view) =>
        view.Profiles.TryGet(item.Profile, out var profile)
            && profile.Commands.FirstOrDefault(known => known.Id == entry.Command) is { } command
            ? command.Name : new(entry.Command, entry.Command);
}
