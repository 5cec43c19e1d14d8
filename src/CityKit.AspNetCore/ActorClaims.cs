using System.Security.Claims;
using CityKit.Cases;

namespace CityKit.AspNetCore;

/// <summary>An actor as claims: name identifier, body, roles. Map your own identity provider's claims to these.</summary>
public static class ActorClaims
{
    /// <summary>The claim that names the actor's body.</summary>
    public const string Body = "citykit:body";

    /// <summary>A principal for an actor.</summary>
    public static ClaimsPrincipal ToPrincipal(Actor actor, string authenticationType)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, actor.Id), new(Body, actor.Body) };
        claims.AddRange(actor.Roles.Order().Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, authenticationType));
    }

    /// <summary>
    /// The actor of a principal; null when it carries no name identifier. A role claim is one role by its exact name (<see cref="Roles"/>);
    /// others are passed over, and nobody signs in as <see cref="Role.System"/>.
    /// </summary>
    public static Actor? ToActor(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        var roles = principal.FindAll(ClaimTypes.Role)
            .Select(claim => Roles.TryParse(claim.Value, out var role) && role != Role.System ? role : (Role?)null)
            .OfType<Role>();
        return new Actor(id, principal.FindFirstValue(Body) ?? "", new HashSet<Role>(roles));
    }
}
