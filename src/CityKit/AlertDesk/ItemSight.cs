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
        var seen = view.Profiles.All.ToDictionary(profile => profile.Id, profile => ScopesOf(profile, view.Reach, asked));
        if (seen.Values.All(scopes => scopes.Contains(Scope.City))) return query;
        string[] keys = [.. seen.SelectMany(profile => profile.Value.Contains(Scope.City)
            ? [KeyOf(profile.Key, Scope.City)]
            : profile.Value.Select(scope => KeyOf(profile.Key, scope)))];
        return keys.Length == 0 ? null : query.Where(isOpen ? ItemDocuments.OpenInScope : ItemDocuments.InScope, keys);
    }

    private static HashSet<Scope> ScopesOf(Profile profile, Reach reach, WorkItemPart asked) => [.. profile.Visibility
        .Where(seen => seen.Value != WorkItemPart.None && (seen.Value & asked) == asked).SelectMany(seen => reach.Of(seen.Key))];

    internal static string KeyOf(string profile, Scope scope) => $"{profile}|{scope}";
}
