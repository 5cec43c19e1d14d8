using System.Security.Claims;
using CityKit.Cases;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Desk.Access;

/// <summary>
/// The hubs of an application's desks. By which desk a person came in is a claim that the desk's own addresses add: an open page has its
/// person for as long as it is open, and no request.
/// </summary>
internal sealed class DeskHubs(IServiceProvider services)
{
    private const string ClaimType = "citykit:desk";
    private const string Issuer = "CityKit.Desk";
    private readonly HashSet<string> names = [];

    /// <summary>A desk of that hub was mapped; an empty name is the hub without one.</summary>
    /// <exception cref="ArgumentException">No hub was added by that name.</exception>
    internal void Add(string name)
    {
        if (name.Length > 0 && !services.GetRequiredService<IServiceProviderIsKeyedService>().IsKeyedService(typeof(CityHub), name))
            throw new ArgumentException($"There is no hub '{name}': add it with services.AddCityKit(\"{name}\", ...).", nameof(name));
        names.Add(name);
    }

    /// <summary>A person as they come in by a desk.</summary>
    internal static ClaimsPrincipal ComingIn(ClaimsPrincipal person, string hub) =>
        new(person.Identities.Append(new ClaimsIdentity([new Claim(ClaimType, hub, null, Issuer)])));

    /// <summary>The name of the hub of the desk by which a person came in.</summary>
    /// <exception cref="InvalidOperationException">There are several, and the person does not say.</exception>
    internal string NameFor(ClaimsPrincipal person) => names.Count <= 1 ? names.FirstOrDefault("")
        : person.FindFirst(claim => claim.Type == ClaimType && claim.Issuer == Issuer)?.Value ?? throw new InvalidOperationException(
            $"The application has desks of {names.Count} hubs, and an AuthenticationStateProvider of its own gives a person without the claim "
            + $"'{ClaimType}' of the desk they came in by: it keeps the claims of the person that it was given.");

    /// <summary>The hub by its name.</summary>
    internal CityHub Of(string name) =>
        name.Length == 0 ? services.GetRequiredService<CityHub>() : services.GetRequiredKeyedService<CityHub>(name);

    /// <summary>The hub for one request or open page.</summary>
    internal static DeskHub ForPage(IServiceProvider page)
    {
        var (hubs, people) = (page.GetRequiredService<DeskHubs>(), page.GetRequiredService<AuthenticationStateProvider>());
        var name = hubs.names.Count <= 1 ? hubs.NameFor(new ClaimsPrincipal()) : hubs.NameFor(PersonNow(people));
        return new DeskHub(hubs.Of(name), people, page.GetRequiredService<TimeProvider>()) { Name = name };
    }

    private static ClaimsPrincipal PersonNow(AuthenticationStateProvider people) =>
        people.GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } known ? known.Result.User : new ClaimsPrincipal();
}
