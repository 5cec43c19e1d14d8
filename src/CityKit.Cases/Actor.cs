using System.Collections.Immutable;

namespace CityKit.Cases;

/// <summary>Who acts (操作人): made from the authenticated principal, never from a request's body.</summary>
/// <remarks>
/// Every command and every question to a hub takes one. It is an immutable value. An actor says who it is and where; what its roles may do
/// there is said by the profile and the policy's access table. It proves nothing: make it only from what your application has
/// authenticated.
/// </remarks>
/// <param name="Id">The account, not a person's name; up to 128 characters.</param>
/// <param name="Body">The body the account belongs to, such as 浮山新区街道办事处.</param>
/// <param name="Roles">What it may act as, where the policy's access table says (<see cref="Policies.AccessTable"/>).</param>
/// <example><code>
/// var manager = Actor.Of("manager-1", "虚构物业", Role.PropertyManager).At(Scope.Parse("compound/浮山小区"));
/// var officer = Actor.Of("officer-7", "值班室").With(Grant.Parse("DutyOfficer@area/370202")); // this role here, whatever the table says
/// await hub.ExecuteAsync(new ConfirmLead("c-1", LeadId.Parse("ba7816bf8f01cfea414140de5dae2223")), officer);
/// </code></example>
public sealed record Actor(string Id, string Body, IReadOnlySet<Role> Roles)
{
    /// <summary>The most places, and the most grants.</summary>
    public const int MaxScopes = 16;

    /// <summary>The engine, acting on a timed step.</summary>
    public static Actor System { get; } = new("system", "", new HashSet<Role> { Role.System });

    /// <summary>
    /// The areas, compounds and households of the account, and bodies beside its own: its roles count in those that the access table lets
    /// them.
    /// </summary>
    public ImmutableArray<Scope> Places { get; init; } = [];

    /// <summary>Roles in a scope that the account says itself; the access table does not matter for them.</summary>
    public ImmutableArray<Grant> Grants { get; init; } = [];

    /// <summary>
    /// True when every role counts everywhere: for who gave a command before there were scopes, and for code of your own that acts on its
    /// own behalf. Claims and keys cannot say it.
    /// </summary>
    public bool IsEverywhere { get; init; }

    /// <summary>Every role, wherever it counts.</summary>
    public IEnumerable<Role> AnyRoles => Roles.Concat(Grants.Select(grant => grant.Role)).Distinct().Order();

    /// <summary>An actor with these roles.</summary>
    public static Actor Of(string id, string body, params ReadOnlySpan<Role> roles) => new(id, body, new HashSet<Role>(roles.ToArray()));

    /// <summary>The same with more places.</summary>
    public Actor At(params ReadOnlySpan<Scope> places) => this with { Places = [.. Places, .. places] };

    /// <summary>The same with more roles in a scope of their own.</summary>
    public Actor With(params ReadOnlySpan<Grant> grants) => this with { Grants = [.. Grants, .. grants] };

    /// <summary>Whether the actor has one of some roles, wherever it counts.</summary>
    public bool IsAny(params IEnumerable<Role> roles) => AnyRoles.Intersect(roles).Any();
}
