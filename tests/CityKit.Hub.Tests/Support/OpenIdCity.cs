using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Hub.Tests.Support;

/// <summary>A hub whose people sign in at an OpenID Connect provider.</summary>
public sealed class OpenIdCity : IAsyncLifetime
{
    internal LocalIssuer Issuer { get; private set; } = null!;

    internal HttpCity Hub { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Issuer = await LocalIssuer.StartAsync();
        Hub = await HttpCity.StartAsync(services: services =>
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider(); // else it writes into the home folder
            services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
            {
                options.Authority = Issuer.Address.ToString();
                options.Audience = "citykit";
                options.RequireHttpsMetadata = false;
            });
        });
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
