using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CityKit.Samples.OpenIdHub;

/// <summary>How people and programs get in.</summary>
internal static class SignIn
{
    /// <summary>People who signed in at the provider's page; everybody else is sent to it.</summary>
    internal static AuthorizationPolicy People { get; } =
        new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build();

    internal static void AddProvider(this IServiceCollection services, Provider provider) => services
        .AddAuthentication(JwtBearerDefaults.AuthenticationScheme) // the API: a cookie opens nothing but the desk
        .AddJwtBearer(options => Set(options, provider))
        .AddCookie(options =>
            (options.ForwardChallenge, options.ExpireTimeSpan) = (OpenIdConnectDefaults.AuthenticationScheme, TimeSpan.FromHours(12)))
        .AddOpenIdConnect(options => Set(options, provider));

    private static void Set(JwtBearerOptions options, Provider provider)
    {
        (options.Authority, options.Audience) = (provider.Authority.ToString(), provider.Audience);
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.Events = new JwtBearerEvents { OnTokenValidated = token => provider.TakeAsync(token.Principal!) };
    }

    private static void Set(OpenIdConnectOptions options, Provider provider)
    {
        (options.Authority, options.ClientId) = (provider.Authority.ToString(), provider.ClientId);
        options.ClientSecret = provider.ClientSecret;
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        (options.ResponseType, options.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        (options.CorrelationCookie.SameSite, options.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
        (options.CorrelationCookie.SecurePolicy, options.NonceCookie.SecurePolicy) =
            (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
        options.SaveTokens = true; // to sign out at the provider as well
        options.TokenValidationParameters.NameClaimType = "name";
        options.Events = new OpenIdConnectEvents { OnTokenValidated = token => provider.TakeAsync(token.Principal!) };
    }
}
