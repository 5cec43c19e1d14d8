namespace CityKit.Cases;

/// <summary>Who acts (操作人): made from the authenticated principal, never from a request's body.</summary>
/// <param name="Id">The account, not a person's name; up to 128 characters.</param>
/// <param name="Body">The body the account belongs to, such as 浮山新区街道办事处.</param>
/// <param name="Roles">What it may act as.</param>
public sealed record Actor(string Id, string Body, IReadOnlySet<Role> Roles)
{
    /// <summary>The engine, acting on a timed step.</summary>
    public static Actor System { get; } = new("system", "", new HashSet<Role> { Role.System });

    /// <summary>An actor with these roles.</summary>
    public static Actor Of(string id, string body, params ReadOnlySpan<Role> roles) => new(id, body, new HashSet<Role>(roles.ToArray()));
}
