using CityKit.Components;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Which component an item is about, once a person says so (确认部件).</summary>
internal static class Confirmation
{
    internal const string Command = "confirm-component";

    private static readonly Role[] Confirmers = [Role.Acceptor, Role.Dispatcher, Role.DutyOfficer, Role.DutyLeader];

    /// <returns>Why it cannot be so; nothing is changed then.</returns>
    internal static Refusal? Confirm(
        WorkChange change, ComponentId? component, IReadOnlyList<FoundComponent> candidates, Actor actor, Instant now)
    {
        var item = change.Item;
        if (!item.IsOpen) return Repeats.Closed;
        if (RoleOf(item, actor) is not { } role) return NotYours(actor);
        var known = item.Found is { } before ? [.. candidates.Where(found => found.Id != before.Id), before] : candidates;
        var confirmed = component is { } id ? known.FirstOrDefault(found => found.Id == id) : null;
        if (component is not null && confirmed is null) return NoCandidate(component.Value, known);
        change.Item = item with { Component = component, Found = confirmed };
        change.Add(Marks.Of(Command, item, actor, role, now) with { Component = component });
        return null;
    }

    /// <summary>The role by which an actor may say so; null for none.</summary>
    private static Role? RoleOf(WorkItem item, Actor actor) =>
        item.Reports.Any(report => report.Reporter == actor.Id) ? actor.Roles.Order().First()
        : Confirmers.Where(actor.Roles.Contains).Select(role => (Role?)role).FirstOrDefault();

    private static Refusal NotYours(Actor actor) => Refusal.Of("wrong-role",
        $"The component is confirmed by who reported it, or by {string.Join(", ", Confirmers)}; {actor.Id} is neither.",
        $"部件由上报人或 {string.Join("、", Confirmers)} 确认，{actor.Id} 无此权限。");

    private static string Listed(string[] ids, string comma, string none) => ids.Length == 0 ? none : string.Join(comma, ids);

    private static Refusal NoCandidate(ComponentId component, IReadOnlyList<FoundComponent> known)
    {
        string[] ids = [.. known.Select(found => found.Id.ToString())];
        return Refusal.Of("no-candidate",
            $"{component} is not one of the components of the class near the place: {Listed(ids, ", ", "there are none")}. "
            + "Name one of them, or 'none'.",
            $"{component} 不是该位置附近的同类部件（{Listed(ids, "、", "附近没有")}），请从中选择，或填 none。", ids);
    }
}
