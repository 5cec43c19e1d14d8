using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Vc;
using CityKit.Services.Claims;
using CityKit.Services.Plans;
using CityKit.Services.Wallets;
using NodaTime;

namespace CityKit.Samples.NoPaper;

/// <summary>A parent's phone: credentials, and the key that they are bound to.</summary>
internal sealed class Phone(string party) : IDisposable
{
    private readonly Dictionary<string, SdJwtToken> credentials = [];

    internal SigningKey Key { get; } = SigningKey.Create();

    internal void Keep(string name, SdJwtToken credential) => credentials.Add($"{party}-{name}", credential);

    internal bool Has(string credential) => credentials.ContainsKey(credential);

    /// <summary>What it holds, as a plan is made of: the phone can sign with each.</summary>
    internal IEnumerable<HeldCredential> Wallet(VcVerifier verifier, Instant now) => credentials.Select(kept =>
    {
        var verified = verifier.VerifyIssued(kept.Value.ToString(), now, out var problem)
            ?? throw new InvalidOperationException(problem!.Message.En);
        return HeldCredentials.From(kept.Key, verified.Token, StatusVerdict.Valid, party) with { IsSigned = true };
    });

    /// <summary>Shows the claims that are asked for and no others, signed for this verifier, nonce and purpose.</summary>
    internal string Present(string credential, IEnumerable<string> claims, PresentationRequest request, Instant now)
    {
        ClaimPath[] paths = [.. claims.Select(claim => ClaimPath.Of(claim.Split('.')))];
        var shown = SdJwtHolder.Select(credentials[credential], paths, out var problem) is { } selection
            ? SdJwtHolder.Present(selection, request, Key, now, out problem) : null;
        return $"{party}:{shown ?? throw new InvalidOperationException(problem!.Message.En)}";
    }

    public void Dispose() => Key.Dispose();
}
