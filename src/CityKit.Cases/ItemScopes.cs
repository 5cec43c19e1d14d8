namespace CityKit.Cases;

/// <summary>The scopes that things are in, the city aside: everything is in the city.</summary>
public static class ItemScopes
{
    /// <summary>The areas and the compound of a place.</summary>
    public static IEnumerable<Scope> Of(WorkPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return [.. Scope.AreasOf(place.Grid), .. Scope.Cut(ScopeKind.Compound, place.Compound)];
    }

    /// <summary>The scopes of a work item: its place, the bodies that work on it, its household, those who reported it.</summary>
    public static IEnumerable<Scope> Of(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return [.. Of(item.Place), .. BodiesOf(item).SelectMany(body => Scope.Cut(ScopeKind.Body, body)),
            .. Scope.Cut(ScopeKind.Household, item.Household),
            .. item.Reports.Select(report => report.Reporter).Distinct().SelectMany(id => Scope.Cut(ScopeKind.Own, id))];
    }

    private static IEnumerable<string> BodiesOf(WorkItem item) =>
        item.Assignments.Where(each => each.EndedAt is null).Select(each => each.Assignee.Body).Distinct();
}
