using CityKit.Cases;
using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>
/// Says where documents are, so that a query finds an actor only those that his roles reach: what he may not see is never read.
/// </summary>
public static class ScopeIndex
{
    /// <summary>The name of the index; a kind that has one is narrowed by it.</summary>
    public const string Name = "scope";

    /// <summary>An index of the scopes that a document is in; the city is always among them.</summary>
    /// <example><code>
    /// var scopes = ScopeIndex.Of&lt;Booking>(booking => [Scope.Of(ScopeKind.Compound, booking.Place)]);
    /// </code></example>
    public static DocumentIndex<T> Of<T>(Func<T, IEnumerable<Scope>> scopes) where T : class
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return DocumentIndex<T>.Texts(Name, document => scopes(document).Prepend(Scope.City).Select(scope => scope.ToString()));
    }

    /// <summary>The query of what one of some roles reaches; null for nothing.</summary>
    internal static DocumentQuery<T>? Narrow<T>(DocumentQuery<T> query, Reach reach, params IEnumerable<Role> roles) where T : class
    {
        if (reach.IsCity(roles)) return query;
        string[] scopes = [.. roles.SelectMany(reach.Of).Distinct().Select(scope => scope.ToString())];
        return scopes.Length == 0 ? null : query.Where(Name, scopes);
    }
}
