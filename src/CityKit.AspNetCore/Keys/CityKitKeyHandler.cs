using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CityKit.AspNetCore.Endpoints;
using CityKit.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityKit.AspNetCore.Keys;

/// <summary>Lets in who shows a known key. Keys are compared by their SHA-256, so the time it takes tells nothing.</summary>
internal sealed class CityKitKeyHandler(IOptionsMonitor<CityKitKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<CityKitKeyOptions>(options, logger, encoder)
{
    internal const string Header = "CityKit-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var shown)) return Task.FromResult(AuthenticateResult.NoResult());
        var hash = Hash(shown.ToString());
        var key = Options.Keys.FirstOrDefault(k => CryptographicOperations.FixedTimeEquals(Hash(k.Secret), hash));
        return Task.FromResult(key is null
            ? AuthenticateResult.Fail("unknown key")
            : AuthenticateResult.Success(new AuthenticationTicket(ActorClaims.ToPrincipal(key.Actor, Scheme.Name), Scheme.Name)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Header;
        await JsonAnswer.RefuseAsync(Context, NoKey).ConfigureAwait(false);
    }

    private static Refusal NoKey { get; } = Refusal.Of("no-key", $"Show a known key in the header {Header}.", $"请在请求头 {Header} 中提供有效密钥。");

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
