using System.Collections.Immutable;

namespace CityKit.Cases;

/// <summary>How far an actor's roles reach (权限范围): each role with the scopes that it counts in.</summary>
/// <param name="Grants">Roles in scopes.</param>
public sealed record Reach(ImmutableArray<Grant> Grants)
{
    /// <summary>The scopes that one role counts in.</summary>
    public IEnumerable<Scope> Of(Role role) => Grants.Where(grant => grant.Role == role).Select(grant => grant.In).Distinct();

    /// <summary>Whether one of some roles counts in the whole city.</summary>
    public bool IsCity(params IEnumerable<Role> roles) => Grants.Any(grant => grant.In == Scope.City && roles.Contains(grant.Role));

    /// <summary>The roles that count over something.</summary>
    /// <param name="scopes">The scopes that it is in, see <see cref="ItemScopes"/>.</param>
    public IReadOnlySet<Role> Over(IEnumerable<Scope> scopes)
    {
        var of = scopes.ToHashSet();
        return Grants.Where(grant => grant.In == Scope.City || of.Contains(grant.In)).Select(grant => grant.Role).ToHashSet();
    }
}
