using System.Collections.Immutable;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>
/// Where the roles of an account count: the policy's rows, then those of <c>Policies/Data/access.json</c>; else one's own.
/// </summary>
public static class AccessTable
{
    private static readonly Lazy<IReadOnlyList<AccessRow>> Strict = new(ReadBuiltIn);

    /// <summary>The rows that count where a policy has none of a role: strict.</summary>
    public static IReadOnlyList<AccessRow> BuiltIn => Strict.Value;

    /// <summary>How far an actor reaches by a policy.</summary>
    public static Reach ReachOf(this WorkPolicy policy, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(actor);
        return new Reach([.. actor.Roles.Order().SelectMany(role => actor.IsEverywhere ? [new Grant(role, Scope.City)]
            : policy.ScopesOf(role).SelectMany(kind => Scopes(kind, actor)).Select(scope => new Grant(role, scope))), .. actor.Grants]);
    }

    private static ImmutableArray<ScopeKind> ScopesOf(this WorkPolicy policy, Role role) =>
        (policy.Access.FirstOrDefault(row => row.Role == role) ?? BuiltIn.FirstOrDefault(row => row.Role == role))?.In ?? [ScopeKind.Own];

    private static IEnumerable<Scope> Scopes(ScopeKind kind, Actor actor) => kind switch
    {
        ScopeKind.City => [Scope.City],
        ScopeKind.Own => Scope.Cut(ScopeKind.Own, actor.Id),
        ScopeKind.Body => [.. Scope.Cut(ScopeKind.Body, actor.Body), .. PlacesOf(kind, actor)],
        _ => PlacesOf(kind, actor),
    };

    private static IEnumerable<Scope> PlacesOf(ScopeKind kind, Actor actor) => actor.Places.Where(place => place.Kind == kind);

    private static IReadOnlyList<AccessRow> ReadBuiltIn()
    {
        using var stream = typeof(AccessTable).Assembly.GetManifestResourceStream("access.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return PolicyReader.ReadAccess(ConfigReader.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
