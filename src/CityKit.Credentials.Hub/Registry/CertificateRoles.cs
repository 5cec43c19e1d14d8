using CityKit.Cases;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>
/// The roles of the registry (证照角色). Where they count is the policy's to say: a role without a row there counts nowhere, so an account
/// needs
/// a grant, such as <c>CertificateIssuer@body/虚构街道</c>.
/// </summary>
public static class CertificateRoles
{
    /// <summary>Issues, renews, changes, suspends and cancels for a body (发证人员).</summary>
    public static Role Issuer { get; } = Role.Parse("CertificateIssuer");

    /// <summary>Redeems codes and asks sources at a body's counter (窗口人员).</summary>
    public static Role Clerk { get; } = Role.Parse("CounterClerk");

    internal static bool Counts(this Actor actor, Role role, string body) =>
        new Reach(actor.Grants).Over(Scope.Cut(ScopeKind.Body, body)).Contains(role);
}
