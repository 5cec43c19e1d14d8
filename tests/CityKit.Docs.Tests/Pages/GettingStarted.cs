using CityKit;
using CityKit.AspNetCore;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MyCity.Starting;

/// <summary>The program of docs/getting-started.md; GettingStartedTests runs it.</summary>
internal static class GettingStarted
{
    internal static WebApplication Build(string[] args)
    {
        SQLitePCL.Batteries_V2.Init(); // the application picks the SQLite
        var officer = Actor.Of("officer-1", "duty room", Role.DutyOfficer);

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCityKit(city => city.UseSqlite("city.db")
            .UseRules(File.ReadAllBytes("rules.json"))
            .UseSensors(File.ReadAllBytes("sensors.json")));
        builder.Services.AddCityKitKeys(
            new CityKitKey("for-this-trial-duty-room", officer),
            new CityKitKey("for-this-trial-water-company", Actor.Of("water-company", "water company", Role.Utility)));
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddCityKitDesk();

        var app = builder.Build();
        app.MapCityKit();
        app.MapCityKitDesk().RequireAuthorization(people => people
            .AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser());

        // For this trial on your own machine: anybody who opens "/" is the duty officer.
        app.MapGet("/", () => Results.SignIn(ActorClaims.ToPrincipal(officer, CookieAuthenticationDefaults.AuthenticationScheme),
            new() { RedirectUri = "/desk/duty" }, CookieAuthenticationDefaults.AuthenticationScheme));
        return app;
    }

    internal static void Run(string[] args)
    {
        var app = Build(args);
        app.Run();
    }
}
