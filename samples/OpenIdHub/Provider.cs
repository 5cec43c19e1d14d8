using System.Security.Claims;
using Microsoft.Extensions.Configuration;

namespace CityKit.Samples.OpenIdHub;

/// <summary>The OpenID Connect provider, out of the section <c>OpenId</c> of the settings.</summary>
/// <param name="Authority">Its address, under which it has <c>.well-known/openid-configuration</c>.</param>
/// <param name="ClientId">What it calls the desk.</param>
/// <param name="ClientSecret">What only the provider and this application know: the environment has it, no file of the project.</param>
/// <param name="Audience">What it calls the API in tokens for programs.</param>
/// <param name="Roles">CityKit's role of each of the provider's groups.</param>
internal sealed record Provider(
    Uri Authority, string ClientId, string ClientSecret, string Audience, IReadOnlyDictionary<string, string> Roles)
{
    internal static Provider Of(IConfiguration settings)
    {
        var section = settings.GetSection("OpenId");
        var roles = section.GetSection("Roles").GetChildren().ToDictionary(group => group.Key, group => group.Value ?? "");
        return new Provider(new Uri(Needed(section, "Authority")), Needed(section, "ClientId"), Needed(section, "ClientSecret"),
            Needed(section, "Audience"), roles);
    }

    /// <summary>
    /// The provider's groups become roles; <c>sub</c>, <c>role</c>, <c>citykit:body</c> and <c>citykit:place</c> are taken as they are.
    /// </summary>
    internal Task TakeAsync(ClaimsPrincipal person)
    {
        var roles = person.FindAll("groups").Select(group => Roles.GetValueOrDefault(group.Value)).OfType<string>();
        person.AddIdentity(new ClaimsIdentity(roles.Select(role => new Claim(ClaimTypes.Role, role))));
        return Task.CompletedTask;
    }

    private static string Needed(IConfigurationSection section, string name) => section[name] is { Length: > 0 } value ? value
        : throw new InvalidOperationException(
            $"The setting OpenId:{name} is missing: give it as OpenId__{name} in the environment"
            + (name == nameof(ClientSecret) ? ", never in a file of the project." : " or in appsettings.json."));
}
