using System.Security.Claims;
using CityKit.Cases;

namespace CityKit.AspNetCore;

/// <summary>
/// Maps an actor to claims and back: name identifier, body, roles, places. A role claim is a role by its exact name, which counts where the
/// policy's access table says, or a role in a scope of its own such as <c>DutyOfficer@area/370202</c>.
/// </summary>
/// <remarks>
/// Use it where your application signs people in: make a principal for its cookie, or map your identity provider's claims to these. Both
/// methods are pure and serve any thread. It checks no password and asks no provider. Nobody becomes <see cref="Role.System"/>.
/// </remarks>
/// <example><code>
/// var officer = Actor.Of("officer-7", "duty room", Role.DutyOfficer).At(Scope.Parse("area/370202004"));
/// app.MapPost("/sign-in", () => Results.SignIn(ActorClaims.ToPrincipal(officer, "Cookies")));
/// app.MapGet("/me", (HttpContext context) => ActorClaims.ToActor(context.User)?.Id ?? "nobody");
/// </code></example>
public static class ActorClaims
{
    /// <summary>The claim that names the actor's body.</summary>
    public const string Body = "citykit:body";

    /// <summary>A claim that names an area, compound or household that the account belongs to, or a body beside its own, as a scope:
    /// <c>area/370202004</c>, <c>compound/浮山小区</c>, <c>household/H-0301</c>.</summary>
    public const string Place = "citykit:place";

    /// <summary>A principal for an actor.</summary>
    public static ClaimsPrincipal ToPrincipal(Actor actor, string authenticationType)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, actor.Id), new(Body, actor.Body) };
        claims.AddRange(actor.Roles.Order().Select(role => new Claim(ClaimTypes.Role, role.Name)));
        claims.AddRange(actor.Grants.Select(grant => new Claim(ClaimTypes.Role, grant.ToString())));
        claims.AddRange(actor.Places.Select(place => new Claim(Place, place.ToString())));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, authenticationType));
    }

    /// <summary>
    /// The actor of a principal; null when it carries no name identifier. What is no role, scope or place is passed over, and so is what
    /// comes after the first <see cref="Actor.MaxScopes"/>; nobody signs in as <see cref="Role.System"/>.
    /// </summary>
    public static Actor? ToActor(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        return new Actor(id, principal.FindFirstValue(Body) ?? "", RolesOf(principal))
        {
            Grants = [.. GrantsOf(principal).Take(Actor.MaxScopes)],
            Places = [.. PlacesOf(principal).Take(Actor.MaxScopes)],
        };
    }

    private static HashSet<Role> RolesOf(ClaimsPrincipal principal) =>
        [.. principal.FindAll(ClaimTypes.Role).Select(claim => Role.TryParse(claim.Value, out var role) ? role : default).Where(IsPersons)];

    private static IEnumerable<Grant> GrantsOf(ClaimsPrincipal principal) => principal.FindAll(ClaimTypes.Role)
        .Select(claim => Grant.TryParse(claim.Value, null, out var grant) ? grant : default)
        .Where(grant => IsPersons(grant.Role) && grant.In.Kind != ScopeKind.Own).Distinct();

    /// <summary>The city is no place of an account, and whose a report is, is not for claims to say.</summary>
    private static IEnumerable<Scope> PlacesOf(ClaimsPrincipal principal) => principal.FindAll(Place)
        .Select(claim => Scope.TryParse(claim.Value, null, out var place) ? place : Scope.City)
        .Where(place => place.Kind is not (ScopeKind.City or ScopeKind.Own)).Distinct();

    private static bool IsPersons(Role role) => role != default && role != Role.System;
}
