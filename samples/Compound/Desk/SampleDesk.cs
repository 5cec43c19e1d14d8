using CityKit.Cases;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Samples.Compound.Desk;

/// <summary>
/// The duty desk in the hub's process, with a sign-in that is good for a demonstration on this machine and for nothing else.
/// </summary>
internal static class SampleDesk
{
    /// <summary>Where it is.</summary>
    public const string Path = "/desk";

    /// <summary>Who can sign in at it: one of each role that sees another part of the compound.</summary>
    public static IReadOnlyList<string> Visitors { get; } = ["duty-desk", "property-manager", "grid-worker", "resident"];

    /// <summary>Adds the desk; people stay signed in when the hub's process is killed and started again.</summary>
    public static void AddTo(IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton<Demands>();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.Path));
        new AuthenticationBuilder(services).AddCookie(options =>
        {
            (options.LoginPath, options.LogoutPath, options.AccessDeniedPath) = (SignIn.Page, SignIn.Page, SignIn.Page);
            (options.Cookie.Name, options.Cookie.SameSite) = ("citykit.compound", Microsoft.AspNetCore.Http.SameSiteMode.Strict);
        });
        services.AddCityKitDesk(desk => desk.AddPage<HappenPage>("happen", DeskWords.Happen).Configure(options =>
            options.Account = SignIn.Page));
    }

    /// <summary>Maps the desk and its sign-in. The API keeps its keys: a cookie opens nothing but the desk.</summary>
    public static void Map(WebApplication app, Scenario scenario)
    {
        SignIn.Map(app, [.. Visitors.SelectMany(id => scenario.People.Where(person => person.Id == id))]);
        app.MapCityKitDesk(Path)
            .RequireAuthorization(new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme)
                .RequireAuthenticatedUser().Build());
    }
}
