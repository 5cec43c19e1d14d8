using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CityKit.Desk.Tests.OpenId;

/// <summary>
/// An OpenID Connect provider on the loopback: its page has a link for each person in place of a password. Code flow with PKCE, tokens
/// signed
/// by an RSA key.
/// </summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    internal const string Client = "desk", Audience = "citykit";

    private static readonly Dictionary<string, string[]> People = new()
    {
        ["li"] = ["duty-room", "canteen"],
        ["wang"] = [],
    };

    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Granted> codes = [];
    private readonly WebApplication app;

    private IdentityProvider(WebApplication app)
    {
        this.app = app;
        app.MapGet("/.well-known/openid-configuration", Describe);
        app.MapGet("/jwks", () => Results.Json(new { keys = new[] { Published() } }));
        app.MapGet("/authorize", Ask);
        app.MapGet("/grant", Grant);
        app.MapPost("/token", async (HttpRequest request) => Redeem(await request.ReadFormAsync()));
        app.MapGet("/logout", (string post_logout_redirect_uri, string state, string id_token_hint) =>
            Results.Redirect($"{post_logout_redirect_uri}?state={Uri.EscapeDataString(state)}"));
    }

    private sealed record Granted(string Person, string Nonce, string Challenge, string Back);

    internal string Address => app.Urls.First();

    internal string Secret { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    internal static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new IdentityProvider(builder.Build());
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>A token of a person for a service.</summary>
    internal string TokenOf(string person, string audience, string? nonce = null) => new JsonWebTokenHandler()
        .CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address, Audience = audience, SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = person, ["name"] = $"Person {person}", ["groups"] = People[person], ["citykit:body"] = "值班室", ["nonce"] = nonce ?? "",
        },
    });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private RsaSecurityKey Key => new(rsa) { KeyId = "one" };

    private object Published()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)) { KeyId = "one" });
        return new { kty = key.Kty, kid = key.Kid, use = "sig", alg = SecurityAlgorithms.RsaSha256, n = key.N, e = key.E };
    }

    private IResult Describe() => Results.Json(new
    {
        issuer = Address, authorization_endpoint = $"{Address}/authorize", token_endpoint = $"{Address}/token", jwks_uri =
            $"{Address}/jwks",
        end_session_endpoint = $"{Address}/logout", response_types_supported = new[] { "code" }, subject_types_supported =
            new[] { "public" },
        id_token_signing_alg_values_supported = new[] { SecurityAlgorithms.RsaSha256 }, code_challenge_methods_supported = new[] { "S256" },
    });

    private static IResult Ask(HttpRequest request)
    {
        if (request.Query["client_id"] != Client) return Results.BadRequest("unknown client");
        var links = People.Keys.Select(
            person => $"<a href=\"/grant{WebUtility.HtmlEncode($"{request.QueryString}&person={person}")}\">{person}</a>");
        return Results.Content(
            $"<!DOCTYPE html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><h1>Who are you?</h1>{string.Join(' ', links)}</html>",
            "text/html");
    }

    private IResult Grant(string person, string nonce, string code_challenge, string redirect_uri, string state)
    {
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        codes[code] = new Granted(person, nonce, code_challenge, redirect_uri);
        return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
    }

    /// <summary>
    /// A code is good once, for who asked for it: with the client's secret, the same address and the verifier of the challenge.
    /// </summary>
    private IResult Redeem(IFormCollection form)
    {
        if (!codes.TryRemove(form["code"].ToString(), out var granted) || form["client_secret"] != Secret
            || form["redirect_uri"] != granted.Back
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != granted.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        return Results.Json(new
        {
            access_token = TokenOf(granted.Person, Audience), id_token = TokenOf(granted.Person, Client, granted.Nonce), token_type =
                "Bearer", expires_in = 300,
        });
    }
}
