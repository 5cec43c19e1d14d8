using CityKit.AspNetCore.Defence;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The C# blocks of docs/hub-security.md.</summary>
internal static class HubSecurity
{
    internal static void Build(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseCityKitLimits());
        builder.Services.AddCityKitKeyFile("/etc/citykit/keys.json");
        builder.Services.Configure<CityKitDoorOptions>(door => door.ResidentReportsPerDay = 30);
    }

    internal static void TrustProxy(WebApplication app)
    {
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor });
    }

    internal static void SignIn(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = "https://id.example/"; // your provider
            options.Audience = "citykit"; // tokens for other services are refused
        });
    }
}
