using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>Which work items an actor finds: each is in an index by its profile and each scope that it is in.</summary>
internal static class ItemSight
{
    /// <summary>What an item is found by.</summary>
    internal static IEnumerable<string> KeysOf(WorkItem item) =>
        ItemScopes.Of(item).Prepend(Scope.City).Select(scope => KeyOf(item.Profile, scope));

    /// <summary>The query of what an actor sees; null for nothing.</summary>
    /// <param name="query">What he asks for.</param>
    /// <param name="view">What he may see.</param>
    /// <param name="isOpen">Whether the query is of open items.</param>
    /// <param name="asked">The parts that the query asks about: what one does not see says nothing by being found.</param>
    internal static DocumentQuery<WorkItem>? Narrow(
        DocumentQuery<WorkItem> query, ActorView view, bool isOpen, WorkItemPart asked = WorkItemPart.None)
    {
        var seen = SeenBy(view, asked);
        if (seen.Values.All(scopes => scopes.Contains(Scope.City))) return query;
        string[] keys = [.. seen.SelectMany(profile => profile.Value.Contains(Scope.City)
            ? [KeyOf(profile.Key, Scope.City)]
            : profile.Value.Select(scope => KeyOf(profile.Key, scope)))];
        return keys.Length == 0 ? null : query.Where(isOpen ? ItemDocuments.OpenInScope : ItemDocuments.InScope, keys);
    }

    /// <summary>
    /// The same to count: who sees whole profiles and nothing of others is told by the profile, which totals read together with what they
    /// count; there is nothing to say when the query names such profiles.
    /// </summary>
    /// <inheritdoc cref="Narrow"/>
    internal static DocumentQuery<WorkItem>? NarrowTotals(
        DocumentQuery<WorkItem> query, ActorView view, bool isOpen, WorkItemPart asked = WorkItemPart.None)
    {
        var seen = SeenBy(view, asked);
        string[] whole = [.. seen.Where(profile => profile.Value.Contains(Scope.City)).Select(profile => profile.Key)];
        if (ProfilesOf(query) is { } named)
            return named.All(whole.Contains) ? query : Narrow(query, view, isOpen, asked);
        var isByProfile = whole.Length > 0 && whole.Length < seen.Count && whole.Length == seen.Values.Count(scopes => scopes.Count > 0);
        return isByProfile ? query.Where(ItemDocuments.Profile, whole) : Narrow(query, view, isOpen, asked);
    }

    private static IEnumerable<string?>? ProfilesOf(DocumentQuery<WorkItem> query) =>
        query.Plain.Conditions.FirstOrDefault(condition => condition.Index == ItemDocuments.Profile.Name)?.Values.Select(value => value.Text);

    private static Dictionary<string, HashSet<Scope>> SeenBy(ActorView view, WorkItemPart asked) =>
        view.Profiles.All.ToDictionary(profile => profile.Id, profile => ScopesOf(profile, view.Reach, asked));

    private static HashSet<Scope> ScopesOf(Profile profile, Reach reach, WorkItemPart asked) => [.. profile.Visibility
        .Where(seen => seen.Value != WorkItemPart.None && (seen.Value & asked) == asked).SelectMany(seen => reach.Of(seen.Key))];

    internal static string KeyOf(string profile, Scope scope) => $"{profile}|{scope}";
}
