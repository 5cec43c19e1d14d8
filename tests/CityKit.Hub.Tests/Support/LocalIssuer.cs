using System.Security.Claims;
using System.Text.Json;
using CityKit.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace CityKit.Hub.Tests.Support;

/// <summary>An OpenID Connect provider on the loopback: whoever asks gets a token as the test describes it in the scope.</summary>
internal sealed class LocalIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly LateClock clock;

    private LocalIssuer(WebApplication app, LateClock clock)
    {
        (this.app, this.clock) = (app, clock);
        client = new HttpClient { BaseAddress = Address };
    }

    internal Uri Address => new(app.Urls.First() + "/");

    internal static async Task<LocalIssuer> StartAsync()
    {
        var clock = new LateClock();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddOpenIddict().AddServer(server => Configure(server, clock));
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync();
        return new LocalIssuer(app, clock);
    }

    /// <summary>A token that lives an hour.</summary>
    internal async Task<string> TokenAsync(string account, string role, string audience = "citykit", bool expired = false)
    {
        clock.Behind = TimeSpan.FromHours(expired ? 3 : 0);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = account, ["client_secret"] = "not asked for",
            ["role"] = role, ["for"] = audience, ["body"] = "duty room",
        });
        using var answer = await client.PostAsync("connect/token", form);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.IsSuccessStatusCode, json.RootElement.ToString());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder server, TimeProvider clock)
    {
        server.SetTokenEndpointUris("connect/token").AllowClientCredentialsFlow().EnableDegradedMode().DisableAccessTokenEncryption()
            .AddEphemeralEncryptionKey().AddEphemeralSigningKey()
            .Configure(options => options.TimeProvider = clock);
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.SignIn(PrincipalOf(context.Request));
            return default;
        }));
    }

    private static ClaimsPrincipal PrincipalOf(OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity("local issuer");
        identity.SetClaim(OpenIddictConstants.Claims.Subject, request.ClientId)
            .SetClaim(OpenIddictConstants.Claims.Role, (string?)request["role"])
            .SetClaim(ActorClaims.Body, (string?)request["body"]);
        identity.SetAudiences((string)request["for"]!);
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    private sealed class LateClock : TimeProvider
    {
        internal TimeSpan Behind { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Behind;
    }
}
